package dev.yellowjack.tck;

import dev.yellowjack.runtime.SupervisorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A clock that stands still until a test moves it.
 *
 * <p>Give it to {@link dev.yellowjack.SupervisorBuilder#clock}: then graces, back-offs and check intervals pass by
 * {@link #advance} alone, and a test of hours takes milliseconds.
 *
 * <p>Thread-safe.
 */
public final class ManualClock implements SupervisorClock {
    private final AtomicLong nanos;
    private Instant wall = Instant.parse("2000-01-01T00:00:00Z"); // guarded by this
    private final Set<Thread> parked = ConcurrentHashMap.newKeySet();

    /** A clock of which {@link #nanoTime} begins at 0. */
    public ManualClock() {
        this(0);
    }

    /**
     * A clock of which {@link #nanoTime} begins at any number: the origin is arbitrary, and the count may overflow.
     *
     * @param origin the first value of {@link #nanoTime}
     */
    public ManualClock(long origin) {
        nanos = new AtomicLong(origin);
    }

    /**
     * Moves both times on, and wakes every thread that waits for this clock. What is due then happens on those threads,
     * so a test has to wait for it.
     *
     * @param time how far, not negative
     * @throws IllegalArgumentException if it is negative
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time is " + time
                    + ", must not be negative; for a wall clock that is set" + " back use jumpWallClock");
        }
        moveWallClock(time);
        nanos.addAndGet(time.toNanos());
        parked.forEach(LockSupport::unpark);
    }

    /**
     * Moves {@link #instant} alone, as when somebody sets the clock of the machine (§5.8).
     *
     * @param by how far; back if it is negative
     */
    public void jumpWallClock(Duration by) {
        moveWallClock(by);
        parked.forEach(LockSupport::unpark);
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    private synchronized void moveWallClock(Duration by) {
        wall = wall.plus(by);
    }

    @Override
    public synchronized Instant instant() {
        return wall;
    }

    @Override
    public void parkUntil(long deadline) {
        Thread thread = Thread.currentThread();
        parked.add(thread);
        try {
            // Only after the registration: an advance before it is seen here, one after it unparks.
            if (deadline - nanos.get() > 0) {
                LockSupport.park(this);
            }
        } finally {
            parked.remove(thread);
        }
    }
}
