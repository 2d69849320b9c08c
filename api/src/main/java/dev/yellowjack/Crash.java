package dev.yellowjack;

import java.time.Instant;
import java.util.Objects;

/**
 * One crash of a child (§3.1).
 *
 * @param cause what the body threw, what {@link ChildContext#fail} was given, or why the launch failed
 * @param incarnation which incarnation crashed, from 1
 * @param at when, by the wall clock: to show, not to reckon with
 */
public record Crash(Throwable cause, int incarnation, Instant at) {
    /**
     * Checks the parts.
     *
     * @throws NullPointerException if a part is null
     */
    public Crash {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(at, "at");
    }
}
