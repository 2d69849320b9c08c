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
import dev.yellowjack.RestartPolicy;
import dev.yellowjack.Supervisor;
import dev.yellowjack.Transition;
import dev.yellowjack.Transition.Reason;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** §3.6: what a person can do about a child that is down. */
interface ReleaseRules {
    @Test
    @Rule("3.6")
    default void release_starts_a_quarantined_child_that_still_reads_on(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.run(orders);
        stage.crash(orders);
        stage.await("orders", QUARANTINED);

        assertTrue(stage.supervisor().release("orders"));
        stage.awaitRunning(orders);

        stage.assertPath(
                "orders",
                to(STARTING, Reason.FLAG_ON),
                to(RUNNING, Reason.BEGUN),
                to(QUARANTINED, Reason.CRASHED),
                to(STARTING, Reason.RELEASED),
                to(RUNNING, Reason.BEGUN));
        assertEquals(1, stage.status("orders").crashes(), "counted since it was added");
    }

    @Test
    @Rule("3.6")
    default void release_starts_a_completed_child_that_still_reads_on(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.run(orders);
        orders.returns();
        stage.await("orders", ChildState.COMPLETED);

        assertTrue(stage.supervisor().release("orders"));
        stage.awaitRunning(orders);

        stage.assertPath(
                "orders",
                to(STARTING, Reason.FLAG_ON),
                to(RUNNING, Reason.BEGUN),
                to(ChildState.COMPLETED, Reason.COMPLETED),
                to(STARTING, Reason.RELEASED),
                to(RUNNING, Reason.BEGUN));
    }

    @Test
    @Rule({"3.6", "8.1"})
    default void release_ends_a_back_off_at_once(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders.child().restart(RestartPolicy.upTo(3, Duration.ofHours(1))));
        stage.run(orders);
        stage.crash(orders);
        stage.await("orders", BACKING_OFF);

        assertTrue(stage.supervisor().release("orders"));
        stage.awaitRunning(orders);
        stage.advance(Duration.ofHours(2));
        stage.settle();

        assertEquals(2, orders.runs().size(), "the back-off that was ended starts nothing");
        stage.assertLastStep("orders", to(RUNNING, Reason.BEGUN));
    }

    @Test
    @Rule({"3.6", "4.2"})
    default void release_goes_by_the_latest_known_reading(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.run(orders);
        stage.crash(orders);
        stage.await("orders", QUARANTINED);
        stage.answer(Answer.MISSING, "orders");

        assertTrue(stage.supervisor().release("orders"));
        stage.awaitRunning(orders);
    }

    @Test
    @Rule("3.6")
    default void release_does_nothing_to_a_child_that_is_off_running_or_stopping(Stage stage) {
        Probe off = stage.probe("off");
        Probe running = stage.probe("running");
        Probe stopping = stage.probe("stopping").deaf();
        Supervisor supervisor = stage.start(off, running, stopping);
        stage.run(running, stopping);
        stage.off("stopping");

        assertFalse(supervisor.release("off"));
        assertFalse(supervisor.release("running"));
        assertFalse(supervisor.release("stopping"));
        assertEquals(0, supervisor.releaseAll());
        assertThrows(NoSuchElementException.class, () -> supervisor.release("nobody"));
        stage.settle();

        assertEquals(OFF, stage.state("off"));
        assertEquals(RUNNING, stage.state("running"));
        assertEquals(STOPPING, stage.state("stopping"));
        assertEquals(1, running.runs().size());
    }

    @Test
    @Rule("3.6")
    default void release_all_releases_in_the_order_of_adding(Stage stage) {
        Probe zebra = stage.probe("zebra");
        Probe running = stage.probe("running");
        Probe ant = stage.probe("ant");
        Supervisor supervisor = stage.start(zebra, running, ant);
        stage.run(zebra, running, ant);
        stage.crash(ant);
        zebra.returns();
        stage.await("ant", QUARANTINED);
        stage.await("zebra", ChildState.COMPLETED);

        assertEquals(2, supervisor.releaseAll());
        stage.awaitRunning(zebra);
        stage.awaitRunning(ant);

        stage.until("both releases to be told", () -> released(stage).size() == 2);
        assertEquals(List.of("zebra", "ant"), released(stage));
        assertEquals(1, running.runs().size());
    }

    private static List<String> released(Stage stage) {
        return stage.recorder.transitions().stream()
                .filter(transition -> transition.reason() == Reason.RELEASED)
                .map(Transition::child)
                .toList();
    }
}
