package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.ChildState.STARTING;
import static dev.yellowjack.ChildState.STOPPING;
import static dev.yellowjack.tck.Step.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Child;
import dev.yellowjack.Transition.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** §5.7: a supervisor that is another's child. Its flag is {@code outer}; those of its children are their own. */
interface NestingRules {
    private static Child outer(Stage stage, Child... children) {
        return Child.named("outer").flag("outer").supervises(() -> {
            var inner = stage.builder();
            for (Child child : children) {
                inner.child(child);
            }
            return inner;
        });
    }

    private static void awaitRuns(Stage stage, Probe probe, int runs) {
        stage.until(
                "run " + runs + " of '" + probe.id() + "'", () -> probe.runs().size() == runs && probe.isLive());
    }

    @Test
    @Rule("5.7")
    default void a_supervisor_below_another_lives_while_its_flag_is_on(Stage stage) {
        Probe inner = stage.probe("inner");
        stage.flags.on("inner");
        stage.flags.off("outer");
        stage.start(outer(stage, inner.child()));
        stage.settle();
        assertFalse(inner.isLive(), "there is no supervisor for it yet");

        stage.on("outer");
        awaitRuns(stage, inner, 1);
        stage.off("outer");
        stage.await("outer", OFF);

        assertFalse(inner.isLive(), "its last body has ended");
        stage.assertPath(
                "inner",
                to(STARTING, Reason.FLAG_ON),
                to(RUNNING, Reason.BEGUN),
                to(STOPPING, Reason.CLOSED),
                to(OFF, Reason.CLOSED));
        stage.assertPath(
                "outer",
                to(STARTING, Reason.FLAG_ON),
                to(RUNNING, Reason.BEGUN),
                to(STOPPING, Reason.FLAG_OFF),
                to(OFF, Reason.STOPPED));
    }

    @Test
    @Rule({"5.7", "3.7"})
    default void a_crash_below_stays_below_and_each_incarnation_is_a_new_supervisor(Stage stage) {
        Probe inner = stage.probe("inner");
        stage.flags.on("inner");
        stage.flags.off("outer");
        stage.start(outer(stage, inner.child()));
        stage.on("outer");
        awaitRuns(stage, inner, 1);

        stage.crash(inner);
        stage.assertLastStep("inner", to(QUARANTINED, Reason.CRASHED));
        stage.settle();
        assertEquals(RUNNING, stage.state("outer"));
        assertEquals(0, stage.status("outer").crashes());
        stage.off("outer");
        stage.await("outer", OFF);
        stage.on("outer");
        awaitRuns(stage, inner, 2);

        assertEquals(1, inner.latest().context().incarnation(), "the first of a new supervisor");
    }

    @Test
    @Rule({"5.7", "1.2", "2.4"})
    default void a_supervisor_below_another_has_ended_when_its_last_body_has(Stage stage) {
        Probe deaf = stage.probe("deaf").deaf();
        stage.flags.on("deaf");
        stage.flags.off("outer");
        stage.start(outer(stage, deaf.child()));
        stage.on("outer");
        awaitRuns(stage, deaf, 1);

        stage.off("outer");
        stage.until("the stop to reach it", () -> deaf.latest().context().stopRequested());
        stage.advanceUntil(
                Probe.GRACE,
                2,
                "the grace below to be over",
                () -> deaf.latest().interrupts() > 0);
        stage.advanceUntil(
                Probe.GRACE,
                4,
                "the stop above to be overdue",
                () -> stage.status("outer").overdue());
        stage.on("outer");
        stage.settle();
        assertEquals(1, deaf.runs().size());
        assertEquals(STOPPING, stage.state("outer"));

        deaf.returns();
        awaitRuns(stage, deaf, 2);
    }

    @Test
    @Rule({"5.7", "2.2"})
    default void the_grace_of_a_supervisor_below_is_the_longest_stop_of_its_children(Stage stage) {
        Duration longest = Duration.ofMinutes(3);
        Probe quick = stage.probe("quick");
        Probe slow = stage.probe("slow").ignoringStop();
        Child outer = outer(stage, quick.child(), slow.child().grace(longest).interruptWait(Duration.ofMinutes(1)));
        assertEquals(Duration.ofMinutes(4), outer.grace());
        stage.flags.on("slow");
        stage.flags.off("outer");
        stage.start(outer);
        stage.on("outer");
        awaitRuns(stage, slow, 1);

        stage.off("outer");
        stage.until("the stop to reach it", () -> slow.latest().context().stopRequested());
        stage.advance(longest.minus(StopRules.MOMENT));
        stage.settle();
        assertEquals(0, slow.latest().interrupts(), "its grace is its own");
        stage.advanceUntil(
                StopRules.MOMENT, 5, "its grace to be over", () -> slow.latest().interrupts() > 0);

        stage.await("outer", OFF);
    }

    @Test
    @Rule({"5.7", "5.1"})
    default void a_close_above_closes_what_is_below(Stage stage) {
        Probe inner = stage.probe("inner");
        stage.flags.on("inner", "outer");
        stage.start(outer(stage, inner.child()));
        awaitRuns(stage, inner, 1);

        assertTrue(stage.supervisor().close(Patience.LONG));

        assertFalse(inner.isLive());
    }
}
