package dev.yellowjack.examples.custom;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The one lock of a supervisor. Everything that it knows is read and written under it; whatever calls foreign code,
 * blocks, or starts a thread is put off until the lock has been let go.
 *
 * <p>Thread-safe.
 */
final class Monitor {
    private final Object lock = new Object(); // of its own, so that nobody else can hold it
    private List<Runnable> effects = new ArrayList<>(); // guarded by lock

    /** Decides something under the lock, lets the lock go, and does what was put off meanwhile. Not to be nested. */
    void decide(Runnable decision) {
        answer(() -> {
            decision.run();
            return true;
        });
    }

    /** As {@link #decide}, for a decision with a result. */
    <T> T answer(Supplier<T> decision) {
        if (Thread.holdsLock(lock)) {
            throw new IllegalStateException("a decision inside of another would do its effects under the lock");
        }
        List<Runnable> decided = List.of();
        try {
            synchronized (lock) {
                try {
                    return decision.get();
                } finally {
                    decided = effects;
                    effects = new ArrayList<>();
                    lock.notifyAll();
                }
            }
        } finally {
            decided.forEach(Runnable::run);
        }
    }

    /** Puts something off until the lock has been let go; the deciding thread does it then. It must not throw. */
    void afterwards(Runnable effect) {
        effects.add(effect);
    }

    /**
     * Waits until something has been decided.
     *
     * @param condition looked at under the lock, after each decision
     * @param nanos how long to wait, in real time
     * @return whether it holds
     */
    boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long deadline = System.nanoTime() + nanos;
        synchronized (lock) {
            while (!condition.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
            return true;
        }
    }
}
