package dev.yellowjack.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

/**
 * Lets {@value #MOST} entries of a kind through in a second, and tells at its end how many there were beyond. A kind of its
 * own is heard whatever else there is too much of. Thread-safe.
 */
final class LogLimit {
    /** How many entries of one kind are let through in a second. */
    static final int MOST = 100;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** There are more types of exceptions than one would think. */
    private static final int MOST_KINDS = 50;

    private static final String OTHERS = "others";

    private final String threadName;
    private final ObjLongConsumer<String> leftOut;

    /** How many there were. A storm has a hundred thousand to be counted, so this allocates nothing for each. */
    private static final class Count {
        private long entries;
    }

    // Guarded by this.
    private Map<String, Count> counts = new LinkedHashMap<>();
    private long began;
    private boolean waiting;
    private boolean closed;

    /**
     * A limit that has let nothing through.
     *
     * @param leftOut hears of which kind how many entries were left out
     */
    LogLimit(String threadName, ObjLongConsumer<String> leftOut) {
        this.threadName = threadName;
        this.leftOut = leftOut;
    }

    boolean admits(String kind) {
        Map<String, Count> over = Map.of();
        boolean admitted;
        synchronized (this) {
            long now = System.nanoTime();
            if (now - began >= SECOND) {
                over = begin(now);
            }
            admitted = ++countOf(kind).entries <= MOST;
            if (!admitted && !waiting && !closed) {
                waiting = startToWait();
            }
        }
        if (!over.isEmpty()) {
            tell(over);
        }
        return admitted;
    }

    private Count countOf(String kind) {
        Count count = counts.get(kind);
        return count != null
                ? count
                : counts.computeIfAbsent(counts.size() < MOST_KINDS ? kind : OTHERS, first -> new Count());
    }

    private Map<String, Count> begin(long now) {
        Map<String, Count> over = counts;
        counts = new LinkedHashMap<>();
        began = now;
        return over;
    }

    private void tell(Map<String, Count> over) {
        over.forEach((kind, count) -> {
            if (count.entries > MOST) {
                leftOut.accept(kind, count.entries - MOST);
            }
        });
    }

    /** Somebody has to tell, even where nothing happens any more. Without a thread it is told at the next entry. */
    private boolean startToWait() {
        try {
            Thread thread = new Thread(this::tellInTime, threadName);
            thread.setDaemon(true);
            thread.start();
            return true;
        } catch (OutOfMemoryError noThread) {
            return false;
        }
    }

    private void tellInTime() {
        Map<String, Count> over;
        synchronized (this) {
            long left = began + SECOND - System.nanoTime();
            while (left > 0 && !closed) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } catch (InterruptedException byAStranger) {
                    break; // To tell early is no harm.
                }
                left = began + SECOND - System.nanoTime();
            }
            waiting = false;
            over = begin(System.nanoTime());
        }
        tell(over);
    }

    /** Tells at once what has been left out, and waits for no more. */
    void close() {
        Map<String, Count> over;
        synchronized (this) {
            closed = true;
            over = begin(System.nanoTime());
            notifyAll();
        }
        tell(over);
    }
}
