package dev.yellowjack;

/**
 * Hears what happens in a supervisor.
 *
 * <p>Each listener is called on a thread of its own, one call at a time. It receives each transition exactly once and
 * in the order of their numbers, so in order for each child (§7.2); reports come in between, in the order in which
 * they happened. A slow or blocked listener delays nobody but itself (§6.2): up to {@value #BACKLOG} calls wait for it,
 * what comes beyond those is left out and counted in {@link #onMissed}. What a listener throws is logged and changes
 * nothing (§6.1).
 *
 * <p>A listener may call any method of the supervisor (§5.2).
 */
@FunctionalInterface
public interface SupervisorListener {
    /** How many calls may wait for one listener before further ones are left out. */
    int BACKLOG = 65_536;

    /**
     * A child has changed its state.
     *
     * @param transition what changed, and why
     */
    void onTransition(Transition transition);

    /**
     * Something happened that changed no state, and that a person should know.
     *
     * @param report what happened
     */
    default void onReport(Report report) {}

    /**
     * This listener lagged, and calls were left out at this point.
     *
     * @param calls how many, at least 1
     */
    default void onMissed(long calls) {}
}
