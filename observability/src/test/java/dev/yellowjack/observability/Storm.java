package dev.yellowjack.observability;

import dev.yellowjack.ChildContext;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Crashes, evenly over one second, as many as there are bodies to be hit. Thread-safe. */
final class Storm {
    private static final int GUSTS = 100;
    private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(1) / GUSTS;

    /** What those throw that are hit. */
    static final class Hit extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Semaphore lightning = new Semaphore(0);
    private final AtomicInteger hits = new AtomicInteger();
    private final int most;
    private volatile long began;
    private volatile long lastHit;

    Storm(int most) {
        this.most = most;
    }

    /** A body that waits to be hit. */
    void waitToBeHit(ChildContext body) throws InterruptedException {
        lightning.acquire();
        if (hits.incrementAndGet() == most) {
            lastHit = System.nanoTime();
        }
        throw new Hit();
    }

    /** Goes on for a second, on a thread of its own. */
    void begin() {
        began = System.nanoTime();
        Thread thread = new Thread(this::rage, "storm");
        thread.setDaemon(true);
        thread.start();
    }

    private void rage() {
        for (int gust = 1; gust <= GUSTS; gust++) {
            lightning.release(most / GUSTS);
            long next = began + gust * BETWEEN_NANOS;
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    int hits() {
        return hits.get();
    }

    /** How long it took until all were hit. */
    double seconds() {
        return (lastHit - began) / 1e9;
    }
}
