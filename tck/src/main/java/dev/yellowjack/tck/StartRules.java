package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.ChildState.STARTING;
import static dev.yellowjack.tck.Step.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Reading;
import dev.yellowjack.Transition;
import dev.yellowjack.Transition.Reason;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** §1.1 to §1.3 and §1.5: how a child comes to run. */
interface StartRules {
    @Test
    @Rule("1.1")
    default void a_child_that_reads_off_is_not_started(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);

        stage.settle();

        assertEquals(OFF, stage.state("orders"));
        assertEquals(Reading.OFF, stage.status("orders").reading());
        assertEquals(0, stage.status("orders").incarnations());
        assertEquals(List.of(), orders.runs());
        assertEquals(List.of(), stage.recorder.transitions());
    }

    @Test
    @Rule("1.1")
    default void a_child_that_reads_on_is_started_exactly_once(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.check();

        stage.run(orders);
        stage.check();
        stage.settle();

        assertEquals(Reading.ON, stage.status("orders").reading());
        assertEquals(1, stage.status("orders").incarnations());
        assertEquals(1, orders.runs().size());
        assertEquals("orders", orders.latest().context().id());
        assertEquals(1, orders.latest().context().incarnation());
        stage.assertPath("orders", to(STARTING, Reason.FLAG_ON), to(RUNNING, Reason.BEGUN));
    }

    @Test
    @Rule("1.1")
    default void a_child_is_started_anew_each_time_its_flag_comes_on(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);

        for (int incarnation = 1; incarnation <= 3; incarnation++) {
            stage.run(orders);
            assertEquals(incarnation, orders.latest().context().incarnation());
            assertEquals(incarnation, stage.status("orders").incarnations());
            stage.off("orders");
            stage.await("orders", OFF);
        }

        assertEquals(3, orders.runs().size());
    }

    @Test
    @Rule({"1.2", "2.4", "2.6", "5.4"})
    default void a_child_is_never_doubled_by_flips_overdue_stops_removal_or_adding_it_again(Stage stage) {
        Probe orders = stage.probe("orders").deaf();
        stage.start(orders);
        stage.run(orders);

        for (int flip = 0; flip < 5; flip++) {
            stage.off("orders");
            stage.on("orders");
        }
        stage.makeOverdue(orders);
        stage.off("orders");
        stage.on("orders");
        stage.supervisor().release("orders");
        stage.supervisor().remove("orders");
        assertThrows(IllegalArgumentException.class, () -> stage.supervisor().add(orders.child()));
        stage.settle();
        assertEquals(1, orders.runs().size(), "the old body has not ended yet");

        orders.returns();
        stage.awaitGone("orders");
        stage.supervisor().add(orders.child());
        stage.awaitRunning(orders);
        stage.settle();

        assertEquals(2, orders.runs().size());
        assertFalse(orders.doubled());
    }

    @Test
    @Rule("1.2")
    default void a_child_is_never_doubled_by_crashes_releases_and_flips(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);

        for (int crash = 1; crash <= 3; crash++) {
            stage.run(orders);
            stage.crash(orders);
            stage.await("orders", QUARANTINED);
            stage.supervisor().release("orders");
            stage.supervisor().release("orders");
            stage.awaitRunning(orders);
            stage.off("orders");
            stage.on("orders");
            stage.off("orders");
            stage.await("orders", OFF);
        }

        assertFalse(orders.isLive());
        assertFalse(orders.doubled());
    }

    @Test
    @Rule("1.3")
    default void a_body_runs_on_a_thread_of_its_own(Stage stage) {
        Probe orders = stage.probe("orders");
        Probe mailer = stage.probe("mailer");
        Probe late = stage.probe("late");
        stage.start(orders, mailer, late);
        stage.run(orders, mailer);
        int questionsBefore = stage.flags.questions().size();
        stage.run(late);

        Set<Thread> bodies =
                Stream.of(orders, mailer).map(probe -> probe.latest().thread()).collect(Collectors.toSet());
        assertEquals(2, bodies.size(), "siblings have different threads");
        assertFalse(bodies.contains(Thread.currentThread()), "the caller's thread");
        stage.flags.questions().stream()
                .skip(questionsBefore)
                .forEach(question -> assertFalse(bodies.contains(question.thread()), "the flag provider's thread"));
        stage.until("a listener to be called", () -> !stage.recorder.threads().isEmpty());
        stage.recorder.threads().forEach(thread -> assertFalse(bodies.contains(thread), "a listener's thread"));
    }

    @Test
    @Rule("1.3")
    default void a_released_body_does_not_run_on_the_thread_of_who_released_it(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.run(orders);
        stage.crash(orders);
        stage.await("orders", QUARANTINED);

        Thread caller = stage.get(stage.background(() -> {
            stage.supervisor().release("orders");
            return Thread.currentThread();
        }));
        stage.awaitRunning(orders);

        assertNotEquals(caller, orders.latest().thread());
    }

    @Test
    @Rule("1.3")
    default void no_child_waits_for_one_that_takes_long_to_start(Stage stage) {
        Gate slow = stage.gate();
        List<Probe> slowOnes = IntStream.range(0, 10)
                .mapToObj(i -> stage.probe("slow-" + i).doing(context -> slow.awaitDeaf()))
                .toList();
        Probe quick = stage.probe("quick");
        stage.start(Stream.concat(slowOnes.stream(), Stream.of(quick)).toArray(Probe[]::new));
        stage.flags.on(slowOnes.stream().map(Probe::id).toArray(String[]::new));

        stage.run(quick);
        stage.until("all of the slow ones to be starting at once", () -> slow.waiting() == slowOnes.size());
        stage.off("quick");
        stage.await("quick", OFF);
    }

    @Test
    @Rule("1.5")
    default void children_that_one_check_turns_on_start_in_the_order_of_adding(Stage stage) {
        List<String> ids =
                IntStream.range(0, 20).mapToObj(i -> "child-" + (i * 7) % 20).toList();
        stage.start(ids.stream().map(stage::probe).toArray(Probe[]::new));
        stage.settle(); // no other look, such as for the event that the provider is ready, may be under way

        stage.on(ids.toArray(String[]::new));
        ids.forEach(id -> stage.await(id, RUNNING));
        stage.until("all to be heard of", () -> stage.recorder.transitions().size() == 2 * ids.size());

        List<Transition> starts = stage.recorder.transitions().stream()
                .filter(transition -> transition.to() == STARTING)
                .toList();
        assertEquals(ids, starts.stream().map(Transition::child).toList());
        for (int i = 1; i < starts.size(); i++) {
            assertTrue(starts.get(i - 1).number() < starts.get(i).number(), "numbers ascend");
        }
    }
}
