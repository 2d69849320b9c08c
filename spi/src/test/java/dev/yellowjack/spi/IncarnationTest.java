package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Child;
import dev.yellowjack.ChildBody;
import dev.yellowjack.ChildContext;
import dev.yellowjack.RestartPolicy;
import dev.yellowjack.tck.ManualClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One run of a body, without a loop: the test is what launches, stops and interrupts it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IncarnationTest {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final ChildBody NOTHING = context -> {};

    private final ManualClock clock = new ManualClock(Long.MAX_VALUE - 1000);
    private final AtomicInteger cancelled = new AtomicInteger();
    private final Inside inside = NobodysSupervisor.inside();

    private final RecordedFate fate = new RecordedFate();
    private final List<String> heard = fate.heard;
    private final List<Throwable> causes = fate.causes;

    private final Launch handle = new Launch() {
        @Override
        public boolean isLost() {
            return true;
        }

        @Override
        public void cancel() {
            cancelled.incrementAndGet();
        }
    };

    private Incarnation of(ChildBody body) {
        Child child = Child.named("c").flag("f").runs(body).restart(RestartPolicy.upTo(1, WINDOW));
        return fate.incarnation(child, 3, clock, inside);
    }

    private static Thread run(Runnable work) {
        Thread thread = new Thread(work, "c#3");
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        Eventually.until("it waits", () -> thread.getState() == Thread.State.WAITING);
    }

    @Test
    void it_is_known_by_its_child_and_its_number() {
        Incarnation incarnation = of(NOTHING);
        assertEquals("c", incarnation.id());
        assertEquals(3, incarnation.incarnation());
        assertEquals("c#3", incarnation.name());
        assertEquals("c#3", incarnation.toString());
    }

    // Beginning and ending

    @Test
    void it_begins_runs_and_ends() {
        AtomicReference<Inside> where = new AtomicReference<>();
        AtomicReference<ChildContext> seen = new AtomicReference<>();
        Incarnation incarnation = of(context -> {
            where.set(Inside.current());
            seen.set(context);
        });
        assertTrue(incarnation.isWaiting());
        incarnation.run();
        assertFalse(incarnation.isWaiting());
        assertEquals(List.of("begun", "ended"), heard);
        assertEquals(List.of(), causes);
        assertSame(inside, where.get());
        assertSame(incarnation, seen.get());
    }

    @Test
    void what_the_body_throws_goes_with_its_end() { // §3.1
        Error error = new StackOverflowError();
        of(context -> {
                    throw error;
                })
                .run();
        assertEquals(List.of("begun", "ended"), heard);
        assertEquals(List.of(error), causes);
    }

    @Test
    void it_runs_once() {
        Incarnation incarnation = of(NOTHING);
        incarnation.run();
        incarnation.run();
        assertEquals(List.of("begun", "ended"), heard);
    }

    @Test
    void on_a_thread_that_runs_another_body_it_does_not_begin() { // §1.3
        inside.run(of(NOTHING));
        assertEquals(List.of("launch failed"), heard);
        assertInstanceOf(RejectedExecutionException.class, causes.get(0));
    }

    @Test
    void an_interrupt_that_was_meant_for_another_does_not_reach_it_nor_its_own_the_next() { // §2.7
        AtomicReference<Boolean> atBegin = new AtomicReference<>();
        Thread.currentThread().interrupt();
        of(context -> {
                    atBegin.set(Thread.currentThread().isInterrupted());
                    Thread.currentThread().interrupt();
                })
                .run();
        assertEquals(false, atBegin.get());
        assertFalse(Thread.interrupted());
    }

    @Test
    void it_has_outlasted_its_window_when_it_ran_for_the_whole_of_it() { // §8.2
        Incarnation incarnation = of(NOTHING);
        clock.advance(WINDOW); // It waits for a thread: that does not count.
        incarnation.run();
        clock.advance(WINDOW.minusNanos(1));
        assertFalse(incarnation.hasOutlastedWindow());
        clock.advance(Duration.ofNanos(1));
        assertTrue(incarnation.hasOutlastedWindow());
    }

    // Waiting for a thread

    @Test
    void one_that_is_called_off_never_runs() { // §1.6
        Incarnation incarnation = of(NOTHING);
        assertTrue(incarnation.callOff());
        assertFalse(incarnation.isWaiting());
        assertTrue(incarnation.callOff(), "it is still off");
        incarnation.run();
        incarnation.refused(new Exception("too late to matter"));
        assertEquals(List.of(), heard);
    }

    @Test
    void one_that_has_begun_cannot_be_called_off_nor_refused() { // §1.6
        Incarnation incarnation = of(NOTHING);
        incarnation.run();
        assertFalse(incarnation.callOff());
        incarnation.refused(new Exception("it has run"));
        assertEquals(List.of("begun", "ended"), heard);
    }

    @Test
    void one_that_is_refused_says_so_once_and_never_runs() { // §1.4
        Incarnation incarnation = of(NOTHING);
        Exception cause = new Exception("no thread");
        incarnation.refused(cause);
        incarnation.refused(cause);
        incarnation.run();
        assertEquals(List.of("launch failed"), heard);
        assertEquals(List.of(cause), causes);
    }

    @Test
    void a_launch_is_uncertain_unless_the_launcher_says_otherwise() {
        Incarnation incarnation = of(NOTHING);
        assertTrue(incarnation.isUncertain());
        assertFalse(incarnation.isLost(), "nobody has said so");
        incarnation.cancel(); // Nobody to tell.
        incarnation.launched(handle);
        assertTrue(incarnation.isUncertain());
        assertTrue(incarnation.isLost());
        assertEquals(0, cancelled.get());
        incarnation.cancel();
        assertEquals(1, cancelled.get());
        Incarnation certain = of(NOTHING);
        certain.launched(Launch.CERTAIN);
        assertFalse(certain.isUncertain());
        assertFalse(certain.isLost());
    }

    @Test
    void one_that_has_begun_is_not_lost_whatever_the_launcher_says() {
        Incarnation incarnation = of(NOTHING);
        incarnation.launched(handle);
        incarnation.run();
        assertFalse(incarnation.isLost());
    }

    @Test
    void a_launcher_that_is_done_only_after_the_launch_was_called_off_is_told() { // §1.6
        Incarnation incarnation = of(NOTHING);
        incarnation.callOff();
        incarnation.launched(handle);
        assertEquals(1, cancelled.get());
    }

    // Stopping

    @Test
    void it_has_ended_when_body_and_callbacks_have_whichever_is_last() throws InterruptedException {
        for (boolean callbacksLast : new boolean[] {true, false}) {
            heard.clear();
            CountDownLatch end = new CountDownLatch(1);
            Incarnation incarnation = of(context -> {
                context.onStop(() -> heard.add("callback"));
                end.await();
            });
            Thread body = run(incarnation);
            awaitWaiting(body);
            assertTrue(incarnation.requestStop());
            if (callbacksLast) {
                end.countDown();
                body.join();
                assertEquals(List.of("begun"), heard);
                incarnation.runCallbacks();
            } else {
                incarnation.runCallbacks();
                assertEquals(List.of("begun", "callback"), heard);
                end.countDown();
                body.join();
            }
            assertEquals(List.of("begun", "callback", "ended"), heard);
        }
    }

    @Test
    void callbacks_that_find_no_thread_do_not_keep_it_from_ending() throws InterruptedException {
        Incarnation incarnation = of(context -> {
            context.onStop(() -> {});
            context.awaitStop();
        });
        Thread body = run(incarnation);
        awaitWaiting(body);
        assertTrue(incarnation.requestStop());
        body.join();
        assertEquals(List.of("begun"), heard);
        incarnation.callbacksEnded();
        assertEquals(List.of("begun", "ended"), heard);
    }

    @Test
    void each_callback_runs_whatever_another_throws() { // §2.1
        Error error = new Error("thrown by a callback");
        Incarnation incarnation = of(NOTHING);
        incarnation.onStop(() -> {
            throw error;
        });
        AtomicReference<Inside> where = new AtomicReference<>();
        incarnation.onStop(() -> where.set(Inside.current()));
        assertTrue(incarnation.requestStop());
        incarnation.runCallbacks();
        assertEquals(List.of("CALLBACK_THREW"), heard);
        assertEquals(List.of(error), causes);
        assertSame(inside, where.get());
    }

    @Test
    void a_callback_that_is_registered_late_runs_at_once() { // §2.1
        Incarnation incarnation = of(NOTHING);
        assertFalse(incarnation.stopRequested());
        assertFalse(incarnation.requestStop(), "there is none to be run");
        assertTrue(incarnation.stopRequested());
        incarnation.onStop(() -> heard.add("callback"));
        assertEquals(List.of("callback"), heard);
    }

    @Test
    void an_interrupt_reaches_body_and_callbacks_while_they_run_and_not_after() throws InterruptedException { // §2.7
        List<String> interrupted = new CopyOnWriteArrayList<>();
        Incarnation incarnation = of(context -> {
            context.onStop(() -> sleepUntilInterrupted("callback", interrupted));
            sleepUntilInterrupted("body", interrupted);
        });
        Thread body = run(incarnation);
        awaitWaiting(body);
        incarnation.requestStop();
        Thread callbacks = run(() -> {
            incarnation.runCallbacks();
            interrupted.add("after the callbacks " + Thread.currentThread().isInterrupted());
        });
        awaitWaiting(callbacks);
        incarnation.interrupt();
        body.join();
        callbacks.join();
        incarnation.interrupt();
        assertFalse(Thread.currentThread().isInterrupted());
        interrupted.sort(null);
        assertEquals(List.of("after the callbacks false", "body", "callback"), interrupted);
    }

    private static void sleepUntilInterrupted(String who, List<String> interrupted) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException expected) {
            Thread.currentThread().interrupt();
            interrupted.add(who);
        }
    }

    @Test
    void callbacks_that_get_a_thread_only_after_the_grace_find_it_interrupted() { // §2.3
        Incarnation incarnation = of(NOTHING);
        incarnation.onStop(
                () -> heard.add("interrupted " + Thread.currentThread().isInterrupted()));
        incarnation.requestStop();
        incarnation.interrupt();
        incarnation.runCallbacks();
        assertEquals(List.of("interrupted true"), heard);
        assertFalse(Thread.interrupted(), "and the thread is handed back without");
        Incarnation unhurried = of(NOTHING);
        unhurried.onStop(() -> heard.add("interrupted " + Thread.currentThread().isInterrupted()));
        unhurried.requestStop();
        unhurried.runCallbacks();
        assertEquals(List.of("interrupted true", "interrupted false"), heard);
    }

    @Test
    void one_that_is_overdue_shows_where_its_body_is_or_else_its_callbacks() throws InterruptedException { // §2.4
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch endCallback = new CountDownLatch(1);
        Incarnation incarnation = of(context -> {
            context.onStop(() -> stayHere(endCallback));
            runBody(end);
        });
        Thread body = run(incarnation);
        awaitWaiting(body);
        incarnation.requestStop();
        Thread callbacks = new Thread(incarnation::runCallbacks, "callbacks");
        callbacks.start();
        awaitWaiting(callbacks);
        Throwable overdue = incarnation.overdue(Duration.ofMillis(1234));
        assertTrue(overdue.getMessage().startsWith("c#3 still runs 1234 ms"), overdue.getMessage());
        assertTrue(overdue.getMessage().endsWith("'c#3'"), overdue.getMessage());
        assertTrue(shows(overdue, "runBody"));
        end.countDown();
        body.join();
        assertTrue(shows(incarnation.overdue(Duration.ZERO), "stayHere"));
        assertTrue(incarnation.overdue(Duration.ZERO).getMessage().endsWith("'callbacks'"));
        endCallback.countDown();
        callbacks.join();
        Throwable tooLate = incarnation.overdue(Duration.ZERO);
        assertEquals(0, tooLate.getStackTrace().length);
        assertNull(tooLate.getCause());
        assertTrue(tooLate.getMessage().endsWith("its thread"), tooLate.getMessage());
    }

    private static void runBody(CountDownLatch end) throws InterruptedException {
        end.await();
    }

    private static void stayHere(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean shows(Throwable overdue, String method) {
        return Arrays.stream(overdue.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().contains(method));
    }

    // What the body does

    @Test
    void a_body_waits_for_its_stop_as_long_as_it_says() throws InterruptedException {
        List<Boolean> stopped = new CopyOnWriteArrayList<>();
        Incarnation incarnation = of(context -> {
            stopped.add(context.awaitStop(Duration.ofSeconds(1)));
            stopped.add(context.awaitStop(Duration.ofSeconds(1)));
            context.awaitStop();
        });
        Thread body = run(incarnation);
        awaitWaiting(body);
        clock.advance(Duration.ofSeconds(1));
        Eventually.until("the first wait is over", () -> stopped.equals(List.of(false)));
        incarnation.requestStop();
        body.join();
        assertEquals(List.of(false, true), stopped);
    }

    @Test
    void a_failure_that_it_declares_is_handed_on() { // §3.8
        Exception cause = new Exception("found elsewhere");
        of(context -> context.fail(cause)).run();
        assertEquals(List.of("begun", "failed", "ended"), heard);
        assertEquals(List.of(cause), causes);
    }
}
