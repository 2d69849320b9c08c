package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.tck.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stop of one incarnation (§2.1), and when it has ended. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StopSignalTest {
    private final ManualClock clock = new ManualClock(Long.MAX_VALUE - 500);
    private final long start = clock.nanoTime();
    private final StopSignal signal = new StopSignal();

    /** What a thread says that waits for the signal, or what it throws. */
    private static final class Waiter {
        final CompletableFuture<Boolean> answer = new CompletableFuture<>();
        final Thread thread;

        Waiter(Wait wait) {
            thread = new Thread(() -> {
                try {
                    answer.complete(wait.await());
                } catch (InterruptedException interrupted) {
                    answer.completeExceptionally(interrupted);
                }
            });
            thread.start();
            Eventually.until("it waits", () -> thread.getState() == Thread.State.WAITING);
        }
    }

    private interface Wait {
        boolean await() throws InterruptedException;
    }

    private Waiter waiter() {
        return new Waiter(() -> {
            signal.await();
            return true;
        });
    }

    private Waiter waiter(long deadline) {
        return new Waiter(() -> signal.await(clock, deadline));
    }

    @Test
    void it_is_given_by_the_first_request_or_by_the_end_of_the_body() {
        assertFalse(signal.isGiven());
        signal.request();
        assertTrue(signal.isGiven());
        StopSignal other = new StopSignal();
        other.endBody();
        assertTrue(other.isGiven());
    }

    @Test
    void callbacks_are_to_be_run_once_in_the_order_of_registration() {
        List<String> ran = new ArrayList<>();
        assertTrue(signal.register(() -> ran.add("first")));
        assertTrue(signal.register(() -> ran.add("second")));
        assertTrue(signal.request());
        signal.callbacks().forEach(Runnable::run);
        assertEquals(List.of("first", "second"), ran);
        assertFalse(signal.request(), "a second request changes nothing");
    }

    @Test
    void without_callbacks_there_is_nothing_to_run() {
        assertFalse(signal.request());
    }

    @Test
    void a_callback_that_comes_late_is_not_kept() {
        signal.request();
        assertFalse(signal.register(() -> {}));
        assertEquals(List.of(), signal.callbacks());
        StopSignal ended = new StopSignal();
        ended.endBody();
        assertFalse(ended.register(() -> {}));
    }

    @Test
    void callbacks_of_a_body_that_has_ended_are_not_run() {
        signal.register(() -> {});
        assertTrue(signal.endBody(), "and so all has ended");
        assertFalse(signal.request());
    }

    @Test
    void it_has_all_ended_when_body_and_callbacks_have() {
        signal.register(() -> {});
        signal.request();
        assertFalse(signal.endBody(), "the callbacks still run");
        assertTrue(signal.endCallbacks());

        StopSignal other = new StopSignal();
        other.register(() -> {});
        other.request();
        assertFalse(other.endCallbacks(), "the body still runs");
        assertTrue(other.endBody());
    }

    @Test
    void a_request_wakes_all_who_wait_for_it() {
        Waiter patient = waiter();
        Waiter limited = waiter(start + 1000);
        signal.request();
        assertTrue(patient.answer.join());
        assertTrue(limited.answer.join());
    }

    @Test
    void the_end_of_the_body_wakes_the_threads_that_it_has_left_behind() {
        Waiter waiter = waiter();
        signal.endBody();
        assertTrue(waiter.answer.join());
    }

    @Test
    void a_wait_with_a_limit_is_over_when_the_clock_has_come_so_far() {
        Waiter waiter = waiter(start + 1000);
        clock.advance(Duration.ofNanos(999));
        Eventually.never("the end of the wait", waiter.answer::isDone);
        clock.advance(Duration.ofNanos(1));
        assertFalse(waiter.answer.join());
    }

    @Test
    void a_wait_of_no_length_says_whether_the_signal_is_given() throws InterruptedException {
        assertFalse(signal.await(clock, start));
        signal.request();
        assertTrue(signal.await(clock, start));
        signal.await();
    }

    @Test
    void an_interrupt_ends_a_wait_even_where_the_signal_is_given() {
        Waiter waiter = waiter();
        waiter.thread.interrupt();
        assertSame(
                InterruptedException.class,
                assertThrows(RuntimeException.class, waiter.answer::join)
                        .getCause()
                        .getClass());
        signal.request();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, signal::await);
        assertFalse(Thread.currentThread().isInterrupted());
    }
}
