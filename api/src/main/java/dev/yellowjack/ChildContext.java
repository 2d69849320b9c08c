package dev.yellowjack;

import java.time.Duration;

/**
 * What one incarnation of a body knows of itself, and how it hears that it is to stop.
 *
 * <p>A context belongs to its incarnation: once that has ended, its methods answer as after a requested stop and
 * affect no later incarnation. Thread-safe: threads that the body starts may share it.
 */
public interface ChildContext {
    /** The id of the child. */
    String id();

    /** The number of this incarnation, from 1, ascending over the life of the child in its supervisor. */
    int incarnation();

    /** Whether this incarnation has been asked to stop (§2.1). Once true, always true. Does not block. */
    boolean stopRequested();

    /**
     * Blocks until a stop is requested (§2.1); returns at once if it already is.
     *
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    void awaitStop() throws InterruptedException;

    /**
     * Blocks until a stop is requested or the time is over, whichever comes first.
     *
     * @param timeout how long to wait on the supervisor's clock; zero or negative only looks
     * @return whether a stop is requested
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    boolean awaitStop(Duration timeout) throws InterruptedException;

    /**
     * Registers what to do when a stop is requested: wake a poll, close a socket, tell another thread.
     *
     * <p>Callbacks run once each, in the order of their registration, on a thread of their own (§2.1). One that is
     * registered after the stop was requested runs at once, on the calling thread. What one throws is reported to the
     * listeners and keeps the next from nothing. The incarnation has ended when its body and its callbacks have. If it
     * ends without a requested stop, its callbacks do not run.
     *
     * @param callback what to run; it should be quick, and is interrupted with the body when the grace is over
     */
    void onStop(Runnable callback);

    /**
     * Declares this incarnation failed, for a failure that shows on another thread than the body's (§3.8).
     *
     * <p>With no stop requested, the body is asked to stop, and when it has ended the child has crashed with this
     * cause, unless the flag was read OFF meanwhile. After a requested stop, and after an earlier call, the cause is
     * only reported to the listeners. Does not block.
     *
     * @param cause why; not null
     */
    void fail(Throwable cause);
}
