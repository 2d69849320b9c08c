package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.STOPPING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.Report;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** §2.1, where it speaks of {@code onStop}. */
interface CallbackRules {
    @Test
    @Rule("2.1")
    default void each_callback_runs_once_in_order_and_on_neither_the_body_nor_a_sibling(Stage stage) {
        Queue<String> calls = new ConcurrentLinkedQueue<>();
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        Probe orders = stage.probe("orders").opening(context -> {
            for (String name : List.of("first", "second", "third")) {
                context.onStop(() -> {
                    calls.add(name);
                    threads.add(Thread.currentThread());
                });
            }
        });
        Probe sibling = stage.probe("sibling");
        stage.start(orders, sibling);
        stage.run(orders, sibling);
        stage.settle();
        assertEquals(List.of(), List.copyOf(calls), "no stop has been requested");

        stage.off("orders");
        stage.await("orders", OFF);
        stage.off("orders");
        stage.settle();

        assertEquals(List.of("first", "second", "third"), List.copyOf(calls));
        threads.forEach(thread -> {
            assertNotEquals(orders.latest().thread(), thread, "the body's thread");
            assertNotEquals(sibling.latest().thread(), thread, "a sibling's thread");
            assertNotEquals(Thread.currentThread(), thread, "the thread of who asked for the check");
        });
    }

    @Test
    @Rule({"2.1", "2.8"})
    default void a_callback_that_blocks_delays_nobody_else(Stage stage) {
        Gate blocked = stage.gate();
        Probe orders = stage.probe("orders").opening(context -> context.onStop(blocked::awaitDeaf));
        Probe sibling = stage.probe("sibling");
        stage.start(orders, sibling);
        stage.run(orders);
        stage.off("orders");
        stage.until("the callback to block", () -> blocked.waiting() == 1);

        stage.run(sibling);
        stage.off("sibling");
        stage.await("sibling", OFF);
    }

    @Test
    @Rule({"1.2", "2.1"})
    default void an_incarnation_has_ended_when_its_body_and_its_callbacks_have(Stage stage) {
        Gate blocked = stage.gate();
        Probe orders = stage.probe("orders").opening(context -> context.onStop(blocked::awaitDeaf));
        stage.start(orders);
        stage.run(orders);

        stage.off("orders");
        stage.until("the body to end", () -> !orders.isLive());
        stage.until("the callback to block", () -> blocked.waiting() == 1);
        stage.on("orders");
        stage.settle();
        assertEquals(STOPPING, stage.state("orders"));
        assertEquals(1, orders.runs().size());

        blocked.open();
        stage.awaitRunning(orders);
        assertEquals(2, orders.runs().size());
    }

    @Test
    @Rule("2.1")
    default void a_callback_that_is_registered_late_runs_at_once_on_the_calling_thread(Stage stage) {
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        Probe orders = stage.probe("orders").doing(context -> {
            context.awaitStop();
            context.onStop(() -> threads.add(Thread.currentThread()));
            assertEquals(1, threads.size(), "it has run when onStop returns");
        });
        stage.start(orders);
        stage.run(orders);

        stage.off("orders");
        stage.await("orders", OFF);
        stage.settle();

        assertEquals(List.of(orders.latest().thread()), List.copyOf(threads));
        assertEquals(List.of(), stage.recorder.reports());
    }

    @Test
    @Rule("2.1")
    default void a_context_answers_after_the_end_as_after_a_requested_stop(Stage stage) throws InterruptedException {
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.run(orders);
        stage.crash(orders);
        stage.await("orders", QUARANTINED);

        ChildContext old = orders.latest().context();
        old.onStop(() -> threads.add(Thread.currentThread()));
        old.awaitStop();

        assertTrue(old.stopRequested());
        assertTrue(old.awaitStop(Duration.ofDays(1)));
        assertEquals(List.of(Thread.currentThread()), List.copyOf(threads));
    }

    @Test
    @Rule("2.1")
    default void what_a_callback_throws_is_reported_and_keeps_the_next_from_nothing(Stage stage) {
        Throwable first = new IllegalStateException("of the first callback");
        Throwable second = new OutOfMemoryError("of the second callback");
        Throwable late = new IllegalStateException("of the late callback");
        Gate last = stage.gate();
        Probe orders = stage.probe("orders")
                .opening(context -> {
                    context.onStop(() -> Sneaky.raise(first));
                    context.onStop(() -> Sneaky.raise(second));
                    context.onStop(last::open);
                })
                .doing(context -> {
                    last.await();
                    context.onStop(() -> Sneaky.raise(late));
                });
        stage.start(orders);
        stage.run(orders);

        stage.off("orders");
        stage.await("orders", OFF);
        stage.until("three reports", () -> stage.recorder.reports().size() == 3);

        List<Report> reports = stage.recorder.reports("orders", Report.Kind.CALLBACK_THREW);
        assertEquals(
                List.of(first, second, late),
                reports.stream().map(Report::problem).toList());
        reports.forEach(report -> assertEquals(1, report.incarnation()));
        assertEquals(0, stage.status("orders").crashes());
    }

    @Test
    @Rule("2.1")
    default void no_callback_runs_when_the_body_ends_by_itself(Stage stage) {
        Gate called = stage.gate();
        Probe completes = stage.probe("completes").opening(context -> context.onStop(called::open));
        Probe crashes = stage.probe("crashes").opening(context -> context.onStop(called::open));
        stage.start(completes, crashes);
        stage.run(completes, crashes);

        completes.returns();
        stage.await("completes", ChildState.COMPLETED);
        stage.crash(crashes);
        stage.await("crashes", QUARANTINED);
        stage.off("completes", "crashes");
        stage.settle();

        assertFalse(called.isOpen());
    }

    @Test
    @Rule({"2.3", "2.1"})
    default void a_callback_that_still_runs_when_the_grace_is_over_is_interrupted(Stage stage) {
        Gate blocked = stage.gate();
        Queue<Throwable> interrupts = new ConcurrentLinkedQueue<>();
        Probe orders = stage.probe("orders")
                .opening(context -> context.onStop(() -> {
                    try {
                        blocked.await();
                    } catch (InterruptedException graceIsOver) {
                        interrupts.add(graceIsOver);
                    }
                }));
        stage.start(orders);
        stage.run(orders);
        stage.off("orders");
        stage.until("the callback to block", () -> blocked.waiting() == 1);
        stage.advance(Probe.GRACE.minus(StopRules.MOMENT));
        stage.settle();
        assertEquals(0, interrupts.size());

        stage.advance(StopRules.MOMENT);
        stage.await("orders", OFF);
        assertEquals(1, interrupts.size());
    }
}
