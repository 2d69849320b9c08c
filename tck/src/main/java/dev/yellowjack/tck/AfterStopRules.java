package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.ChildState.STARTING;
import static dev.yellowjack.ChildState.STOPPING;
import static dev.yellowjack.tck.Step.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.ChildState;
import dev.yellowjack.Report;
import dev.yellowjack.Transition.Reason;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** §2.5 to §2.8: what follows from a stop, and what does not. */
interface AfterStopRules {
    @Test
    @Rule("2.5")
    default void a_body_that_throws_after_off_was_read_is_off_and_what_it_threw_is_reported(Stage stage) {
        List<Throwable> problems = List.of(
                new Exception("while stopping"),
                new InterruptedException("while stopping"),
                new OutOfMemoryError("while stopping"));
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(orders);

        for (int i = 0; i < problems.size(); i++) {
            int number = i + 1;
            stage.run(orders);
            stage.off("orders");
            orders.throwing(problems.get(i));
            stage.await("orders", OFF);
            stage.until("a report", () -> stage.recorder.reports().size() == number);

            Report report = stage.recorder.reports().get(i);
            assertEquals(Report.Kind.THREW_WHILE_STOPPING, report.kind());
            assertEquals("orders", report.child());
            assertEquals(number, report.incarnation());
            assertSame(problems.get(i), report.problem());
        }
        assertEquals(0, stage.status("orders").crashes());
        assertNull(stage.status("orders").lastCrash());
    }

    @Test
    @Rule("2.6")
    default void a_flag_that_turns_on_while_the_child_stops_starts_it_when_the_old_body_has_ended(Stage stage) {
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(orders);
        stage.run(orders);
        stage.off("orders");

        stage.on("orders");
        stage.settle();
        assertEquals(STOPPING, stage.state("orders"));
        assertEquals(1, orders.runs().size());
        orders.returns();
        stage.until("its successor", () -> orders.runs().size() == 2);
        stage.awaitRunning(orders);

        stage.assertPath(
                "orders",
                to(STARTING, Reason.FLAG_ON),
                to(RUNNING, Reason.BEGUN),
                to(STOPPING, Reason.FLAG_OFF),
                to(STARTING, Reason.FLAG_ON),
                to(RUNNING, Reason.BEGUN));
        assertFalse(orders.latest().context().stopRequested(), "the old stop is not the new one's");
    }

    @Test
    @Rule("2.6")
    default void a_flag_that_turns_on_and_off_again_while_the_child_stops_leaves_it_off(Stage stage) {
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(orders);
        stage.run(orders);
        stage.off("orders");

        stage.on("orders");
        stage.off("orders");
        orders.returns();
        stage.await("orders", OFF);
        stage.settle();

        assertEquals(1, orders.runs().size());
        stage.assertLastStep("orders", to(OFF, Reason.STOPPED));
    }

    @Test
    @Rule({"2.6", "2.5"})
    default void a_body_that_throws_while_its_successor_waits_keeps_it_from_nothing(Stage stage) {
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(orders);
        stage.run(orders);
        stage.off("orders");
        stage.on("orders");

        orders.throwing(new IllegalStateException("while stopping"));
        stage.until("its successor", () -> orders.runs().size() == 2);
        stage.awaitRunning(orders);

        assertEquals(0, stage.status("orders").crashes());
    }

    @Test
    @Rule("2.7")
    default void an_interrupt_reaches_only_its_own_incarnation(Stage stage) {
        Probe orders = stage.probe("orders").ignoringStop();
        Probe sibling = stage.probe("sibling");
        stage.start(orders, sibling);
        stage.run(orders, sibling);

        stage.off("orders");
        stage.on("orders");
        stage.advance(Probe.GRACE);
        stage.until("its successor", () -> orders.runs().size() == 2);
        stage.awaitRunning(orders);
        stage.advance(Probe.GRACE);
        stage.settle();

        assertTrue(orders.runs().get(0).interrupts() > 0);
        assertEquals(0, orders.latest().interrupts());
        assertEquals(0, sibling.latest().interrupts());
    }

    @Test
    @Rule("2.7")
    default void no_thread_is_reused_with_its_interrupt_flag_set(Stage stage) {
        Probe orders = stage.probe("orders");
        Probe sibling = stage.probe("sibling");
        stage.start(orders, sibling);

        for (int round = 0; round < 10; round++) {
            stage.run(orders);
            orders.endsWith(context -> Thread.currentThread().interrupt());
            stage.await("orders", ChildState.COMPLETED);
            stage.run(sibling);
            stage.off("orders", "sibling");
            stage.await("sibling", OFF);
        }

        Stream.concat(orders.runs().stream(), sibling.runs().stream()).forEach(run -> {
            assertFalse(run.interruptedAtBegin());
            assertEquals(0, run.interrupts());
        });
    }

    @Test
    @Rule("2.8")
    default void a_slow_stop_delays_no_other_start_stop_or_quarantine(Stage stage) {
        List<Probe> slowOnes = IntStream.range(0, 10)
                .mapToObj(i -> stage.probe("slow-" + i).deaf())
                .toList();
        Probe starts = stage.probe("starts");
        Probe stops = stage.probe("stops");
        Probe crashes = stage.probe("crashes");
        stage.start(Stream.concat(slowOnes.stream(), Stream.of(starts, stops, crashes))
                .toArray(Probe[]::new));
        stage.run(slowOnes.toArray(Probe[]::new));
        stage.run(stops, crashes);
        stage.off(slowOnes.stream().map(Probe::id).toArray(String[]::new));

        stage.run(starts);
        stage.off("stops");
        stage.await("stops", OFF);
        stage.crash(crashes);
        stage.await("crashes", QUARANTINED);

        slowOnes.forEach(slow -> assertEquals(STOPPING, stage.state(slow.id())));
    }
}
