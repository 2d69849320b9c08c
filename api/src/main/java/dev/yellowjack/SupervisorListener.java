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
 *
 * <p>Need not be thread-safe, but for one that is added twice, or to two supervisors: that is called on several threads
 * at once.
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
     * What a child's flag reads has changed: from known to UNKNOWN, say, because the provider has no such flag or is out
     * of reach, or back. A reading may change no state (§3.5, §4.2).
     *
     * @param child the id of the child
     * @param before what it read before
     * @param after what it reads now, inverted for a kill switch
     */
    default void onReading(String child, Reading before, Reading after) {}

    /**
     * This listener lagged, and calls were left out at this point.
     *
     * @param calls how many, at least 1
     */
    default void onMissed(long calls) {}
}
