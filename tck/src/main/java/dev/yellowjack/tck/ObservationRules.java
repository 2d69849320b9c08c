package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.BACKING_OFF;
import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.ChildState.STARTING;
import static dev.yellowjack.ChildState.STOPPING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Reading;
import dev.yellowjack.RestartPolicy;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** §7.1 and §7.4: what a status shows. */
interface ObservationRules {
    /** Often enough that somebody who looks meanwhile looks in the middle of one. */
    int TURNS = 200;

    /** Does something, and leaves what it has come to for a moment: or nobody would get to see it. */
    private static void pausing(Runnable deed) {
        deed.run();
        LockSupport.parkNanos(1);
    }

    @Test
    @Rule("7.1")
    default void a_status_shows_every_child_once_and_its_counts_add_up(Stage stage) {
        Probe stopping = stage.probe("stopping").deaf();
        Probe running = stage.probe("running");
        Probe off = stage.probe("off");
        Probe crashed = stage.probe("crashed");
        Probe completed = stage.probe("completed");
        Probe backingOff = stage.probe("backing-off");
        Supervisor supervisor = stage.start(
                stopping.child(),
                running.child(),
                off.child(),
                crashed.child(),
                completed.child(),
                backingOff.child().restart(RestartPolicy.upTo(1, Duration.ofHours(1))));
        stage.run(stopping, running, crashed, completed, backingOff);
        stage.off("stopping");
        stage.crash(crashed);
        completed.returns();
        stage.crash(backingOff);
        stage.await("crashed", QUARANTINED);
        stage.await("completed", ChildState.COMPLETED);
        stage.await("backing-off", BACKING_OFF);

        SupervisorStatus status = supervisor.status();

        assertEquals("tck", status.instance());
        assertEquals(stage.clock.instant(), status.at());
        assertEquals(
                List.of("stopping", "running", "off", "crashed", "completed", "backing-off"),
                status.children().stream().map(ChildStatus::id).toList());
        assertEquals(
                Map.of(
                        OFF,
                        1,
                        STARTING,
                        0,
                        RUNNING,
                        1,
                        STOPPING,
                        1,
                        BACKING_OFF,
                        1,
                        QUARANTINED,
                        1,
                        ChildState.COMPLETED,
                        1),
                status.counts());
        status.children().forEach(child -> assertEquals(child, supervisor.status(child.id())));
    }

    @Test
    @Rule("7.1")
    default void a_status_shows_all_children_at_one_moment(Stage stage) {
        List<Probe> bystanders = IntStream.range(0, 30)
                .mapToObj(i -> stage.probe("bystander-" + i))
                .toList();
        Probe one = stage.probe("one");
        Probe other = stage.probe("other");
        Supervisor supervisor =
                stage.start(Stream.concat(bystanders.stream(), Stream.of(one)).toArray(Probe[]::new));

        CompletableFuture<Boolean> turns = stage.background(() -> {
            for (int turn = 0; turn < TURNS; turn++) {
                pausing(() -> supervisor.add(other.child()));
                pausing(() -> supervisor.remove("one"));
                pausing(() -> supervisor.add(one.child()));
                pausing(() -> supervisor.remove("other"));
            }
            return true;
        });
        while (!turns.isDone()) {
            int seen = supervisor.status().children().size() - bystanders.size();
            assertTrue(seen == 1 || seen == 2, () -> "of the two there is one at every moment, or both, not " + seen);
        }

        stage.get(turns);
    }

    @Test
    @Rule("7.1")
    default void a_status_shows_what_is_known_of_a_child(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.flags.hang("orders-flag");
        stage.flags.off("orders-flag");
        stage.start(orders.on("orders-flag"));
        assertEquals(Reading.NOT_ASKED, stage.status("orders").reading());
        assertThrows(NoSuchElementException.class, () -> stage.status("nobody"));
        stage.flags.revive("orders-flag");
        stage.check();
        Instant added = stage.clock.instant();
        stage.advance(Duration.ofMinutes(1));
        stage.on("orders-flag");
        stage.awaitRunning(orders);
        Instant started = stage.clock.instant();
        stage.advance(Duration.ofMinutes(1));

        ChildStatus status = stage.status("orders");

        assertEquals(
                new ChildStatus(
                        "orders", "orders-flag", false, RUNNING, Reading.ON, started, started, 1, 0, null, false),
                status);
        assertEquals(added.plus(Duration.ofMinutes(1)), started);
    }

    @Test
    @Rule("7.1")
    default void who_waits_for_a_state_is_told_whether_it_came(Stage stage) throws InterruptedException {
        Probe orders = stage.probe("orders");
        Supervisor supervisor = stage.start(orders);
        assertTrue(supervisor.await("orders", OFF, Duration.ZERO));
        assertFalse(supervisor.await("orders", RUNNING, Duration.ZERO));
        assertFalse(supervisor.await("orders", RUNNING, Patience.SHORT));
        assertThrows(NoSuchElementException.class, () -> supervisor.await("nobody", OFF, Duration.ZERO));

        stage.flags.on("orders");
        stage.beginCheck();
        assertTrue(supervisor.await("orders", RUNNING, Patience.LONG));
    }

    @Test
    @Rule("7.4")
    default void a_child_that_is_off_by_intent_is_healthy_and_so_is_its_supervisor(Stage stage) {
        Probe off = stage.probe("off");
        Probe running = stage.probe("running");
        Probe completed = stage.probe("completed");
        Probe stopping = stage.probe("stopping").deaf();
        Probe unread = stage.probe("unread");
        Supervisor supervisor = stage.start(off, running, completed, stopping, unread);
        stage.run(running, completed, stopping);
        completed.returns();
        stage.await("completed", ChildState.COMPLETED);
        stage.off("stopping");
        stage.answer(Answer.MISSING, "unread");

        supervisor.status().children().forEach(child -> assertTrue(child.healthy(), child::id));
        assertTrue(supervisor.status().healthy());
    }

    @Test
    @Rule("7.4")
    default void a_quarantined_child_is_not_healthy_until_its_quarantine_is_lifted(Stage stage) {
        Probe crashed = stage.probe("crashed");
        Probe backingOff = stage.probe("backing-off");
        Supervisor supervisor =
                stage.start(crashed.child(), backingOff.child().restart(RestartPolicy.upTo(1, Duration.ofHours(1))));
        stage.run(crashed, backingOff);
        stage.crash(crashed);
        stage.crash(backingOff);
        stage.await("crashed", QUARANTINED);
        stage.await("backing-off", BACKING_OFF);

        assertFalse(stage.status("crashed").healthy());
        assertTrue(stage.status("backing-off").healthy());
        assertFalse(supervisor.status().healthy());
        stage.off("crashed");
        assertTrue(supervisor.status().healthy());
    }

    @Test
    @Rule({"7.4", "2.4"})
    default void an_overdue_child_is_not_healthy_until_its_body_has_ended(Stage stage) {
        Probe orders = stage.probe("orders").deaf();
        Supervisor supervisor = stage.start(orders);
        stage.run(orders);
        stage.off("orders");
        stage.endGrace(orders);
        assertTrue(supervisor.status().healthy());
        stage.advanceUntil(
                Probe.INTERRUPT_WAIT, 2, "overdue", () -> stage.status("orders").overdue());

        assertFalse(supervisor.status().healthy());
        orders.returns();
        stage.await("orders", OFF);
        assertTrue(supervisor.status().healthy());
    }
}
