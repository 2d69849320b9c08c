package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.ChildState.STARTING;
import static dev.yellowjack.ChildState.STOPPING;
import static dev.yellowjack.tck.Step.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Report;
import dev.yellowjack.Transition.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** §2.1 to §2.4: how a child is stopped. What its callbacks do is in {@link CallbackRules}. */
interface StopRules {
    Duration MOMENT = Duration.ofMillis(1);

    @Test
    @Rule("2.1")
    default void a_running_child_that_reads_off_is_asked_to_stop(Stage stage) {
        Gate waiting = stage.gate();
        Probe orders = stage.probe("orders").doing(context -> {
            assertFalse(context.stopRequested());
            assertFalse(context.awaitStop(Duration.ZERO));
            waiting.open();
            context.awaitStop();
            assertTrue(context.stopRequested());
            assertTrue(context.awaitStop(Duration.ZERO));
            assertTrue(context.awaitStop(Duration.ofDays(1)));
            context.awaitStop();
        });
        stage.start(orders);
        stage.run(orders);
        stage.until("the body to wait", waiting::isOpen);
        stage.settle();
        assertEquals(RUNNING, stage.state("orders"), "nobody has asked it to stop");

        stage.off("orders");
        stage.await("orders", OFF);

        stage.assertPath(
                "orders",
                to(STARTING, Reason.FLAG_ON),
                to(RUNNING, Reason.BEGUN),
                to(STOPPING, Reason.FLAG_OFF),
                to(OFF, Reason.STOPPED));
        assertEquals(List.of(), stage.recorder.reports());
        assertTrue(orders.latest().context().stopRequested(), "once true, always true");
    }

    @Test
    @Rule({"2.1", "5.8"})
    default void a_body_waits_for_the_stop_by_the_clock_of_the_supervisor(Stage stage) {
        Gate timeOut = stage.gate();
        Probe orders = stage.probe("orders").doing(context -> {
            assertFalse(context.awaitStop(Duration.ofHours(1)));
            timeOut.open();
        });
        stage.start(orders);
        stage.run(orders);
        stage.advance(Duration.ofHours(1).minus(MOMENT));
        stage.settle();
        assertFalse(timeOut.isOpen(), "the hour is not over");

        stage.advanceUntil(Duration.ofHours(1), 2, "the hour to be over for the body", timeOut::isOpen);
        assertEquals(RUNNING, stage.state("orders"));
    }

    @Test
    @Rule("2.2")
    default void a_body_is_not_interrupted_during_the_grace(Stage stage) {
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(orders);
        stage.run(orders);

        stage.off("orders");
        stage.settle();
        assertEquals(0, orders.latest().interrupts());
        stage.advance(Probe.GRACE.minus(MOMENT));
        stage.settle();

        assertEquals(0, orders.latest().interrupts());
        assertEquals(STOPPING, stage.state("orders"));
        orders.returns();
        stage.await("orders", OFF);
    }

    @Test
    @Rule("2.3")
    default void a_body_that_still_runs_when_the_grace_is_over_is_interrupted(Stage stage) {
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(orders);
        stage.run(orders);

        stage.off("orders");
        stage.endGrace(orders);
        stage.await("orders", OFF);

        stage.assertLastStep("orders", to(OFF, Reason.STOPPED));
        assertEquals(0, stage.status("orders").crashes());
    }

    @Test
    @Rule({"2.2", "2.3"})
    default void each_child_has_its_own_grace(Stage stage) {
        Probe hasty = stage.probe("hasty").ignoringStop();
        Probe patient = stage.probe("patient").ignoringStop();
        stage.start(hasty.child().grace(Duration.ZERO), patient.child().grace(Duration.ofHours(1)));
        stage.run(hasty, patient);

        stage.off("hasty", "patient");
        stage.await("hasty", OFF);
        stage.advance(Duration.ofMinutes(59));
        stage.settle();

        assertEquals(0, patient.latest().interrupts());
        stage.advance(Duration.ofMinutes(1));
        stage.await("patient", OFF);
    }

    @Test
    @Rule({"2.4", "7.4"})
    default void a_body_that_outlives_the_interrupt_wait_is_reported_overdue_with_its_stack(Stage stage) {
        Probe orders = stage.probe("orders").deaf();
        stage.start(orders);
        stage.run(orders);
        stage.off("orders");
        stage.endGrace(orders);
        stage.settle(); // The interrupt wait has begun for the supervisor too.
        stage.advance(Probe.INTERRUPT_WAIT.minus(MOMENT));
        stage.settle();
        assertFalse(stage.status("orders").overdue());
        assertEquals(List.of(), stage.recorder.reports());

        stage.advanceUntil(
                MOMENT, 2, "it to be overdue", () -> stage.status("orders").overdue());

        Report report = stage.awaitReport("orders", Report.Kind.OVERDUE);
        assertEquals(1, report.incarnation());
        assertTrue(
                Arrays.stream(report.problem().getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(Probe.class.getName())),
                () -> "the stack of the body's thread, not "
                        + Arrays.toString(report.problem().getStackTrace()));
        assertEquals(STOPPING, stage.state("orders"));
        assertFalse(stage.status("orders").healthy());
    }

    @Test
    @Rule({"2.3", "2.4"})
    default void a_body_is_interrupted_only_once(Stage stage) {
        Probe orders = overdue(stage);

        stage.advance(Duration.ofDays(1));
        stage.settle();

        assertEquals(1, orders.latest().interrupts());
    }

    @Test
    @Rule({"2.4", "1.2"})
    default void an_overdue_body_is_neither_abandoned_nor_doubled(Stage stage) {
        Probe orders = overdue(stage);

        stage.on("orders");
        stage.advance(Duration.ofDays(1));
        stage.settle();
        assertEquals(STOPPING, stage.state("orders"));
        assertEquals(1, orders.runs().size());

        orders.returns();
        stage.until("its successor", () -> orders.runs().size() == 2);
        stage.awaitRunning(orders);
        assertFalse(stage.status("orders").overdue());
        assertTrue(stage.status("orders").healthy());
    }

    @Test
    @Rule({"2.4", "2.5"})
    default void an_overdue_body_that_ends_at_last_is_off(Stage stage) {
        Probe orders = overdue(stage);

        orders.throwing(new IllegalStateException("at last"));
        stage.await("orders", OFF);

        assertFalse(stage.status("orders").overdue());
        stage.assertLastStep("orders", to(OFF, Reason.STOPPED));
    }

    private static Probe overdue(Stage stage) {
        Probe orders = stage.probe("orders").deaf();
        stage.start(orders);
        stage.run(orders);
        stage.off("orders");
        stage.makeOverdue(orders);
        return orders;
    }
}
