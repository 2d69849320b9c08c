package dev.yellowjack;

/**
 * What a child does: one method that blocks for as long as the child lives.
 *
 * <p>Each call is one incarnation, on a thread that nothing else uses meanwhile (§1.3). A child never has two at once
 * (§1.2). How the call ends decides what becomes of the child:
 *
 * <ul>
 *   <li>it returns by itself: the child has completed (§3.4);
 *   <li>it throws by itself: the child has crashed (§3.1);
 *   <li>it returns or throws after OFF was read, or the child was removed, or the supervisor closed: the child is off,
 *       and starts again if ON has been read since (§2.5, §2.6);
 *   <li>it returns or throws after {@link ChildContext#fail}: the child has crashed with that cause (§3.8).
 * </ul>
 *
 * <p>A body that blocks somewhere other than in {@link ChildContext#awaitStop()} learns of the stop from {@link
 * ChildContext#stopRequested()} or {@link ChildContext#onStop(Runnable)}; one that heeds neither is interrupted when its
 * grace is over (§2.3).
 *
 * <p>Need not be thread-safe: it is called by one thread per incarnation. But each supervisor that is given the child
 * calls it, so a body that several of them share is called on several threads at once.
 */
@FunctionalInterface
public interface ChildBody {
    /**
     * Runs one incarnation, and returns when it has ended.
     *
     * @param context says when to stop; of no use to a later incarnation
     * @throws Exception anything: a crash (§3.1), unless a stop was requested
     */
    void run(ChildContext context) throws Exception;
}
