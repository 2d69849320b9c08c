package dev.yellowjack.quickstart;

import dev.yellowjack.Report;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.SupervisorStatus;
import dev.yellowjack.Transition;

/** Where the quickstart shows what happens. Thread-safe. */
interface Screen extends SupervisorListener {
    /** Tells something that happened. */
    void say(String line);

    /** Shows how all children are. */
    void show(SupervisorStatus status);

    /** Shows how all children are in the end, tells one last thing, and shows nothing after it. */
    void end(SupervisorStatus status, String line);

    @Override
    default void onTransition(Transition transition) {
        say(Words.of(transition));
    }

    @Override
    default void onReport(Report report) {
        say(Words.of(report));
    }
}
