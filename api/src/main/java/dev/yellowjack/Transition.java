package dev.yellowjack;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change of a child's state (§7.2).
 *
 * <p>Immutable and thread-safe.
 *
 * @param number ascending over all transitions of the supervisor, from 1, without gaps
 * @param child the id of the child
 * @param incarnation the incarnation concerned: the one that runs or ran last; 0 before the first
 * @param from the state before
 * @param to the state after
 * @param reason why
 * @param cause what went wrong, where {@code reason} is a failure; else null
 * @param at when, by the wall clock: to show, not to reckon with
 */
public record Transition(
        long number,
        String child,
        int incarnation,
        ChildState from,
        ChildState to,
        Reason reason,
        @Nullable Throwable cause,
        Instant at) {

    /**
     * Checks the parts.
     *
     * @throws NullPointerException if a part other than {@code cause} is null
     * @throws IllegalArgumentException if the number is below 1, or the incarnation negative
     */
    public Transition {
        Objects.requireNonNull(child, "child");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(at, "at");
        Numbers.requireAtLeast(1, "number", number);
        Numbers.requireAtLeast(0, "incarnation", incarnation);
    }

    /** This transition as JSON text; with the type and the words of its cause, if any, but not with its stack. */
    public String toJson() {
        return StatusJson.of(this);
    }

    /**
     * Why a child changed its state.
     *
     * <p>Immutable and thread-safe.
     */
    public enum Reason {
        /** The flag was read ON, or had been and what stood against it is over (§1.1, §2.6). */
        FLAG_ON,
        /** The flag was read OFF (§2.1, §3.3, §8.3). */
        FLAG_OFF,
        /** The first question came back UNKNOWN, and the child's fallback is ON (§4.3). */
        FALLBACK,
        /** The body began on a thread of its own. */
        BEGUN,
        /**
         * The body ended after its flag had been read OFF (§2.5). Where the child was removed or the supervisor closed
         * before that, the reason is {@link #REMOVED} or {@link #CLOSED}.
         */
        STOPPED,
        /** The body threw (§3.1), or has ended after {@link ChildContext#fail} (§3.8). */
        CRASHED,
        /** The body is asked to stop because {@link ChildContext#fail} was called (§3.8). */
        FAILED,
        /** The runtime could not run the body (§1.4). */
        LAUNCH_FAILED,
        /** The body returned by itself (§3.4). */
        COMPLETED,
        /** The back-off after a crash is over (§8.1). */
        RESTARTED,
        /** A person released the child (§3.6). */
        RELEASED,
        /** The child was removed (§5.4): its body is asked to stop, or has ended because of that, or there was none. */
        REMOVED,
        /** The supervisor was closed (§5.1): the body is asked to stop, or has ended because of that, or there was none. */
        CLOSED,
        /** The engine itself failed while it handled this child (§6.3). A bug: please report it. */
        ENGINE_FAILED
    }
}
