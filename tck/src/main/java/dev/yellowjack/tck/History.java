package dev.yellowjack.tck;

import dev.yellowjack.ChildState;
import dev.yellowjack.Report;
import dev.yellowjack.Transition;
import dev.yellowjack.Transition.Reason;
import java.util.List;

/**
 * Whether all that was heard of a supervisor, now that it is closed, makes sense: each child went from state to state as
 * the rules allow, and each of its runs is accounted for.
 */
final class History {
    private final Breaches breaches;

    /** Makes an error of a rule and of what broke it. */
    @FunctionalInterface
    interface Breaches {
        RuleBroken of(String rule, String what);
    }

    History(Breaches breaches) {
        this.breaches = breaches;
    }

    void check(Cast cast) {
        checkNumbers(cast.stage().recorder.transitions());
        for (Actor actor : cast.actors()) {
            checkMoves(actor);
            checkRuns(actor);
        }
        if (cast.flags().mostUnderWay() > 1) {
            throw breaches.of("4.5", "a flag was asked while a question of it was under way");
        }
    }

    private void checkNumbers(List<Transition> transitions) {
        for (int i = 0; i < transitions.size(); i++) {
            if (transitions.get(i).number() != i + 1L) {
                throw breaches.of("7.2", "the transition at place " + (i + 1) + " is " + transitions.get(i));
            }
        }
    }

    private void checkMoves(Actor actor) {
        ChildState state = ChildState.OFF;
        int incarnation = 0;
        for (Move move : actor.moves()) {
            String text = actor.probe().id() + " went " + move;
            if (move.from() != state) {
                throw breaches.of("7.2", text + ", and was " + state);
            }
            if (!StateDiagram.bundled().allows(move)) {
                throw breaches.of("7.2", text + ", which is no way that a child can go");
            }
            boolean startsAnew = // a child that was removed and added again
                    move.from() == ChildState.OFF && move.to() == ChildState.STARTING && move.incarnation() == 1;
            int expected = move.to() == ChildState.STARTING ? incarnation + 1 : incarnation;
            if (move.incarnation() != expected && !startsAnew) {
                throw breaches.of("7.2", text + ", and its latest incarnation was " + incarnation);
            }
            state = move.to();
            incarnation = move.incarnation();
        }
        if (state != ChildState.OFF && state != ChildState.QUARANTINED && state != ChildState.COMPLETED) {
            throw breaches.of("5.1", actor.probe().id() + " is " + state + " after close");
        }
    }

    private void checkRuns(Actor actor) {
        long begun = actor.moves().stream()
                .filter(move -> move.reason() == Reason.BEGUN)
                .count();
        int runs = actor.probe().runs().size();
        if (runs != begun) {
            throw breaches.of(
                    "7.2",
                    actor.probe().id() + " was said to have begun " + begun + " times, and has " + runs + " times");
        }
        for (Probe.Run run : actor.probe().runs()) {
            if (run.interrupts() > 1) {
                throw breaches.of("2.3", actor.probe().id() + " was interrupted " + run.interrupts() + " times");
            }
            if (run.interrupts() == 1 && !run.context().stopRequested()) {
                throw breaches.of("2.2", actor.probe().id() + " was interrupted before a stop was requested");
            }
            if (run.stopCalls() > 1) {
                throw breaches.of("2.1", actor.probe().id() + "'s callback ran " + run.stopCalls() + " times");
            }
        }
        for (Told report : actor.reports()) {
            if (report.kind() == Report.Kind.CALLBACK_THREW) {
                throw breaches.of("2.1", "no callback threw, and this was reported: " + report);
            }
        }
    }
}
