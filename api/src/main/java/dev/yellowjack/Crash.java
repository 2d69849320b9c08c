package dev.yellowjack;

import java.io.PrintWriter;
import java.io.StringWriter;
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

    /** The type and the words of the cause, on one line as far as its author left it so. */
    public String message() {
        try {
            return cause.toString();
        } catch (Throwable broken) { // by the author of the cause
            return nameless(broken);
        }
    }

    /** The cause with its stack trace, and its own causes, as {@link Throwable#printStackTrace()} has it. */
    public String stackTrace() {
        StringWriter text = new StringWriter();
        try {
            cause.printStackTrace(new PrintWriter(text));
        } catch (Throwable broken) {
            text.append(nameless(broken));
        }
        return text.toString();
    }

    private String nameless(Throwable broken) {
        return cause.getClass().getName() + ", which threw " + broken.getClass().getName() + " when asked what it is";
    }
}
