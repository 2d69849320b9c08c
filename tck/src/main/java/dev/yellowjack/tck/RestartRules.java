package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.BACKING_OFF;
import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.ChildState.STARTING;
import static dev.yellowjack.ChildState.STOPPING;
import static dev.yellowjack.tck.Step.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Crash;
import dev.yellowjack.RestartPolicy;
import dev.yellowjack.Transition.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** §8: children that are started again by themselves. */
interface RestartRules {
    Duration WINDOW = Duration.ofHours(1);
    Duration SECOND = Duration.ofSeconds(1);

    /** Back-offs of exactly 1 s, 2 s, 4 s and so on. */
    private static RestartPolicy upTo(int limit) {
        return RestartPolicy.upTo(limit, WINDOW).backOff(SECOND, WINDOW).jitter(0);
    }

    /** A running child of this policy. */
    private static Probe running(Stage stage, RestartPolicy policy) {
        Probe orders = stage.probe("orders");
        stage.start(orders.child().restart(policy));
        stage.run(orders);
        return orders;
    }

    /** Crashes the child; the back-off lasts exactly so long; then the child runs again. */
    private static void assertCrashIsFollowedBy(Duration backOff, Stage stage, Probe orders) {
        int runs = orders.runs().size();
        stage.crash(orders);
        stage.await("orders", BACKING_OFF);
        stage.advance(backOff.minus(StopRules.MOMENT));
        stage.settle();
        assertEquals(BACKING_OFF, stage.state("orders"), () -> "the back-off lasts " + backOff);
        assertEquals(runs, orders.runs().size());
        stage.advance(StopRules.MOMENT);
        stage.awaitRunning(orders);
        assertEquals(runs + 1, orders.runs().size());
    }

    private static void assertCrashQuarantines(Stage stage, Probe orders) {
        int runs = orders.runs().size();
        stage.crash(orders);
        stage.await("orders", QUARANTINED);
        stage.advance(WINDOW.multipliedBy(2));
        stage.settle();
        assertEquals(QUARANTINED, stage.state("orders"));
        assertEquals(runs, orders.runs().size());
    }

    @Test
    @Rule("8.1")
    default void a_crash_is_followed_by_a_new_incarnation_after_its_back_off(Stage stage) {
        Probe orders = running(stage, upTo(3));
        Throwable cause = stage.crash(orders);
        stage.await("orders", BACKING_OFF);
        Crash crash = stage.status("orders").lastCrash();
        assertNotNull(crash);
        assertSame(cause, crash.cause());
        stage.check();
        stage.flags.announce("orders");
        stage.settle();
        assertEquals(1, orders.runs().size(), "no reading shortens a back-off");

        stage.advance(SECOND);
        stage.awaitRunning(orders);

        assertEquals(2, orders.latest().context().incarnation());
        assertEquals(1, stage.status("orders").crashes());
        stage.assertPath(
                "orders",
                to(STARTING, Reason.FLAG_ON),
                to(RUNNING, Reason.BEGUN),
                to(BACKING_OFF, Reason.CRASHED),
                to(STARTING, Reason.RESTARTED),
                to(RUNNING, Reason.BEGUN));
    }

    @Test
    @Rule("8.1")
    default void the_back_off_doubles_up_to_the_longest(Stage stage) {
        Probe orders = running(
                stage,
                RestartPolicy.upTo(9, WINDOW)
                        .backOff(SECOND, Duration.ofSeconds(3))
                        .jitter(0));

        for (int seconds : List.of(1, 2, 3, 3)) {
            assertCrashIsFollowedBy(Duration.ofSeconds(seconds), stage, orders);
        }
    }

    @Test
    @Rule("8.1")
    default void a_back_off_is_varied_by_no_more_than_its_jitter(Stage stage) {
        Probe orders = running(
                stage, RestartPolicy.upTo(99, WINDOW).backOff(SECOND, SECOND).jitter(0.5));

        for (int crash = 1; crash <= 10; crash++) {
            int runs = orders.runs().size();
            stage.crash(orders);
            stage.await("orders", BACKING_OFF);
            stage.advance(Duration.ofMillis(499));
            stage.check();
            assertEquals(BACKING_OFF, stage.state("orders"));
            stage.advance(Duration.ofMillis(1001));
            stage.until("the restart", () -> orders.runs().size() == runs + 1);
            stage.awaitRunning(orders);
        }
    }

    @Test
    @Rule({"8.1", "4.2"})
    default void a_child_is_restarted_while_its_known_reading_is_on_though_its_flag_is_unknown(Stage stage) {
        Probe orders = running(stage, upTo(3));
        stage.crash(orders);
        stage.await("orders", BACKING_OFF);

        stage.answer(Answer.MISSING, "orders");
        assertEquals(BACKING_OFF, stage.state("orders"));
        stage.advance(SECOND);

        stage.awaitRunning(orders);
    }

    @Test
    @Rule({"8.1", "2.6", "2.5"})
    default void a_stop_is_never_followed_by_a_restart(Stage stage) {
        Probe orders = running(stage, upTo(3)).ignoringStop();
        stage.off("orders");
        orders.throwing(new IllegalStateException("while stopping"));
        stage.await("orders", OFF);

        stage.advance(WINDOW);
        stage.settle();

        assertEquals(1, orders.runs().size());
        stage.assertLastStep("orders", to(OFF, Reason.STOPPED));
    }

