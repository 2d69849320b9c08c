package dev.yellowjack.tck;

import dev.yellowjack.ChildState;
import dev.yellowjack.Transition;

/** One step on the way of a child: where it came to, and why. */
record Step(ChildState state, Transition.Reason reason) {
    static Step to(ChildState state, Transition.Reason reason) {
        return new Step(state, reason);
    }

    static Step of(Transition transition) {
        return new Step(transition.to(), transition.reason());
    }

    @Override
    public String toString() {
        return state + " (" + reason + ")";
    }
}
