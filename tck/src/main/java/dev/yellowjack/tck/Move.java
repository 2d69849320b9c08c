package dev.yellowjack.tck;

import dev.yellowjack.ChildState;
import dev.yellowjack.Transition;
import dev.yellowjack.Transition.Reason;
import org.jspecify.annotations.Nullable;

/** What a transition says, but for its number and its time. */
record Move(
        ChildState from,
        ChildState to,
        Reason reason,
        int incarnation,
        @Nullable Throwable cause) {
    static Move of(Transition transition) {
        return new Move(
                transition.from(), transition.to(), transition.reason(), transition.incarnation(), transition.cause());
    }

    @Override
    public String toString() {
        return from + " -> " + to + " (" + reason + ") #" + incarnation + (cause == null ? "" : ", " + cause);
    }
}
