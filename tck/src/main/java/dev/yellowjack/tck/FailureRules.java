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

import dev.yellowjack.ChildContext;
import dev.yellowjack.Crash;
import dev.yellowjack.Report;
import dev.yellowjack.RestartPolicy;
import dev.yellowjack.Transition;
import dev.yellowjack.Transition.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** §3.8 and §3.9: failures that show elsewhere than in the body. */
interface FailureRules {
    @Test
    @Rule("3.8")
    default void a_failed_body_is_asked_to_stop_and_has_crashed_when_it_has_ended(Stage stage) {
        Throwable cause = new IllegalStateException("found elsewhere");
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(orders);
        stage.run(orders);

        orders.latest().context().fail(cause);
        stage.await("orders", STOPPING);
        assertTrue(orders.latest().context().stopRequested());
        assertEquals(0, stage.status("orders").crashes(), "it has not ended yet");
        orders.returns();
        stage.await("orders", QUARANTINED);
        stage.settle();

        stage.assertPath(
                "orders",
                to(STARTING, Reason.FLAG_ON),
                to(RUNNING, Reason.BEGUN),
                to(STOPPING, Reason.FAILED),
                to(QUARANTINED, Reason.CRASHED));
        Transition last = stage.recorder.transitions("orders").get(3);
        assertSame(cause, last.cause());
        Crash crash = stage.status("orders").lastCrash();
        assertNotNull(crash);
        assertSame(cause, crash.cause());
        assertEquals(1, crash.incarnation());
        assertEquals(1, stage.status("orders").crashes());
        assertEquals(List.of(), stage.recorder.reports());
    }

    @Test
    @Rule({"3.8", "2.3", "2.4"})
    default void a_failed_body_that_does_not_stop_is_interrupted_and_then_overdue(Stage stage) {
        Probe orders = stage.probe("orders").deaf();
        stage.start(orders);
        stage.run(orders);

        orders.latest().context().fail(new IllegalStateException("found elsewhere"));
        stage.await("orders", STOPPING);
        stage.advance(Probe.GRACE.minus(StopRules.MOMENT));
        stage.settle();
        assertEquals(0, orders.latest().interrupts());
        stage.advance(StopRules.MOMENT);
        stage.until("the interrupt", () -> orders.latest().interrupts() > 0);
        stage.advanceUntil(
                Probe.INTERRUPT_WAIT, 2, "overdue", () -> stage.status("orders").overdue());

        orders.returns();
        stage.await("orders", QUARANTINED);
    }

    @Test
    @Rule("3.8")
    default void a_failed_child_that_reads_off_before_its_body_has_ended_is_off(Stage stage) {
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(orders);
        stage.run(orders);

        orders.latest().context().fail(new IllegalStateException("found elsewhere"));
        stage.await("orders", STOPPING);
        stage.off("orders");
        assertEquals(STOPPING, stage.state("orders"));
        orders.returns();
        stage.await("orders", OFF);

        assertEquals(0, stage.status("orders").crashes());
    }

    @Test
    @Rule({"3.8", "2.6"})
    default void a_failed_child_that_reads_off_and_on_before_its_body_has_ended_is_started(Stage stage) {
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(orders);
        stage.run(orders);

        orders.latest().context().fail(new IllegalStateException("found elsewhere"));
        stage.await("orders", STOPPING);
        stage.off("orders");
        stage.on("orders");
        orders.returns();
        stage.until("its successor", () -> orders.runs().size() == 2);
        stage.awaitRunning(orders);

        assertEquals(0, stage.status("orders").crashes());
    }

    @Test
    @Rule({"3.8", "3.2"})
    default void a_failed_child_that_keeps_reading_on_is_not_started(Stage stage) {
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(orders);
        stage.run(orders);

        orders.latest().context().fail(new IllegalStateException("found elsewhere"));
        stage.await("orders", STOPPING);
        stage.check();
        stage.answer(Answer.MISSING, "orders");
        stage.on("orders");
        orders.returns();
        stage.await("orders", QUARANTINED);
        stage.settle();

        assertEquals(1, orders.runs().size());
    }

    @Test
    @Rule("3.8")
    default void a_failure_after_a_requested_stop_is_only_reported(Stage stage) {
        Throwable cause = new IllegalStateException("found late");
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(orders);
        stage.run(orders);
        stage.off("orders");

        orders.latest().context().fail(cause);
        orders.returns();
        stage.await("orders", OFF);

        Report report = stage.awaitReport("orders", Report.Kind.FAILED_LATE);
        assertSame(cause, report.problem());
        assertEquals(1, report.incarnation());
        assertEquals(0, stage.status("orders").crashes());
    }

