package dev.yellowjack.runtime;

import java.time.Instant;

/**
 * The time that a supervisor goes by, and the way to wait for it.
 *
 * <p>Deadlines (grace, interrupt wait, back-off, check interval, evaluation limit) are kept by {@link #nanoTime}, which
 * never jumps (§5.8); {@link #instant} is only shown. A test brings a clock that it moves by hand, and a supervisor on it
 * does nothing by time unless the test says so.
 *
 * <p>Implementations are thread-safe.
 */
public interface SupervisorClock {
    /** A monotonic time in nanoseconds from an arbitrary origin; compared by subtraction, as {@link System#nanoTime}. */
    long nanoTime();

    /** The wall-clock time, to show. */
    Instant instant();

    /**
     * Parks the calling thread until this clock has reached a time, the thread is unparked by {@link
     * java.util.concurrent.locks.LockSupport#unpark}, or it is interrupted. It may return early for no reason; callers
     * loop.
     *
     * @param deadline a time of {@link #nanoTime}; a past one returns at once
     */
    void parkUntil(long deadline);

    /** The clock of the system. */
    static SupervisorClock system() {
        return SystemClock.INSTANCE;
    }
}
