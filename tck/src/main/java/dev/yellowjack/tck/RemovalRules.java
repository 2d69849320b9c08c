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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.RestartPolicy;
import dev.yellowjack.Supervisor;
import dev.yellowjack.Transition.Reason;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** §5.4: children that are removed. */
interface RemovalRules {
    @Test
    @Rule({"5.4", "2.2", "2.3"})
    default void a_running_child_that_is_removed_is_stopped_and_visible_until_its_body_has_ended(Stage stage) {
        Probe orders = stage.probe("orders").ignoringStop();
        Supervisor supervisor = stage.start(orders);
        stage.run(orders);

        supervisor.remove("orders");
        stage.await("orders", STOPPING);
        stage.advance(Probe.GRACE.minus(StopRules.MOMENT));
        stage.settle();
        assertEquals(0, orders.latest().interrupts());
        assertEquals(1, supervisor.status().children().size());
        assertThrows(IllegalArgumentException.class, () -> supervisor.add(orders.child()), "its id is taken");
        stage.advance(StopRules.MOMENT);
        stage.awaitGone("orders");

        assertEquals(List.of(), supervisor.status().children());
        stage.assertPath(
                "orders",
                to(STARTING, Reason.FLAG_ON),
                to(RUNNING, Reason.BEGUN),
                to(STOPPING, Reason.REMOVED),
                to(OFF, Reason.REMOVED));
    }

    @Test
    @Rule("5.4")
    default void nothing_restarts_a_child_that_was_removed(Stage stage) {
        Probe running = stage.probe("running").deaf();
        Probe stopping = stage.probe("stopping").deaf();
        Supervisor supervisor =
                stage.start(running.child().restart(RestartPolicy.upTo(9, Duration.ofHours(1))), stopping.child());
        stage.run(running, stopping);
        stage.off("stopping");

        supervisor.remove("running");
        supervisor.remove("stopping");
        stage.off("running");
        stage.on("running", "stopping");
        assertFalse(supervisor.release("running"));
        running.throwing(new IllegalStateException("while it is removed"));
        stopping.returns();
        stage.awaitGone("running");
        stage.awaitGone("stopping");
        stage.advance(Duration.ofDays(1));
        stage.settle();

        assertEquals(1, running.runs().size());
        assertEquals(1, stopping.runs().size());
        stage.assertLastStep("running", to(OFF, Reason.REMOVED));
    }

    @Test
    @Rule("5.4")
    default void a_child_whose_body_does_not_run_is_forgotten_at_once(Stage stage) {
        Probe off = stage.probe("off");
        Probe crashed = stage.probe("crashed");
        Probe completed = stage.probe("completed");
        Probe backingOff = stage.probe("backing-off");
        Supervisor supervisor = stage.start(
                off.child(),
                crashed.child(),
                completed.child(),
                backingOff.child().restart(RestartPolicy.upTo(9, Duration.ofHours(1))));
        stage.run(crashed, completed, backingOff);
        stage.crash(crashed);
        completed.returns();
        stage.crash(backingOff);
        stage.await("crashed", QUARANTINED);
        stage.await("completed", ChildState.COMPLETED);
        stage.await("backing-off", BACKING_OFF);

        for (String id : List.of("off", "crashed", "completed", "backing-off")) {
            supervisor.remove(id);
            assertTrue(stage.isGone(id), id);
        }
        stage.advance(Duration.ofDays(1));
        stage.flags.on("off");
        stage.settle();

        assertEquals(List.of(), stage.recorder.transitions("off"));
        for (String id : List.of("crashed", "completed", "backing-off")) {
            stage.assertLastStep(id, to(OFF, Reason.REMOVED));
        }
        assertEquals(List.of(), off.runs());
        List.of(crashed, completed, backingOff)
                .forEach(probe -> assertEquals(1, probe.runs().size(), probe::id));
    }