    @Test
    @Rule("3.8")
    default void of_two_failures_the_first_counts_and_the_second_is_reported(Stage stage) {
        Throwable first = new IllegalStateException("first");
        Throwable second = new IllegalStateException("second");
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(orders);
        stage.run(orders);

        orders.latest().context().fail(first);
        orders.latest().context().fail(second);
        orders.throwing(new IllegalStateException("third"));
        stage.await("orders", QUARANTINED);
        stage.awaitReport("orders", Report.Kind.FAILED_LATE);

        Crash crash = stage.status("orders").lastCrash();
        assertNotNull(crash);
        assertSame(first, crash.cause());
        assertEquals(1, stage.status("orders").crashes());
        assertSame(
                second,
                stage.recorder.reports("orders", Report.Kind.FAILED_LATE).get(0).problem());
    }

    @Test
    @Rule("3.8")
    default void a_failure_of_an_incarnation_that_has_ended_touches_no_later_one(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.run(orders);
        ChildContext old = orders.latest().context();
        stage.off("orders");
        stage.await("orders", OFF);
        stage.run(orders);

        old.fail(new IllegalStateException("found too late"));
        stage.settle();

        assertTrue(old.stopRequested());
        assertEquals(RUNNING, stage.state("orders"));
        assertFalse(orders.latest().context().stopRequested());
        Report report = stage.awaitReport("orders", Report.Kind.FAILED_LATE);
        assertEquals(1, report.incarnation());
    }

    @Test
    @Rule({"3.8", "8.1"})
    default void a_failed_child_with_a_restart_policy_backs_off_when_its_body_has_ended(Stage stage) {
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(orders.child().restart(RestartPolicy.upTo(3, Duration.ofHours(1))));
        stage.run(orders);

        orders.latest().context().fail(new IllegalStateException("found elsewhere"));
        stage.await("orders", STOPPING);
        orders.returns();
        stage.await("orders", BACKING_OFF);

        stage.assertLastStep("orders", to(BACKING_OFF, Reason.CRASHED));
    }

    @Test
    @Rule("3.9")
    default void a_pair_of_start_and_stop_is_started_and_stopped_once(Stage stage) {
        Pair pair = new Pair();
        stage.flags.off("pair");
        stage.start(pair.child());

        stage.on("pair");
        stage.await("pair", RUNNING);
        stage.until("the start", () -> pair.calls().contains("start"));
        stage.settle();
        assertEquals(List.of("start"), pair.calls());
        stage.off("pair");
        stage.await("pair", OFF);
        stage.settle();

        assertEquals(List.of("start", "stop"), pair.calls());
    }

    @Test
    @Rule("3.9")
    default void a_start_that_throws_is_a_crash_and_stop_is_not_called(Stage stage) {
        Pair pair = new Pair();
        pair.startThrows(new IllegalStateException("the port is taken"));
        stage.flags.off("pair");
        stage.start(pair.child());

        stage.on("pair");
        stage.await("pair", QUARANTINED);
        stage.off("pair");
        stage.settle();

        assertEquals(List.of("start"), pair.calls());
    }

    @Test
    @Rule({"3.9", "3.8"})
    default void a_failure_after_the_start_is_a_crash_and_stop_is_called(Stage stage) {
        Throwable cause = new IllegalStateException("the connection is lost");
        Pair pair = new Pair();
        stage.flags.off("pair");
        stage.start(pair.child());
        stage.on("pair");
        stage.until("the start", () -> pair.calls().contains("start"));

        pair.context().fail(cause);
        stage.await("pair", QUARANTINED);

        assertEquals(List.of("start", "stop"), pair.calls());
        Crash crash = stage.status("pair").lastCrash();
        assertNotNull(crash);
        assertSame(cause, crash.cause());
    }

    @Test
    @Rule({"3.9", "2.5"})
    default void a_stop_that_throws_leaves_the_child_off_and_is_reported(Stage stage) {
        RuntimeException problem = new IllegalStateException("the socket is stuck");
        Pair pair = new Pair();
        pair.stopThrows(problem);
        stage.flags.off("pair");
        stage.start(pair.child());
        stage.on("pair");
        stage.until("the start", () -> pair.calls().contains("start"));

        stage.off("pair");
        stage.await("pair", OFF);

        Report report = stage.awaitReport("pair", Report.Kind.THREW_WHILE_STOPPING);
        assertSame(problem, report.problem());
    }
}
