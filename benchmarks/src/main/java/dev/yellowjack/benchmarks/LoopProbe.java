package dev.yellowjack.benchmarks;

import dev.yellowjack.Supervisor;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a supervisor for the status of one child, time and again, and notes how long the longest answer took, without what
 * the collector took meanwhile. That is as long as anybody had to wait for the control loop, and so no less than any pause
 * of it.
 */
final class LoopProbe implements AutoCloseable {
    private static final long SPACING_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Thread thread;
    private volatile boolean closed;
    private long worst; // guarded by this
    private long answers; // guarded by this

    LoopProbe(Supervisor supervisor, String child) {
        thread = Thread.ofPlatform().daemon().name("probe").start(() -> {
            while (!closed) {
                note(timed(() -> supervisor.status(child)));
                LockSupport.parkNanos(SPACING_NANOS);
            }
        });
    }

    private static long timed(Runnable question) {
        long collecting = collectorMillis();
        long from = System.nanoTime();
        question.run();
        long took = System.nanoTime() - from;
        return took - TimeUnit.MILLISECONDS.toNanos(collectorMillis() - collecting);
    }

    private static long collectorMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private synchronized void note(long nanos) {
        worst = Math.max(worst, nanos);
        answers++;
        notifyAll();
    }

    /** Returns when a question has been answered that is asked from now on: what was posted before has been seen to. */
    synchronized void awaitAnswer() throws InterruptedException {
        for (long wanted = answers + 2; answers < wanted; ) {
            wait();
        }
    }

    /** The longest since this was asked last, in nanoseconds. */
    synchronized long takeWorst() {
        long taken = worst;
        worst = 0;
        return taken;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException byNobody) {
            throw new IllegalStateException(byNobody);
        }
    }
}
