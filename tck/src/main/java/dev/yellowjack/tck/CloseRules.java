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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.ChildState;
import dev.yellowjack.Report;
import dev.yellowjack.RestartPolicy;
import dev.yellowjack.Supervisor;
import dev.yellowjack.Transition;
import dev.yellowjack.Transition.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** §5.1: how a supervisor ends. */
interface CloseRules {
    @Test
    @Rule("5.1")
    default void close_asks_every_child_to_stop_in_reverse_order_and_waits_for_none(Stage stage) {
        Probe first = stage.probe("first").deaf();
        Probe second = stage.probe("second").deaf();
        Probe third = stage.probe("third").deaf();
        stage.start(first, second, third);
        stage.run(first, second, third);

        CompletableFuture<Boolean> closing = stage.closeInBackground();
        List.of("first", "second", "third").forEach(id -> stage.await(id, STOPPING));
        Patience.quiet();
        assertFalse(closing.isDone(), "the bodies have not ended");
        List.of(first, second, third).forEach(Probe::returns);
        stage.get(closing);

        for (String id : List.of("first", "second", "third")) {
            assertEquals(OFF, stage.state(id));
            stage.assertPath(
                    id,
                    to(STARTING, Reason.FLAG_ON),
                    to(RUNNING, Reason.BEGUN),
                    to(STOPPING, Reason.CLOSED),
                    to(OFF, Reason.CLOSED));
        }
        List<String> asked = stage.recorder.transitions().stream()
                .filter(transition -> transition.to() == STOPPING)
                .map(Transition::child)
                .toList();
        assertEquals(List.of("third", "second", "first"), asked);
    }

    @Test
    @Rule({"5.1", "2.2", "2.3", "2.4"})
    default void close_returns_when_the_longest_grace_and_interrupt_wait_is_over(Stage stage) {
        Duration longGrace = Probe.GRACE.multipliedBy(2);
        Probe shorter = stage.probe("shorter").deaf();
        Probe longer = stage.probe("longer").deaf();
        stage.start(shorter.child(), longer.child().grace(longGrace));
        stage.run(shorter, longer);

        CompletableFuture<Boolean> closing = stage.closeInBackground();
        stage.await("shorter", STOPPING);
        stage.makeOverdue(shorter);
        assertEquals(0, longer.latest().interrupts());
        assertFalse(closing.isDone());
        stage.advance(longGrace.minus(Probe.GRACE).minus(Probe.INTERRUPT_WAIT));
        stage.until("the longer grace to be over", () -> longer.latest().interrupts() > 0);
        assertFalse(closing.isDone());
        stage.advanceUntil(Probe.INTERRUPT_WAIT, 2, "close to return", closing::isDone);

        stage.get(closing);
        assertTrue(shorter.isLive());
        assertTrue(longer.isLive());
        assertEquals(STOPPING, stage.state("longer"));
        assertTrue(stage.status("longer").overdue());
    }

    @Test
    @Rule("5.1")
    default void close_with_a_time_out_says_whether_every_body_has_ended(Stage stage) {
        Probe orders = stage.probe("orders").deaf();
        Supervisor supervisor = stage.start(orders);
        stage.run(orders);

        assertFalse(supervisor.close(Duration.ZERO));
        assertFalse(supervisor.close(Patience.SHORT));
        assertTrue(orders.latest().context().stopRequested());
        orders.returns();

        assertTrue(supervisor.close(Patience.LONG));
        assertEquals(OFF, stage.state("orders"));
    }

    @Test
    @Rule("5.1")
    default void close_with_a_time_out_waits_for_overdue_bodies_too(Stage stage) {
        Probe orders = stage.probe("orders").deaf();
        Supervisor supervisor = stage.start(orders);
        stage.run(orders);
        CompletableFuture<Boolean> closing = stage.background(() -> supervisor.close(Duration.ofMinutes(1)));
        stage.await("orders", STOPPING);
        stage.makeOverdue(orders);
        supervisor.close(); // which returns now, because this does not wait for them
        Patience.quiet();
        assertFalse(closing.isDone());

        orders.returns();

        assertTrue(stage.get(closing));
    }

