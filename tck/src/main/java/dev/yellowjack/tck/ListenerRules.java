package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.ChildState.STARTING;
import static dev.yellowjack.ChildState.STOPPING;
import static dev.yellowjack.tck.Step.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition;
import dev.yellowjack.Transition.Reason;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** §7.2: what listeners hear. What they do wrong is in {@link IsolationRules}. */
interface ListenerRules {
    @Test
    @Rule("7.2")
    default void a_transition_tells_why(Stage stage) {
        Probe orders = stage.probe("orders");
        Supervisor supervisor = stage.start(orders);
        stage.run(orders);
        stage.crash(orders);
        stage.await("orders", QUARANTINED);
        supervisor.release("orders");
        stage.awaitRunning(orders);

        stage.assertPath(
                "orders",
                to(STARTING, Reason.FLAG_ON),
                to(RUNNING, Reason.BEGUN),
                to(QUARANTINED, Reason.CRASHED),
                to(STARTING, Reason.RELEASED),
                to(RUNNING, Reason.BEGUN));
    }

    @Test
    @Rule("7.2")
    default void each_transition_reaches_each_listener_once_in_order_and_without_gaps(Stage stage) {
        Recorder second = new Recorder();
        Probe orders = stage.probe("orders");
        Probe mailer = stage.probe("mailer");
        stage.start(stage.builder().listener(second), orders.child(), mailer.child());
        stage.run(orders, mailer);
        Throwable cause = stage.crash(orders);
        stage.await("orders", QUARANTINED);
        stage.off("orders", "mailer");
        stage.await("mailer", OFF);
        stage.until("eight transitions", () -> stage.recorder.transitions().size() >= 8);
        stage.until(
                "eight transitions for the second", () -> second.transitions().size() >= 8);
        stage.settle();

        List<Transition> heard = stage.recorder.transitions();
        assertEquals(heard, second.transitions());
        assertEquals(
                LongStream.rangeClosed(1, 8).boxed().toList(),
                heard.stream().map(Transition::number).toList());
        for (String id : List.of("orders", "mailer")) {
            ChildState state = OFF;
            for (Transition transition : stage.recorder.transitions(id)) {
                assertEquals(state, transition.from());
                assertEquals(1, transition.incarnation());
                assertEquals(transition.reason() == Reason.CRASHED ? cause : null, transition.cause());
                state = transition.to();
            }
            assertEquals(OFF, state);
        }
    }

    @Test
    @Rule("7.2")
    default void a_listener_hears_from_when_it_is_added_until_it_is_removed(Stage stage) {
        Recorder late = new Recorder();
        Probe orders = stage.probe("orders");
        Supervisor supervisor = stage.start(orders);
        stage.run(orders);
        stage.assertPath("orders", to(STARTING, Reason.FLAG_ON), to(RUNNING, Reason.BEGUN));

        supervisor.addListener(late);
        stage.off("orders");
        stage.await("orders", OFF);
        stage.until("two transitions", () -> late.transitions().size() == 2);
        supervisor.removeListener(late);
        supervisor.removeListener(late);
        stage.run(orders);
        stage.settle();

        assertEquals(List.of(to(STOPPING, Reason.FLAG_OFF), to(OFF, Reason.STOPPED)), late.path("orders"));
    }

    @Test
    @Rule("7.2")
    default void a_listener_that_is_added_twice_is_called_twice(Stage stage) {
        Recorder twice = new Recorder();
        Probe orders = stage.probe("orders");
        stage.start(stage.builder().listener(twice), orders.child());
        stage.supervisor().addListener(twice);

        stage.run(orders);

        stage.until("four calls", () -> twice.transitions().size() == 4);
    }

    @Test
    @Rule("7.2")
    default void a_listener_that_is_removed_while_it_lags_is_called_no_more(Stage stage) {
        Gate first = stage.gate();
        Laggard laggard = new Laggard(first, stage.gate());
        Probe orders = stage.probe("orders");
        Supervisor supervisor = stage.start(stage.builder().listener(laggard), orders.child());
        stage.run(orders);
        stage.until("the listener to block", laggard::isBlockedInFirst);

        supervisor.removeListener(laggard);
        first.open();
        stage.off("orders");
        stage.await("orders", OFF);
        stage.settle();

        assertEquals(1, laggard.heard());
    }

    @Test
    @Rule({"7.2", "6.2"})
    default void a_listener_that_lags_too_far_is_told_how_many_calls_it_missed(Stage stage) {
        int reports = SupervisorListener.BACKLOG + 5_000;
        Throwable problem = new Throwable("found late, and often", null, false, false) {}; // brief, as it may be logged
        Gate first = stage.gate();
        Gate second = stage.gate();
        Laggard laggard = new Laggard(first, second);
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(stage.builder().listener(laggard), orders.child());
        stage.run(orders);
        stage.until("the listener to block", laggard::isBlockedInFirst);
        stage.off("orders");

        ChildContext context = orders.latest().context();
        for (int report = 0; report < reports; report++) {
            context.fail(problem);
        }
        stage.settle();
        first.open();
        stage.until("the listener to block again", laggard::isBlockedInSecond);
        assertEquals(0, laggard.missed(), "what it missed comes after what waits for it");
        context.fail(problem);
        stage.settle();
        second.open();
        orders.returns();
        stage.await("orders", OFF);

        int all = 4 + reports + 1; // with the transitions
        stage.until("it to be told of all", () -> laggard.heard() + laggard.missed() == all);
        assertTrue(laggard.heard() >= SupervisorListener.BACKLOG, "so many calls may wait");
        assertTrue(laggard.missed() > 0);
    }
}
