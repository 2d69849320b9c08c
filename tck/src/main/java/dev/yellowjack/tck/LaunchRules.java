package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.BACKING_OFF;
import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.STARTING;
import static dev.yellowjack.tck.Step.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.Crash;
import dev.yellowjack.RestartPolicy;
import dev.yellowjack.Transition.Reason;
import dev.yellowjack.runtime.SupervisorRuntime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** §1.4 and §1.6: children that wait for a thread, or get none. Most of it needs runtimes that do that on purpose. */
interface LaunchRules {
    @Test
    @Rule("1.4")
    default void a_launch_that_fails_is_a_crash(Stage stage) {
        List<SupervisorRuntime> broken = runtimesThatCannotLaunch(stage);
        for (int i = 0; i < broken.size(); i++) {
            String id = "orders-" + i;
            Probe orders = stage.probe(id);
            stage.start(stage.builder().runtime(broken.get(i)), orders.child());

            stage.on(id);
            awaitFailedLaunch(stage, id, QUARANTINED);
            stage.settle();

            stage.assertPath(id, to(STARTING, Reason.FLAG_ON), to(QUARANTINED, Reason.LAUNCH_FAILED));
            Crash crash = stage.status(id).lastCrash();
            assertNotNull(crash);
            assertEquals(1, crash.incarnation());
            assertEquals(crash.cause(), stage.recorder.transitions(id).get(1).cause());
            assertEquals(1, stage.status(id).crashes());
            assertEquals(List.of(), orders.runs(), "the body never begins");

            stage.off(id);
            assertEquals(OFF, stage.state(id), "OFF lifts this quarantine like any other");
        }
    }

    @Test
    @Rule({"1.4", "8.1"})
    default void a_launch_that_fails_is_tried_again_where_there_is_a_restart_policy(Stage stage) {
        List<SupervisorRuntime> broken = runtimesThatCannotLaunch(stage);
        Duration hour = Duration.ofHours(1);
        RestartPolicy once = RestartPolicy.upTo(1, hour).backOff(hour, hour).jitter(0);
        for (int i = 0; i < broken.size(); i++) {
            String id = "orders-" + i;
            Child child = stage.probe(id).child().restart(once);
            stage.start(stage.builder().runtime(broken.get(i)), child);

            stage.on(id);
            awaitFailedLaunch(stage, id, BACKING_OFF);
            stage.advance(hour);
            awaitFailedLaunch(stage, id, QUARANTINED);

            stage.assertPath(
                    id,
                    to(STARTING, Reason.FLAG_ON),
                    to(BACKING_OFF, Reason.LAUNCH_FAILED),
                    to(STARTING, Reason.RESTARTED),
                    to(QUARANTINED, Reason.LAUNCH_FAILED));
            assertEquals(2, stage.status(id).crashes());
        }
    }

    /** One that fails without a word may be found out by a look from time to time, or by the garbage collector. */
    private static void awaitFailedLaunch(Stage stage, String id, ChildState state) {
        for (int look = 0; look < 20 && stage.state(id) != state; look++) {
            System.gc();
            stage.advance(Duration.ofSeconds(1));
            Patience.holdsWithin(Patience.SHORT, () -> stage.state(id) == state);
        }
        stage.await(id, state);
    }

    @Test
    @Rule("1.6")
    default void a_child_that_is_off_has_no_body_that_runs_or_may_yet_begin(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);

        for (int flip = 0; flip < 50; flip++) {
            stage.on("orders");
            stage.off("orders");
            stage.await("orders", OFF);
            assertFalse(orders.isLive(), "it is off, and its body runs");
        }

        int runs = orders.runs().size();
        stage.settle();
        assertEquals(runs, orders.runs().size(), "a body began after its child was off");
    }

    @Test
    @Rule("1.6")
    default void a_starting_child_that_is_turned_off_is_off_at_once_and_its_body_never_runs(Stage stage) {
        StarvedRuntime starved = starvedRuntimeOf(stage);
        Probe orders = stage.probe("orders");
        stage.start(stage.builder().runtime(starved.runtime()), orders.child());

        stage.on("orders");
        assertEquals(STARTING, stage.state("orders"));
        assertEquals(1, stage.status("orders").incarnations());
        stage.off("orders");
        assertEquals(OFF, stage.state("orders"));
        stage.assertPath("orders", to(STARTING, Reason.FLAG_ON), to(OFF, Reason.FLAG_OFF));

        starved.feed().run();
        stage.settle();
        assertEquals(List.of(), orders.runs());
        assertEquals(OFF, stage.state("orders"));
    }

    @Test
    @Rule({"1.6", "1.2"})
    default void of_several_launches_that_wait_for_a_thread_only_the_latest_runs(Stage stage) {
        StarvedRuntime starved = starvedRuntimeOf(stage);
        Probe orders = stage.probe("orders");
        stage.start(stage.builder().runtime(starved.runtime()), orders.child());

        for (int launch = 0; launch < 3; launch++) {
            stage.off("orders");
            stage.on("orders");
        }
        starved.feed().run();
        stage.awaitRunning(orders);
        stage.settle();

        assertEquals(1, orders.runs().size());
        assertEquals(3, orders.latest().context().incarnation());
    }

    @Test
    @Rule({"1.6", "5.1", "5.4"})
    default void a_starting_child_that_is_removed_or_closed_is_gone_at_once_and_its_body_never_runs(Stage stage) {
        StarvedRuntime starved = starvedRuntimeOf(stage);
        Probe removed = stage.probe("removed");
        Probe closed = stage.probe("closed");
        stage.start(stage.builder().runtime(starved.runtime()), removed.child(), closed.child());
        stage.on("removed", "closed");

        stage.supervisor().remove("removed");
        stage.awaitGone("removed");
        stage.supervisor().close();
        starved.feed().run();
        Patience.quiet();

        stage.assertPath("removed", to(STARTING, Reason.FLAG_ON), to(OFF, Reason.REMOVED));
        stage.assertPath("closed", to(STARTING, Reason.FLAG_ON), to(OFF, Reason.CLOSED));
        assertEquals(List.of(), removed.runs());
        assertEquals(List.of(), closed.runs());
    }

    @Test
    @Rule({"1.6", "3.6"})
    default void a_starting_child_has_nothing_to_be_released_from(Stage stage) {
        StarvedRuntime starved = starvedRuntimeOf(stage);
        Probe orders = stage.probe("orders");
        stage.start(stage.builder().runtime(starved.runtime()), orders.child());
        stage.on("orders");

        assertFalse(stage.supervisor().release("orders"));
        assertEquals(STARTING, stage.state("orders"));
        assertEquals(1, stage.status("orders").incarnations());
    }

    private static StarvedRuntime starvedRuntimeOf(Stage stage) {
        return stage.kit
                .starvedRuntime()
                .orElseThrow(() -> new NotApplicable("no starved runtime was given (starvedRuntime())"));
    }

    private static List<SupervisorRuntime> runtimesThatCannotLaunch(Stage stage) {
        List<SupervisorRuntime> broken = stage.kit.runtimesThatCannotLaunch();
        if (broken.isEmpty()) {
            throw new NotApplicable("no runtime was given that cannot launch (runtimesThatCannotLaunch())");
        }
        return broken;
    }
}