    @Test
    @Rule({"5.1", "5.3", "3.6"})
    default void after_close_nothing_is_started(Stage stage) {
        Probe off = stage.probe("off");
        Probe stopping = stage.probe("stopping").deaf();
        Probe backingOff = stage.probe("backing-off");
        Probe crashed = stage.probe("crashed");
        Probe completed = stage.probe("completed");
        Supervisor supervisor = stage.start(
                off.child(),
                stopping.child(),
                backingOff.child().restart(RestartPolicy.upTo(3, Duration.ofHours(1))),
                crashed.child(),
                completed.child());
        stage.run(stopping, backingOff, crashed, completed);
        stage.off("stopping");
        stage.on("stopping");
        stage.crash(backingOff);
        stage.crash(crashed);
        completed.returns();
        stage.await("backing-off", BACKING_OFF);
        stage.await("crashed", QUARANTINED);
        stage.await("completed", ChildState.COMPLETED);

        supervisor.close(Duration.ZERO);
        assertThrows(
                IllegalStateException.class,
                () -> supervisor.add(stage.probe("late").child()),
                "closing");
        stopping.returns();
        assertTrue(supervisor.close(Patience.LONG));
        stage.flags.on("off");
        stage.flags.announce("off");
        stage.advance(Duration.ofDays(365));
        assertFalse(supervisor.release("crashed"));
        assertEquals(0, supervisor.releaseAll());
        assertThrows(
                IllegalStateException.class,
                () -> supervisor.add(stage.probe("later").child()),
                "closed");
        assertThrows(IllegalStateException.class, () -> supervisor.addListener(new Recorder()));
        Patience.quiet();

        assertEquals(List.of(), off.runs());
        List.of(stopping, backingOff, crashed, completed)
                .forEach(probe -> assertEquals(1, probe.runs().size(), probe::id));
        assertEquals(OFF, stage.state("stopping"));
        assertEquals(OFF, stage.state("backing-off"));
        stage.assertLastStep("backing-off", to(OFF, Reason.CLOSED));
        assertEquals(QUARANTINED, stage.state("crashed"));
        assertEquals(ChildState.COMPLETED, stage.state("completed"));
    }

    @Test
    @Rule({"5.1", "6.2"})
    default void no_thread_of_a_closed_supervisor_is_left(Stage stage) {
        Set<Thread> before = Threads.all();
        Probe runs = stage.probe("runs").opening(context -> context.onStop(() -> {}));
        Probe crashes = stage.probe("crashes");
        Probe interrupted = stage.probe("interrupted").ignoringStop();
        Supervisor supervisor = stage.start(runs, crashes, interrupted);
        stage.run(runs, crashes, interrupted);
        stage.crash(crashes);
        stage.off("interrupted");
        stage.advance(Probe.GRACE);
        stage.await("interrupted", OFF);

        supervisor.close();

        stage.awaitThreadsSince(before, 0);
    }

    @Test
    @Rule({"5.1", "6.2"})
    default void close_does_not_wait_for_a_blocked_listener(Stage stage) {
        Gate blocked = stage.gate();
        Probe orders = stage.probe("orders");
        stage.start(stage.builder().listener(transition -> blocked.awaitDeaf()), orders.child());
        stage.run(orders);
        stage.until("the listener to block", () -> blocked.waiting() == 1);

        stage.get(stage.closeInBackground());

        assertFalse(orders.isLive());
    }

    @Test
    @Rule("5.1")
    default void a_runtime_outlives_the_supervisors_that_it_made(Stage stage) {
        Probe first = stage.probe("first");
        Probe second = stage.probe("second");
        Probe third = stage.probe("third");
        Supervisor closed = stage.start(first);
        stage.run(first);
        stage.start(second);
        stage.run(second);

        closed.close();
        stage.settle();
        assertTrue(second.isLive(), "a supervisor touches no other");
        stage.off("second");
        stage.run(second);
        stage.start(third);
        stage.run(third);
    }

    @Test
    @Rule({"5.1", "2.5"})
    default void a_body_that_throws_while_its_supervisor_closes_is_off(Stage stage) {
        Probe orders = stage.probe("orders").deaf();
        stage.start(orders);
        stage.run(orders);

        CompletableFuture<Boolean> closing = stage.closeInBackground();
        stage.await("orders", STOPPING);
        orders.throwing(new IllegalStateException("while closing"));
        stage.get(closing);

        assertEquals(OFF, stage.state("orders"));
        stage.awaitReport("orders", Report.Kind.THREW_WHILE_STOPPING);
    }

    @Test
    @Rule("5.1")
    default void an_interrupt_ends_the_waiting_for_close_and_not_the_closing(Stage stage) {
        Probe orders = stage.probe("orders").deaf();
        Supervisor supervisor = stage.start(orders);
        stage.run(orders);
        AtomicBoolean flagSet = new AtomicBoolean();
        Thread closer = Threads.start("tck-closer", () -> {
            supervisor.close();
            flagSet.set(Thread.currentThread().isInterrupted());
        });
        stage.await("orders", STOPPING);

        closer.interrupt();
        stage.until("close to return", () -> !closer.isAlive());

        assertTrue(flagSet.get());
        assertEquals(STOPPING, stage.state("orders"));
        orders.returns();
        stage.await("orders", OFF);
    }
}
