package dev.yellowjack;

import dev.yellowjack.runtime.SupervisorTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;

/**
 * Runs children while their flags are on.
 *
 * <p>A supervisor looks at each child's flag at every change that the flag provider reports, and at every check
 * interval for safety. A child whose flag is on is started; one whose flag is off is asked to stop, interrupted when its
 * grace is over, and reported if it still does not end. One that crashed stays down, quarantined, until its flag has been
 * read OFF or a person releases it; then its flag decides again.
 *
 * <pre>{@code
 * try (Supervisor supervisor = Supervisor.builder()
 *         .child(Child.named("orders").flag("orders-consumer").runs(orders::consume))
 *         .child(Child.named("mailer").flag("mailer").startsAndStops(mailer::start, mailer::stop))
 *         .start()) {
 *     supervisor.awaitClosed();
 * }
 * }</pre>
 *
 * <p>It lives from {@link SupervisorBuilder#start} to {@link #close}, and cannot be started again. It stays alive
 * without a reference to it (§5.5).
 *
 * <p>Thread-safe: every method may be called from any thread, bodies, callbacks and listeners included (§5.2).
 */
public interface Supervisor extends AutoCloseable {
    /** Begins the specification of a supervisor. */
    static SupervisorBuilder builder() {
        return new SupervisorBuilder();
    }

    /**
     * All supervisors of this JVM that were started by a {@link SupervisorBuilder} and whose last body has not ended yet, in
     * the order in which they were started. More exactly, those of this class loader.
     */
    static List<Supervisor> live() {
        return SupervisorTelemetry.live();
    }

    /** What metrics, log, JMX and the like call it: unlike that of any other {@linkplain #live() live} one. */
    String name();

    /**
     * Adds a child. Its flag is asked at once (§5.3).
     *
     * @param child its specification
     * @throws IllegalArgumentException if there is a child of this id, or a removed one of this id has not ended yet
     * @throws IllegalStateException if the supervisor is closing or closed
     */
    void add(Child child);

    /**
     * Removes a child (§5.4). One that runs is stopped first, and is visible and holds its id until its body has ended;
     * any other is forgotten at once, its quarantine included. Does not wait. Does nothing more to one that is being
     * removed already, and works after close, too.
     *
     * @param id the id of the child
     * @throws NoSuchElementException if there is no such child
     */
    void remove(String id);

    /** All children, as they are at one and the same moment (§7.1). After close, as they are then. */
    SupervisorStatus status();

    /**
     * What is wrong, if anything (§7.4): children that are quarantined or overdue, and flags that have read UNKNOWN for more
     * than {@link Health#UNKNOWN_LIMIT}. {@link SupervisorStatus#health} has another limit.
     */
    default Health health() {
        return status().health(Health.UNKNOWN_LIMIT);
    }

    /**
     * One child, as it is now.
     *
     * @param id the id of the child
     * @throws NoSuchElementException if there is no such child
     */
    ChildStatus status(String id);

    /**
     * Waits until a child is in a state, or has been in it since the call. Returns at once if it is in that state
     * already.
     *
     * @param id the id of the child
     * @param state the state to wait for
     * @param timeout how long to wait, in real time; zero or negative only looks
     * @return whether the state was seen; false at once where it cannot come any more: the child was removed, or the
     *     supervisor is closed
     * @throws NoSuchElementException if there is no such child
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    boolean await(String id, ChildState state, Duration timeout) throws InterruptedException;

    /**
     * Releases a child that is quarantined, completed or backing off: its history is cleared, and the latest known
     * reading applies at once (§3.6). On any other child, and after close, it does nothing.
     *
     * @param id the id of the child
     * @return whether it did anything
     * @throws NoSuchElementException if there is no such child
     */
    boolean release(String id);

    /**
     * Releases every child that is quarantined, completed or backing off, in the order in which they were added.
     *
     * @return how many were released
     */
    int releaseAll();

    /**
     * Reads all flags now.
     *
     * @return completes when the readings that were asked for after this call have taken effect (§5.6); fails with
     *     {@link IllegalStateException} if the supervisor is closed before that. It completes on a thread that is
     *     nobody else's, so what is attached to it may take its time. A question that hangs counts as answered, with
     *     UNKNOWN, after the evaluation time limit
     */
    CompletableFuture<Void> check();

    /**
     * Adds a listener; it hears everything that happens from now on. One that is added twice is called twice.
     *
     * @param listener called on a thread of its own
     * @throws IllegalStateException if the supervisor is closing or closed
     */
    void addListener(SupervisorListener listener);

    /**
     * Removes a listener; what waits for it is dropped. Does nothing if it is not there.
     *
     * @param listener as it was added
     */
    void removeListener(SupervisorListener listener);

    /**
     * Waits until the supervisor is closed: everything has been asked to stop, and has ended or is overdue. Called from
     * a body, which the closing has to wait for in its turn, it waits until that is interrupted (§2.3).
     *
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    void awaitClosed() throws InterruptedException;

    /**
     * Asks every child to stop, in the reverse order of adding, and waits until each has ended or is overdue: at most
     * the longest grace plus interrupt wait of a child, and half a second more where a listener or an evaluation is
     * blocked (§5.1). From the first moment on nothing is started, ever.
     *
     * <p>A second call waits likewise and asks for nothing. From a body, a callback or a listener of this supervisor, or
     * of one below it, it asks and returns at once (§5.2). If the calling thread is interrupted it returns at once, with
     * its interrupt flag set, while the closing goes on.
     */
    @Override
    void close();

    /**
     * As {@link #close()}, but waits until every body has ended, overdue ones included, or the time is over, whichever
     * comes first. The closing goes on by itself after that; a later call may wait for it again.
     *
     * @param timeout how long to wait, in real time; zero or negative only asks
     * @return whether every body has ended, also where this gives up early: interrupted, or called from a body, a
     *     callback or a listener
     */
    boolean close(Duration timeout);
}
