package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.ChildState.STARTING;
import static dev.yellowjack.ChildState.STOPPING;
import static dev.yellowjack.tck.Step.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Child;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** §5.2: who may call what, from where. */
interface ReentryRules {
    /** Calls everything but close; what may wait, waits. */
    private static boolean callEverything(Stage stage) throws InterruptedException {
        Supervisor supervisor = stage.supervisor();
        SupervisorListener listener = new Recorder();
        supervisor.addListener(listener);
        supervisor.add(stage.probe("added").child());
        assertEquals(OFF, supervisor.status("added").state());
        assertEquals(2, supervisor.status().children().size());
        stage.get(supervisor.check());
        assertTrue(supervisor.await("added", OFF, Patience.LONG));
        assertFalse(supervisor.await("added", RUNNING, StopRules.MOMENT));
        assertFalse(supervisor.release("added"));
        assertEquals(0, supervisor.releaseAll());
        supervisor.remove("added");
        supervisor.removeListener(listener);
        return true;
    }

    /** Takes down how the calls go, because what throws in a body or a listener is not seen by the test. */
    private static void attemptEverything(Stage stage, CompletableFuture<Boolean> outcome) {
        try {
            outcome.complete(callEverything(stage));
        } catch (Throwable problem) {
            outcome.completeExceptionally(problem);
        }
    }

    @Test
    @Rule("5.2")
    default void every_method_may_be_called_from_a_body(Stage stage) {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.run(orders);

        orders.does(context -> attemptEverything(stage, outcome));

        assertTrue(stage.get(outcome));
    }

    @Test
    @Rule("5.2")
    default void every_method_may_be_called_from_a_callback(Stage stage) {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        Probe orders =
                stage.probe("orders").opening(context -> context.onStop(() -> attemptEverything(stage, outcome)));
        stage.start(orders);
        stage.run(orders);

        stage.off("orders");

        assertTrue(stage.get(outcome));
        stage.await("orders", OFF);
    }

    @Test
    @Rule("5.2")
    default void every_method_may_be_called_from_a_listener(Stage stage) {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        Probe orders = stage.probe("orders");
        stage.start(
                stage.builder().listener(transition -> {
                    if (transition.to() == RUNNING) {
                        attemptEverything(stage, outcome);
                    }
                }),
                orders.child());

        stage.run(orders);

        assertTrue(stage.get(outcome));
    }

    @Test
    @Rule({"5.2", "5.6"})
    default void every_method_may_be_called_from_what_is_attached_to_a_check(Stage stage) {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.flags.hang("orders");

        CompletableFuture<Void> check = stage.supervisor().check();
        CompletableFuture<Void> attached =
                check.thenRun(() -> attemptEverything(stage, outcome)).thenRun(stage.supervisor()::close);
        stage.flags.revive("orders");

        assertTrue(stage.get(outcome));
        stage.get(attached);
    }

    @Test
    @Rule("5.2")
    default void a_body_of_a_supervisor_below_that_closes_the_one_above_does_not_wait_for_itself(Stage stage) {
        Gate returned = stage.gate();
        Probe inner = stage.probe("inner").deaf();
        stage.flags.on("inner", "outer");
        Supervisor outer = stage.start(
                Child.named("outer").flag("outer").supervises(stage.builder().child(inner.child())));
        stage.until("the inner body to begin", inner::isLive);

        inner.does(context -> {
            outer.close();
            returned.open();
        });
        stage.until("close to return", returned::isOpen);
        stage.await("outer", STOPPING);
        stage.until(
                "the stop to reach the inner body",
                () -> inner.latest().context().stopRequested());
        inner.returns();

        assertTrue(outer.close(Patience.LONG));
    }

    @Test
    @Rule("5.2")
    default void close_is_idempotent(Stage stage) {
        Probe orders = stage.probe("orders").deaf();
        Supervisor supervisor = stage.start(orders);
        stage.run(orders);

        List<CompletableFuture<Boolean>> closings =
                List.of(stage.closeInBackground(), stage.closeInBackground(), stage.closeInBackground());
        stage.await("orders", STOPPING);
        orders.returns();
        closings.forEach(stage::get);
        supervisor.close();
        assertTrue(supervisor.close(Duration.ZERO));

        stage.assertPath(
                "orders",
                to(STARTING, Reason.FLAG_ON),
                to(RUNNING, Reason.BEGUN),
                to(STOPPING, Reason.CLOSED),
                to(OFF, Reason.CLOSED));
    }

    @Test
    @Rule({"5.2", "5.1"})
    default void who_waits_for_the_close_hears_of_it_when_everything_has_ended(Stage stage)
            throws InterruptedException {
        Probe orders = stage.probe("orders").deaf();
        Supervisor supervisor = stage.start(orders);
        stage.run(orders);
        CompletableFuture<Boolean> waiting = stage.background(() -> {
            supervisor.awaitClosed();
            return true;
        });
        supervisor.close(Duration.ZERO);
        Patience.quiet();
        assertFalse(waiting.isDone());

        orders.returns();

        stage.get(waiting);
        supervisor.awaitClosed();
    }

    @Test
    @Rule("5.2")
    default void a_body_that_closes_its_supervisor_does_not_wait_for_itself(Stage stage) {
        Gate returned = stage.gate();
        Probe orders = stage.probe("orders").deaf();
        Supervisor supervisor = stage.start(orders);
        stage.run(orders);

        orders.does(context -> {
            supervisor.close();
            returned.open();
        });
        stage.until("close to return", returned::isOpen);
        stage.await("orders", STOPPING);
        orders.returns();

        assertTrue(supervisor.close(Patience.LONG));
    }

    @Test
    @Rule("5.2")
    default void a_callback_that_closes_its_supervisor_does_not_wait_for_itself(Stage stage) {
        Gate returned = stage.gate();
        Probe orders = stage.probe("orders")
                .opening(context -> context.onStop(() -> {
                    stage.supervisor().close();
                    returned.open();
                }));
        Probe sibling = stage.probe("sibling");
        stage.start(orders, sibling);
        stage.run(orders, sibling);

        stage.flags.off("orders");
        stage.beginCheck();
        stage.until("close to return", returned::isOpen);

        stage.await("orders", OFF);
        stage.await("sibling", OFF);
    }

    @Test
    @Rule({"5.2", "6.2"})
    default void a_listener_that_closes_its_supervisor_does_not_wait(Stage stage) {
        Gate returned = stage.gate();
        Probe orders = stage.probe("orders").deaf();
        stage.start(
                stage.builder().listener(transition -> {
                    if (transition.to() == RUNNING) {
                        stage.supervisor().close();
                        returned.open();
                    }
                }),
                orders.child());

        stage.flags.on("orders");
        stage.beginCheck();
        stage.until("close to return", returned::isOpen);

        stage.await("orders", STOPPING);
    }
}
