package dev.yellowjack;

/**
 * What a child does: one method that blocks for as long as the child lives.
 *
 * <p>Each call is one incarnation, on a thread that nothing else uses meanwhile (§1.3). A child never has two at once
 * (§1.2). How the call ends decides what the child becomes:
 *
 * <ul>
 *   <li>it returns or throws after a stop was requested: the child is off (§2.5);
 *   <li>it returns by itself: the child has completed (§3.4);
 *   <li>it throws by itself: the child has crashed (§3.1).
 * </ul>
 *
 * <p>A body that blocks somewhere other than in {@link ChildContext#awaitStop()} learns of the stop from {@link
 * ChildContext#stopRequested()} or {@link ChildContext#onStop(Runnable)}; one that heeds neither is interrupted when its
 * grace is over (§2.3).
 */
@FunctionalInterface
public interface ChildBody {
    /**
     * Runs one incarnation, and returns when it has ended.
     *
     * @param context says when to stop; of no use to a later incarnation
     * @throws Exception anything: a crash, unless a stop was requested
     */
    void run(ChildContext context) throws Exception;
}
