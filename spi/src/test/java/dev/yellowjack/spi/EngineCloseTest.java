package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.ChildState;
import dev.yellowjack.Supervisor;
import dev.yellowjack.Transition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How a supervisor ends (§5.1), and what is left of it. */
class EngineCloseTest extends EngineStage {
    @Test
    void close_asks_the_last_added_first_and_waits_for_all() throws InterruptedException { // §5.1
        Supervisor supervisor = start(waiting("a"), waiting("b"), waiting("c"));
        for (String id : List.of("a", "b", "c")) {
            run(supervisor, id);
        }
        supervisor.close();
        Eventually.until(
                () -> "stops in the order c, b, a, but there are " + transitions,
                () -> stops().equals(List.of("c", "b", "a")));
        assertTrue(supervisor.status().children().stream().allMatch(one -> one.state() == ChildState.OFF));
        supervisor.awaitClosed();
        supervisor.close();
    }

    private List<String> stops() {
        return transitions.stream()
                .filter(one -> one.to() == ChildState.STOPPING)
                .map(Transition::child)
                .toList();
    }

    @Test
    void after_close_nothing_can_be_added() {
        Supervisor supervisor = start();
        supervisor.close();
        assertThrows(IllegalStateException.class, () -> supervisor.add(waiting("c")));
        assertThrows(IllegalStateException.class, () -> supervisor.addListener(transition -> {}));
    }

    @Test
    void close_with_a_limit_says_whether_every_body_has_ended() throws InterruptedException { // §5.1
        Supervisor supervisor = start(stubborn("c"));
        run(supervisor, "c");
        assertFalse(supervisor.close(Duration.ofMillis(1)));
        gate.countDown();
        assertTrue(supervisor.close(BOUND));
        assertTrue(supervisor.close(Duration.ZERO));
    }

    @Test
    void who_waits_for_the_close_waits_until_it_is_done() throws InterruptedException {
        Supervisor supervisor = start(stubborn("c"));
        run(supervisor, "c");
        supervisor.close(Duration.ZERO);
        Thread closes = new Thread(supervisor::close);
        Thread awaits = new Thread(() -> {
            try {
                supervisor.awaitClosed();
            } catch (InterruptedException ignored) {
                // then it is over
            }
        });
        for (Thread waits : List.of(closes, awaits)) {
            waits.start();
            Eventually.until("it waits", () -> waits.getState() == Thread.State.WAITING);
        }
        gate.countDown();
        closes.join();
        awaits.join();
    }

    @Test
    void an_interrupt_ends_the_wait_of_close_and_is_not_swallowed() throws InterruptedException {
        Supervisor supervisor = start(stubborn("c"));
        run(supervisor, "c");
        Thread.currentThread().interrupt();
        assertFalse(supervisor.close(BOUND));
        assertTrue(Thread.interrupted());
        supervisor.close(Duration.ZERO);
        gate.countDown();
        assertTrue(supervisor.close(BOUND));
        Thread.currentThread().interrupt();
        assertTrue(supervisor.close(BOUND), "there is nothing to wait for");
        assertTrue(Thread.interrupted());
    }

    @Test
    void close_from_within_a_body_asks_and_returns() throws InterruptedException { // §5.2
        AtomicReference<Boolean> answer = new AtomicReference<>();
        Supervisor supervisor = start(child("c", context -> {
            context.awaitStop(Duration.ofNanos(1));
            answer.set(running.get().close(BOUND));
            context.awaitStop();
        }));
        run(supervisor, "c");
        Eventually.until("it returns", () -> {
            time.advance(Duration.ofNanos(1));
            return answer.get() != null;
        });
        assertEquals(false, answer.get());
        supervisor.awaitClosed();
    }

    @Test
    void after_close_the_provider_has_no_handler_any_more() {
        Supervisor supervisor = start();
        Eventually.until("it has some", () -> !flags.handled.isEmpty());
        supervisor.close();
        Eventually.until("it has none", flags.handled::isEmpty);
    }

    @Test
    void after_close_no_thread_is_left() { // §5.1
        Supervisor supervisor = start(waiting("c"));
        supervisor.check().join();
        supervisor.close();
        Eventually.until(
                "all its threads are gone",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("yellowjack-" + INSTANCE)));
    }
}
