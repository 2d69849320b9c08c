package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.ChildState.STARTING;
import static dev.yellowjack.ChildState.STOPPING;
import static dev.yellowjack.tck.Step.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.BooleanHook;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.HookContext;
import dev.yellowjack.Report;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition;
import dev.yellowjack.Transition.Reason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** §6.1 and §6.2: nobody's fault is anybody else's. */
interface IsolationRules {
    /** A child goes its way, and is heard to. */
    private static void assertWorks(Stage stage, Probe probe) {
        stage.run(probe);
        stage.off(probe.id());
        stage.await(probe.id(), OFF);
        stage.assertPath(
                probe.id(),
                to(STARTING, Reason.FLAG_ON),
                to(RUNNING, Reason.BEGUN),
                to(STOPPING, Reason.FLAG_OFF),
                to(OFF, Reason.STOPPED));
    }

    @Test
    @Rule({"6.1", "7.2"})
    default void a_listener_that_throws_changes_nothing_and_is_called_again(Stage stage) {
        AtomicInteger calls = new AtomicInteger();
        Probe orders = stage.probe("orders").ignoringStop();
        Probe mailer = stage.probe("mailer");
        SupervisorListener thrower = new SupervisorListener() {
            @Override
            public void onTransition(Transition transition) {
                calls.incrementAndGet();
                throw new IllegalStateException("of a listener, on a transition");
            }

            @Override
            public void onReport(Report report) {
                calls.incrementAndGet();
                throw new NoClassDefFoundError("of a listener, on a report");
            }
        };
        stage.start(stage.builder().listener(thrower), orders.child(), mailer.child());
        stage.run(orders);
        stage.off("orders");
        orders.throwing(new IllegalStateException("while stopping"));
        stage.await("orders", OFF);

        assertWorks(stage, mailer);
        stage.until("each call to be made: eight transitions and a report", () -> calls.get() == 9);
    }

    @Test
    @Rule({"6.1", "4.1"})
    default void a_provider_that_throws_errors_ends_nothing(Stage stage) {
        Probe orders = stage.probe("orders");
        Probe mailer = stage.probe("mailer");
        stage.start(orders, mailer);
        stage.run(orders);

        for (Error error : List.of(
                new OutOfMemoryError("of the provider"),
                new StackOverflowError("of the provider"),
                new NoSuchMethodError("of the provider"),
                new AssertionError("of the provider"))) {
            stage.answer(Answer.thrown(error), "orders");
            assertEquals(RUNNING, stage.state("orders"));
        }

        assertWorks(stage, mailer);
        stage.off("orders");
        stage.await("orders", OFF);
    }

    @Test
    @Rule({"6.1", "4.1"})
    default void a_hook_that_throws_an_error_in_any_stage_ends_nothing(Stage stage) {
        AtomicBoolean broken = new AtomicBoolean();
        stage.client.addHooks(new BooleanHook() {
            @Override
            public void after(
                    HookContext<Boolean> context, FlagEvaluationDetails<Boolean> details, Map<String, Object> hints) {
                throwIf(broken.get());
            }

            @Override
            public void finallyAfter(
                    HookContext<Boolean> context, FlagEvaluationDetails<Boolean> details, Map<String, Object> hints) {
                throwIf(broken.get());
            }

            private void throwIf(boolean isBroken) {
                if (isBroken) {
                    throw new NoSuchMethodError("of a hook");
                }
            }
        });
        Probe orders = stage.probe("orders");
        Probe mailer = stage.probe("mailer");
        stage.start(orders, mailer);
        stage.run(orders);

        broken.set(true);
        stage.off("orders");
        assertEquals(RUNNING, stage.state("orders"), "nobody has answered");
        broken.set(false);
        stage.check();
        stage.await("orders", OFF);

        assertWorks(stage, mailer);
    }

    @Test
    @Rule({"6.1", "3.7"})
    default void bodies_and_callbacks_that_throw_errors_end_nothing(Stage stage) {
        Probe crashes = stage.probe("crashes");
        Probe badCallback = stage.probe("bad-callback")
                .opening(context -> context.onStop(() -> {
                    throw new OutOfMemoryError("of a callback");
                }));
        Probe mailer = stage.probe("mailer");
        stage.start(crashes, badCallback, mailer);
        stage.run(crashes, badCallback);

        crashes.throwing(new OutOfMemoryError("of a body"));
        stage.await("crashes", QUARANTINED);
        stage.off("bad-callback");
        stage.await("bad-callback", OFF);

        assertWorks(stage, mailer);
        assertTrue(stage.supervisor().release("crashes"));
        stage.awaitRunning(crashes);
    }

    @Test
    @Rule("6.2")
    default void a_blocked_listener_delays_neither_a_child_nor_another_listener(Stage stage) {
        Gate blocked = stage.gate();
        Probe orders = stage.probe("orders");
        Probe mailer = stage.probe("mailer");
        stage.start(stage.builder().listener(transition -> blocked.awaitDeaf()), orders.child(), mailer.child());
        stage.run(orders);
        stage.until("the listener to block", () -> blocked.waiting() == 1);

        assertWorks(stage, mailer);
        stage.crash(orders);
        stage.await("orders", QUARANTINED);
        assertTrue(stage.supervisor().release("orders"));
        stage.awaitRunning(orders);

        assertEquals(1, blocked.waiting(), "it is called one call at a time");
    }
}