    @Test
    @Rule("8.2")
    default void more_crashes_than_the_limit_quarantine(Stage stage) {
        Probe orders = running(stage, upTo(2));

        assertCrashIsFollowedBy(SECOND, stage, orders);
        assertCrashIsFollowedBy(SECOND.multipliedBy(2), stage, orders);
        assertCrashQuarantines(stage, orders);

        assertEquals(3, stage.status("orders").crashes());
        stage.assertLastStep("orders", to(QUARANTINED, Reason.CRASHED));
    }

    @Test
    @Rule({"8.2", "3.8"})
    default void a_failure_counts_like_a_crash(Stage stage) {
        Probe orders = running(stage, upTo(1));

        orders.latest().context().fail(new IllegalStateException("found elsewhere"));
        stage.await("orders", BACKING_OFF);
        stage.advance(SECOND);
        stage.awaitRunning(orders);
        orders.latest().context().fail(new IllegalStateException("found elsewhere"));
        stage.await("orders", QUARANTINED);

        assertEquals(2, stage.status("orders").crashes());
    }

    @Test
    @Rule("8.2")
    default void an_incarnation_that_ran_for_the_whole_window_clears_the_count(Stage stage) {
        Probe orders = running(stage, upTo(1));
        assertCrashIsFollowedBy(SECOND, stage, orders);

        stage.advance(WINDOW);
        stage.settle();
        assertCrashIsFollowedBy(SECOND, stage, orders);

        assertCrashQuarantines(stage, orders);
        assertEquals(3, stage.status("orders").crashes(), "counted since it was added");
    }

    @Test
    @Rule("8.2")
    default void an_incarnation_that_ran_for_less_than_the_window_clears_nothing(Stage stage) {
        Probe orders = running(stage, upTo(1));
        assertCrashIsFollowedBy(SECOND, stage, orders);

        stage.advance(WINDOW.minus(StopRules.MOMENT));
        stage.settle();

        assertCrashQuarantines(stage, orders);
    }

    @Test
    @Rule({"8.2", "3.3"})
    default void off_clears_the_count(Stage stage) {
        Probe orders = running(stage, upTo(1));
        assertCrashIsFollowedBy(SECOND, stage, orders);
        stage.off("orders");
        stage.await("orders", OFF);
        stage.run(orders);

        assertCrashIsFollowedBy(SECOND, stage, orders);
        assertCrashQuarantines(stage, orders);
        stage.off("orders");
        stage.run(orders);
        assertCrashIsFollowedBy(SECOND, stage, orders);
    }

    @Test
    @Rule({"8.2", "3.6"})
    default void release_clears_the_count(Stage stage) {
        Probe orders = running(stage, upTo(1));
        assertCrashIsFollowedBy(SECOND, stage, orders);
        assertCrashQuarantines(stage, orders);

        assertTrue(stage.supervisor().release("orders"));
        stage.awaitRunning(orders);

        assertCrashIsFollowedBy(SECOND, stage, orders);
        assertCrashQuarantines(stage, orders);
    }

    @Test
    @Rule("8.3")
    default void off_during_the_back_off_cancels_it_and_clears_the_history(Stage stage) {
        Probe orders = running(stage, upTo(1));
        stage.crash(orders);
        stage.await("orders", BACKING_OFF);

        stage.off("orders");
        assertEquals(OFF, stage.state("orders"));
        stage.assertLastStep("orders", to(OFF, Reason.FLAG_OFF));
        stage.advance(WINDOW);
        stage.settle();
        assertEquals(1, orders.runs().size());
        stage.run(orders);

        assertCrashIsFollowedBy(SECOND, stage, orders);
        assertCrashQuarantines(stage, orders);
    }

    @Test
    @Rule({"8.3", "1.2"})
    default void a_back_off_that_was_cancelled_does_not_start_a_second_incarnation(Stage stage) {
        Probe orders = running(stage, upTo(3));
        stage.crash(orders);
        stage.await("orders", BACKING_OFF);
        stage.off("orders");
        stage.run(orders);

        stage.advance(WINDOW);
        stage.settle();

        assertEquals(2, orders.runs().size());
        assertFalse(orders.doubled());
    }

    @Test
    @Rule("8.4")
    default void the_policy_of_one_child_stops_and_restarts_no_other(Stage stage) {
        Probe sibling = stage.probe("sibling");
        Probe orders = stage.probe("orders");
        Probe quarantined = stage.probe("quarantined");
        stage.start(sibling.child().restart(upTo(5)), orders.child().restart(upTo(2)), quarantined.child());
        stage.run(sibling, orders, quarantined);
        stage.crash(quarantined);
        stage.await("quarantined", QUARANTINED);

        assertCrashIsFollowedBy(SECOND, stage, orders);
        assertCrashIsFollowedBy(SECOND.multipliedBy(2), stage, orders);
        assertCrashQuarantines(stage, orders);

        assertEquals(RUNNING, stage.state("sibling"));
        assertEquals(1, sibling.runs().size());
        assertFalse(sibling.latest().context().stopRequested());
        assertEquals(1, quarantined.runs().size());
        assertEquals(
                List.of(),
                stage.recorder.transitions().stream()
                        .filter(transition -> transition.to() == STOPPING)
                        .toList());
    }
}
