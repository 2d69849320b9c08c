package dev.yellowjack;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that a person should know and that changed no state.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind what happened
 * @param child the id of the child
 * @param incarnation the incarnation concerned, from 1; 0 if there was none
 * @param problem what was thrown; for {@link Kind#OVERDUE}, a throwable that carries the stack of the body's thread
 * @param at when, by the wall clock
 */
public record Report(Kind kind, String child, int incarnation, Throwable problem, Instant at) {
    /**
     * Checks the parts.
     *
     * @throws NullPointerException if a part is null
     * @throws IllegalArgumentException if the incarnation is negative
     */
    public Report {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(child, "child");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(at, "at");
        Numbers.requireAtLeast(0, "incarnation", incarnation);
    }

    /**
     * What a report is about.
     *
     * <p>Immutable and thread-safe.
     */
    public enum Kind {
        /** A body outlived its grace and its interrupt wait; it still runs (§2.4). */
        OVERDUE,
        /** A body threw after it had been asked to stop (§2.5). */
        THREW_WHILE_STOPPING,
        /** An {@link ChildContext#onStop} callback threw (§2.1). */
        CALLBACK_THREW,
        /** {@link ChildContext#fail} was called after a stop had been requested, or after the end (§3.8). */
        FAILED_LATE
    }
}
