package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.ChildState.STARTING;
import static dev.yellowjack.tck.Step.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ProviderEvent;
import dev.yellowjack.ChildState;
import dev.yellowjack.Crash;
import dev.yellowjack.RestartPolicy;
import dev.yellowjack.Transition;
import dev.yellowjack.Transition.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** §3.1 to §3.5 and §3.7: what crashed or completed stays down. */
interface QuarantineRules {
    @Test
    @Rule("3.1")
    default void a_body_that_throws_anything_is_quarantined_with_its_cause(Stage stage) {
        List<Throwable> problems = List.of(
                new Exception("checked"),
                new IllegalStateException("unchecked"),
                new InterruptedException("though nobody interrupted it"),
                new AssertionError("an error"),
                new OutOfMemoryError("of the kit"),
                new StackOverflowError("of the kit"),
                new NoClassDefFoundError("of the kit"),
                new Throwable("neither exception nor error"));
        List<Probe> probes = problems.stream()
                .map(one -> stage.probe(one.getClass().getName()))
                .toList();
        stage.start(probes.toArray(Probe[]::new));
        stage.run(probes.toArray(Probe[]::new));

        for (int i = 0; i < probes.size(); i++) {
            String id = probes.get(i).id();
            probes.get(i).throwing(problems.get(i));
            stage.await(id, QUARANTINED);

            Crash crash = stage.status(id).lastCrash();
            assertNotNull(crash);
            assertSame(problems.get(i), crash.cause());
            assertEquals(1, crash.incarnation());
            assertEquals(stage.clock.instant(), crash.at());
            assertEquals(1, stage.status(id).crashes());
            stage.assertPath(
                    id, to(STARTING, Reason.FLAG_ON), to(RUNNING, Reason.BEGUN), to(QUARANTINED, Reason.CRASHED));
            Transition last = stage.recorder.transitions(id).get(2);
            assertSame(problems.get(i), last.cause());
            assertEquals(1, last.incarnation());
        }
    }

    @Test
    @Rule("3.1")
    default void a_body_that_throws_before_anything_else_is_quarantined(Stage stage) {
        Throwable cause = new IllegalStateException("cannot even begin");
        Probe orders = stage.probe("orders").opening(context -> Sneaky.raise(cause));
        stage.start(orders);

        stage.on("orders");
        stage.await("orders", QUARANTINED);

        stage.assertPath(
                "orders", to(STARTING, Reason.FLAG_ON), to(RUNNING, Reason.BEGUN), to(QUARANTINED, Reason.CRASHED));
    }

    @Test
    @Rule("3.2")
    default void a_quarantined_child_is_not_started_while_it_keeps_reading_on(Stage stage) {
        Probe orders = stage.probe("orders");
        Probe sibling = stage.probe("sibling");
        stage.start(orders, sibling);
        stage.run(orders, sibling);
        stage.crash(orders);
        stage.await("orders", QUARANTINED);

        stage.check();
        stage.check();
        stage.flags.announce("orders");
        stage.flags.announce();
        stage.flags.emit(ProviderEvent.PROVIDER_READY);
        stage.settle();
        stage.advance(Duration.ofDays(365));
        stage.settle();
        stage.crash(sibling);
        stage.await("sibling", QUARANTINED);
        assertTrue(stage.supervisor().release("sibling"));
        stage.supervisor().add(stage.probe("another").child());
        stage.supervisor().remove("another");
        stage.settle();

        assertEquals(QUARANTINED, stage.state("orders"));
        assertEquals(1, stage.status("orders").incarnations());
        assertEquals(1, orders.runs().size());
    }

