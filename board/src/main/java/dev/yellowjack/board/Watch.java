package dev.yellowjack.board;

import dev.yellowjack.Supervisor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the supervisors on a thread of its own, and tells the viewers what has changed, some times a second. While there
 * are no viewers it only listens, for the sake of the transitions that the next one will want to see.
 *
 * <p>Thread-safe.
 */
final class Watch {
    /** How many may look at once. */
    static final int MOST_VIEWERS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Every so many looks all is compared, for what no listener hears: a child that is added or removed while it is off. */
    private static final int LOOKS_PER_COMPARISON = 8;

    private final Thread thread = new Thread(this::run, "yellowjack-board-watch");
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Semaphore places = new Semaphore(MOST_VIEWERS);
    private final ConcurrentLinkedQueue<Viewer> newcomers = new ConcurrentLinkedQueue<>();
    private final List<Viewer> viewers = new CopyOnWriteArrayList<>();

    // The thread's alone.
    private final Map<Supervisor, Observed> observed = new LinkedHashMap<>();
    private int looks;

    Watch() {
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** A new viewer, which is told everything at first; empty where there are too many, or the board is closed. */
    Optional<Viewer> join() {
        if (closed.get() || !places.tryAcquire()) {
            return Optional.empty();
        }
        Viewer viewer = new Viewer();
        newcomers.add(viewer);
        LockSupport.unpark(thread);
        return Optional.of(viewer);
    }

    /** To be called once for each that has joined. */
    void leave(Viewer viewer) {
        viewer.end();
        viewers.remove(viewer);
        places.release();
    }

    /** Ends, and waits for that a moment. */
    void close() {
        closed.set(true);
        LockSupport.unpark(thread);
        viewers.forEach(Viewer::lose);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed.get()) {
            try {
                look();
            } catch (RuntimeException
                    | Error unexpected) { // What is shown is late then; what is supervised does not mind.
                LOG.warn("the board could not look at the supervisors; it tries again", unexpected);
            }
            if (newcomers.isEmpty()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        observed.forEach(Supervisor::removeListener);
        newcomers.forEach(Viewer::lose);
    }

    private void look() {
        follow();
        looks++;
        boolean compares = looks % LOOKS_PER_COMPARISON == 0 || !newcomers.isEmpty();
        for (Observed one : observed.values()) {
            boolean due = one.takeStirred() || compares;
            if (due && !(viewers.isEmpty() && newcomers.isEmpty())) {
                one.change()
                        .ifPresent(this::tellAll); // Before newcomers are told all, so that it is not told them twice.
            }
        }
        welcome();
    }

    /** Those that have ended are told of, and new ones, which may have the name of one of these, are listened to. */
    private void follow() {
        List<Supervisor> live = Supervisor.live();
        List<Supervisor> ended = new ArrayList<>(observed.keySet());
        ended.removeAll(live);
        for (Supervisor supervisor : ended) {
            Observed last = observed.remove(supervisor);
            if (last != null) {
                tellAll(last.ended());
            }
        }
        for (Supervisor supervisor : live) {
            if (!observed.containsKey(supervisor)) {
                Observed fresh = new Observed(supervisor);
                observed.put(supervisor, fresh);
                try {
                    supervisor.addListener(fresh);
                } catch (IllegalStateException closing) {
                    LOG.debug("{} closes already; it is shown without its transitions", supervisor.name());
                }
                tellAll(fresh.whole());
            }
        }
    }

    /** What the others know is what they were told just now; what a newcomer is told is at least as new. */
    private void welcome() {
        for (Viewer viewer = newcomers.poll(); viewer != null; viewer = newcomers.poll()) {
            boolean told = true;
            for (Observed one : observed.values()) {
                told &= viewer.tell(event(one.whole()));
            }
            told &= viewer.tell(event("{\"kind\":\"current\"}"));
            if (told) {
                viewers.add(viewer);
            }
        }
    }

    private void tellAll(String message) {
        byte[] event = event(message);
        viewers.removeIf(viewer -> !viewer.tell(event));
    }

    /** As it is sent. JSON has no line breaks, so one line of data it is. */
    static byte[] event(String json) {
        return ("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
