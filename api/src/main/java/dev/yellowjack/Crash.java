package dev.yellowjack;

import java.time.Instant;
import java.util.Objects;

/**
 * One crash of a child (§3.1).
 *
 * <p>Immutable and thread-safe.
 *
 * @param cause what the body threw, what {@link ChildContext#fail} was given, or why the launch failed
 * @param incarnation which incarnation crashed, from 1; 0 if it never ran
 * @param at when, by the wall clock: to show, not to reckon with
 */
public record Crash(Throwable cause, int incarnation, Instant at) {
    /**
     * Checks the parts.
     *
     * @throws NullPointerException if a part is null
     * @throws IllegalArgumentException if the incarnation is negative
     */
    public Crash {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(at, "at");
        Numbers.requireAtLeast(0, "incarnation", incarnation);
    }
}