    @Test
    @Rule("3.3")
    default void off_lifts_the_quarantine_and_the_next_on_starts_the_child(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.run(orders);
        Throwable cause = stage.crash(orders);
        stage.await("orders", QUARANTINED);

        stage.off("orders");
        assertEquals(OFF, stage.state("orders"));
        stage.settle();
        assertEquals(1, orders.runs().size());
        stage.run(orders);

        stage.assertPath(
                "orders",
                to(STARTING, Reason.FLAG_ON),
                to(RUNNING, Reason.BEGUN),
                to(QUARANTINED, Reason.CRASHED),
                to(OFF, Reason.FLAG_OFF),
                to(STARTING, Reason.FLAG_ON),
                to(RUNNING, Reason.BEGUN));
        Crash crash = stage.status("orders").lastCrash();
        assertNotNull(crash, "the crash is remembered");
        assertSame(cause, crash.cause());
        assertEquals(1, stage.status("orders").crashes());
    }

    @Test
    @Rule("3.4")
    default void a_body_that_returns_by_itself_has_completed_and_stays_down(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders.child().restart(RestartPolicy.upTo(3, Duration.ofMinutes(1))));
        stage.run(orders);

        orders.returns();
        stage.await("orders", ChildState.COMPLETED);
        stage.check();
        stage.flags.announce("orders");
        stage.advance(Duration.ofDays(365));
        stage.settle();

        assertEquals(ChildState.COMPLETED, stage.state("orders"));
        assertEquals(1, orders.runs().size());
        assertEquals(0, stage.status("orders").crashes());
        assertNull(stage.status("orders").lastCrash());
        stage.assertPath(
                "orders",
                to(STARTING, Reason.FLAG_ON),
                to(RUNNING, Reason.BEGUN),
                to(ChildState.COMPLETED, Reason.COMPLETED));
    }

    @Test
    @Rule({"3.4", "3.3"})
    default void off_lifts_a_completion_and_the_next_on_starts_the_child(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.run(orders);
        orders.returns();
        stage.await("orders", ChildState.COMPLETED);

        stage.off("orders");
        assertEquals(OFF, stage.state("orders"));
        stage.run(orders);

        assertEquals(2, orders.runs().size());
    }

    @Test
    @Rule({"3.5", "4.2"})
    default void unknown_lifts_neither_quarantine_nor_completion(Stage stage) {
        Probe crashed = stage.probe("crashed");
        Probe completed = stage.probe("completed");
        stage.start(crashed, completed);
        stage.run(crashed, completed);
        stage.crash(crashed);
        completed.returns();
        stage.await("crashed", QUARANTINED);
        stage.await("completed", ChildState.COMPLETED);

        for (Answer unknown : List.of(Answer.MISSING, Answer.DEFAULT, Answer.NULL, Answer.error(ErrorCode.GENERAL))) {
            stage.answer(unknown, "crashed", "completed");
            assertFalse(stage.status("crashed").reading().isKnown());
            assertEquals(QUARANTINED, stage.state("crashed"));
            assertEquals(ChildState.COMPLETED, stage.state("completed"));
            stage.on("crashed", "completed");
        }
        stage.settle();

        assertEquals(1, crashed.runs().size(), "ON after UNKNOWN is no new ON");
        assertEquals(1, completed.runs().size());
    }

    @Test
    @Rule("3.7")
    default void a_crash_changes_nothing_for_any_other_child_or_the_supervisor(Stage stage) {
        Probe crashes = stage.probe("crashes");
        Probe runs = stage.probe("runs");
        Probe waits = stage.probe("waits");
        stage.start(crashes, runs, waits);
        stage.run(crashes, runs);

        crashes.throwing(new OutOfMemoryError("of the kit"));
        stage.await("crashes", QUARANTINED);
        stage.settle();

        assertEquals(RUNNING, stage.state("runs"));
        assertFalse(runs.latest().context().stopRequested());
        assertEquals(0, runs.latest().interrupts());
        assertEquals(1, runs.runs().size());
        stage.run(waits);
        stage.off("runs");
        stage.await("runs", OFF);
        Probe added = stage.probe("added");
        stage.supervisor().add(added.child());
        stage.run(added);
    }
}
