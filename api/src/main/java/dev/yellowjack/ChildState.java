package dev.yellowjack;

/**
 * Where a child is between its flag and its body. A table of all transitions is in {@code docs/RULES.md}.
 *
 * <p>Immutable and thread-safe.
 */
public enum ChildState {
    /** Not running and not meant to: the flag is off, or has not been read yet. */
    OFF,
    /** Launched; its body has not begun, for want of a thread or of a moment (§1.6). */
    STARTING,
    /** Its body runs. */
    RUNNING,
    /** Its body has been asked to stop and has not ended yet (§2). */
    STOPPING,
    /** It crashed, and its restart policy starts it again shortly (§8.1). */
    BACKING_OFF,
    /** It crashed, and stays down until its flag is read OFF or a person releases it (§3.1). */
    QUARANTINED,
    /** Its body returned by itself; it stays down as in quarantine, but this is not a failure (§3.4). */
    COMPLETED
}