    @Test
    @Rule({"5.4", "3.2"})
    default void a_child_that_is_added_again_is_a_new_one(Stage stage) {
        Probe orders = stage.probe("orders");
        Supervisor supervisor = stage.start(orders);
        stage.run(orders);
        stage.crash(orders);
        stage.await("orders", QUARANTINED);

        supervisor.remove("orders");
        supervisor.add(orders.child());
        stage.awaitRunning(orders);

        assertEquals(1, stage.status("orders").incarnations());
        assertEquals(1, orders.latest().context().incarnation());
        assertEquals(0, stage.status("orders").crashes());
        assertNull(stage.status("orders").lastCrash());
    }

    @Test
    @Rule("5.4")
    default void late_news_of_a_forgotten_child_does_nothing(Stage stage) {
        Probe orders = stage.probe("orders");
        Supervisor supervisor = stage.start(orders);
        stage.run(orders);
        ChildContext old = orders.latest().context();
        supervisor.remove("orders");
        stage.awaitGone("orders");
        supervisor.add(orders.child());
        stage.until("its successor", () -> orders.runs().size() == 2);
        stage.awaitRunning(orders);

        old.fail(new IllegalStateException("found too late"));
        stage.settle();

        assertEquals(RUNNING, stage.state("orders"));
        assertFalse(orders.latest().context().stopRequested());
        assertEquals(0, stage.status("orders").crashes());
    }

    @Test
    @Rule({"5.4", "4.5"})
    default void a_late_reading_of_a_forgotten_child_does_nothing(Stage stage) {
        Probe orders = stage.probe("orders");
        Probe other = stage.probe("other");
        Supervisor supervisor = stage.start(orders, other);
        stage.check();
        stage.flags.on("orders");
        stage.flags.hang("orders");
        stage.beginCheck();
        stage.until("the question", () -> stage.flags.underWay() == 1);

        supervisor.remove("orders");
        stage.awaitGone("orders");
        stage.flags.revive("orders");
        stage.until("the late answer", () -> stage.flags.underWay() == 0);
        stage.settle();

        assertEquals(List.of(), stage.recorder.transitions());
        assertEquals(List.of(), orders.runs());
        stage.run(other);
    }

    @Test
    @Rule("5.4")
    default void a_child_that_is_not_there_cannot_be_removed(Stage stage) {
        Supervisor supervisor = stage.start(stage.probe("orders"));

        assertThrows(NoSuchElementException.class, () -> supervisor.remove("nobody"));
        supervisor.remove("orders");
        assertThrows(NoSuchElementException.class, () -> supervisor.remove("orders"));
    }

    @Test
    @Rule("5.4")
    default void who_waits_for_a_state_of_a_child_hears_when_it_is_removed(Stage stage) {
        Supervisor supervisor = stage.start(stage.probe("orders"));
        AtomicReference<Thread> waiter = new AtomicReference<>();
        CompletableFuture<Boolean> seen = stage.background(() -> {
            waiter.set(Thread.currentThread());
            return supervisor.await("orders", RUNNING, Duration.ofMinutes(1));
        });
        stage.until("somebody to wait", () -> Threads.isWaiting(waiter.get()));

        supervisor.remove("orders");

        assertFalse(stage.get(seen));
    }

    @Test
    @Rule("5.4")
    default void removing_a_child_touches_no_other(Stage stage) {
        Probe removed = stage.probe("removed");
        Probe first = stage.probe("first");
        Probe second = stage.probe("second");
        Supervisor supervisor = stage.start(removed.on("shared"), first.on("shared"), second.child());
        stage.flags.on("shared");
        stage.run(second);
        stage.awaitRunning(removed);
        stage.awaitRunning(first);

        supervisor.remove("removed");
        stage.awaitGone("removed");
        stage.settle();

        assertFalse(first.latest().context().stopRequested());
        assertFalse(second.latest().context().stopRequested());
        stage.off("shared");
        stage.await("first", OFF);
        assertEquals(RUNNING, stage.state("second"));
    }
}
