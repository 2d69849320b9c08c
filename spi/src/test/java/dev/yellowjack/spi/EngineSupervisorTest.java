package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Child;
import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Report;
import dev.yellowjack.RestartPolicy;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of each call of a user's: the answers, and the words of the refusals. */
class EngineSupervisorTest extends EngineStage {
    private static Child crashing(String id) {
        return child(id, context -> {
            throw new IllegalStateException("a crash");
        });
    }

    private static boolean isGone(Supervisor supervisor, String id) {
        return supervisor.status().children().stream().noneMatch(one -> one.id().equals(id));
    }

    // add, remove

    @Test
    void a_child_that_is_added_is_read_at_once() throws InterruptedException { // §5.3
        Supervisor supervisor = start();
        flags.flags.put("c", FakeClient.value(true));
        supervisor.add(waiting("c"));
        await(supervisor, "c", ChildState.RUNNING);
    }

    @Test
    void an_id_that_is_taken_is_refused_and_says_by_what() throws InterruptedException { // §5.3, §5.4
        Supervisor supervisor = start(stubborn("c"));
        assertTrue(messageOf(IllegalArgumentException.class, () -> supervisor.add(waiting("c")))
                .contains("already"));
        run(supervisor, "c");
        supervisor.remove("c");
        assertTrue(messageOf(IllegalArgumentException.class, () -> supervisor.add(waiting("c")))
                .contains("removed"));
        gate.countDown();
        Eventually.until("it is gone", () -> isGone(supervisor, "c"));
        supervisor.add(waiting("c"));
        await(supervisor, "c", ChildState.RUNNING);
        assertEquals(1, supervisor.status("c").incarnations(), "it is a new one");
    }

    private static String messageOf(Class<? extends RuntimeException> type, Runnable call) {
        return assertThrows(type, call::run).getMessage();
    }

    @Test
    void a_child_that_is_removed_is_stopped_and_its_flag_is_not_asked_any_more() throws InterruptedException {
        Supervisor supervisor = start(waiting("c"), waiting("other"));
        run(supervisor, "c");
        supervisor.remove("c");
        Eventually.until("it is gone", () -> isGone(supervisor, "c"));
        supervisor.check().join();
        flags.asked.clear();
        supervisor.check().join();
        assertEquals(0, flags.timesAsked("c"));
        assertEquals(1, flags.timesAsked("other"));
    }

    @Test
    void who_asks_for_a_child_that_is_not_there_is_told_which_are() {
        Supervisor empty = start();
        assertEquals(
                "there is no child 'c'; there are no children",
                messageOf(NoSuchElementException.class, () -> empty.status("c")));
        close();
        Supervisor two = start(waiting("a"), waiting("b"));
        assertEquals(
                "there is no child 'c'; there are: a, b",
                messageOf(NoSuchElementException.class, () -> two.remove("c")));
        close();
        Supervisor ten = start(
                IntStream.rangeClosed(1, 10).mapToObj(i -> waiting("c" + i)).toArray(Child[]::new));
        assertTrue(
                messageOf(NoSuchElementException.class, () -> ten.status("c")).endsWith("c9, c10"));
        close();
        Supervisor twelve = start(
                IntStream.rangeClosed(1, 12).mapToObj(i -> waiting("c" + i)).toArray(Child[]::new));
        String message = messageOf(NoSuchElementException.class, () -> twelve.release("c"));
        assertTrue(message.endsWith("c9, c10 and 2 more"), message);
    }

    // release

    @Test
    void what_is_quarantined_can_be_released_and_nothing_else() throws InterruptedException { // §3.6
        Supervisor supervisor = start(crashing("a"), crashing("b"), waiting("c"), waiting("off"), waiting("off too"));
        flags.flags.put("a", FakeClient.value(true));
        flags.flags.put("b", FakeClient.value(true));
        run(supervisor, "c");
        await(supervisor, "a", ChildState.QUARANTINED);
        await(supervisor, "b", ChildState.QUARANTINED);
        assertFalse(supervisor.release("c"));
        assertFalse(supervisor.release("off"));
        assertTrue(supervisor.release("a"));
        Eventually.until("it crashes again", () -> supervisor.status("a").crashes() == 2);
        assertEquals(2, supervisor.releaseAll());
        Eventually.until(
                "both crash again",
                () -> supervisor.status("a").crashes() == 3
                        && supervisor.status("b").crashes() == 2);
        assertEquals(1, supervisor.status("c").incarnations());
    }

    // await

    @Test
    void a_wait_for_a_state_says_whether_it_came() throws InterruptedException {
        Supervisor supervisor = start(waiting("c"));
        assertTrue(supervisor.await("c", ChildState.OFF, Duration.ZERO));
        assertFalse(supervisor.await("c", ChildState.RUNNING, Duration.ofMillis(1)));
        CompletableFuture<Boolean> never = new CompletableFuture<>();
        Thread waits = new Thread(() -> {
            try {
                never.complete(supervisor.await("c", ChildState.COMPLETED, BOUND));
            } catch (InterruptedException impossible) {
                never.completeExceptionally(impossible);
            }
        });
        waits.start();
        Eventually.until("it waits", () -> waits.getState() == Thread.State.TIMED_WAITING);
        run(supervisor, "c");
        supervisor.remove("c");
        assertFalse(never.join(), "it cannot come any more");
    }

    @Test
    void a_wait_for_a_state_ends_with_an_interrupt() {
        Supervisor supervisor = start(waiting("c"));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> supervisor.await("c", ChildState.RUNNING, BOUND));
    }

    // check

    @Test
    void a_check_that_is_under_way_at_close_fails_and_so_does_one_after() throws InterruptedException {
        flags.flags.put("c", FakeClient.hanging(gate, true));
        Supervisor supervisor = start(waiting("c"));
        CompletableFuture<Void> underWay = supervisor.check();
        supervisor.close(Duration.ZERO);
        for (CompletableFuture<Void> check : List.of(underWay, supervisor.check())) {
            CompletionException failed = assertThrows(CompletionException.class, check::join);
            assertInstanceOf(IllegalStateException.class, failed.getCause());
        }
    }

    // listeners

    @Test
    void listeners_hear_readings_and_come_and_go() {
        List<String> heard = new CopyOnWriteArrayList<>();
        SupervisorListener listener = new SupervisorListener() {
            @Override
            public void onTransition(Transition transition) {}

            @Override
            public void onReading(String child, Reading before, Reading after) {
                heard.add(child + " " + before + " " + after);
            }
        };
        flags.flags.put("c", FakeClient.value(false));
        Supervisor supervisor = start(waiting("c"));
        Eventually.until("the first reading", () -> readings.equals(List.of("c OFF")));
        supervisor.addListener(listener);
        flip(supervisor, "c", true);
        Eventually.until("the next", () -> heard.equals(List.of("c OFF ON")));
        supervisor.removeListener(listener);
        flip(supervisor, "c", false);
        Eventually.until("the last", () -> readings.equals(List.of("c OFF", "c ON", "c OFF")));
        assertEquals(List.of("c OFF ON"), heard);
    }

    // bodies

    @Test
    void a_failure_that_is_declared_stops_the_body_and_one_after_its_end_is_reported() // §3.8
            throws InterruptedException {
        AtomicReference<ChildContext> context = new AtomicReference<>();
        Supervisor supervisor = start(child("c", its -> {
            context.set(its);
            its.awaitStop();
        }));
        run(supervisor, "c");
        Eventually.until("the body", () -> context.get() != null);
        Exception cause = new Exception("found elsewhere");
        context.get().fail(cause);
        await(supervisor, "c", ChildState.QUARANTINED);
        context.get().fail(cause);
        Eventually.until("the report", () -> !reports.isEmpty());
        assertEquals(Report.Kind.FAILED_LATE, reports.get(0).kind());
        assertSame(cause, reports.get(0).problem());
    }

    @Test
    void a_body_that_is_overdue_is_reported_with_the_time_since_it_was_asked() throws InterruptedException { // §2.4
        AtomicInteger interrupts = new AtomicInteger();
        Supervisor supervisor = start(child("c", context -> {
                    while (gate.getCount() > 0) {
                        try {
                            gate.await();
                        } catch (InterruptedException unheeded) {
                            interrupts.incrementAndGet();
                        }
                    }
                })
                .grace(Duration.ofSeconds(2))
                .interruptWait(Duration.ofSeconds(1)));
        time.advance(Duration.ofHours(1));
        run(supervisor, "c");
        flip(supervisor, "c", false);
        time.advance(Duration.ofSeconds(2));
        Eventually.until("the interrupt", () -> interrupts.get() == 1);
        assertFalse(supervisor.status("c").overdue());
        time.advance(Duration.ofSeconds(1));
        Eventually.until("the report", () -> !reports.isEmpty());
        assertEquals(Report.Kind.OVERDUE, reports.get(0).kind());
        String message = reports.get(0).problem().getMessage();
        assertTrue(message.contains(" 3000 ms"), message);
    }

    @Test
    void a_body_that_ran_for_its_whole_window_has_its_crashes_forgotten() throws InterruptedException { // §8.2
        Duration window = Duration.ofMinutes(1);
        Supervisor supervisor = start(child("c", context -> {
                    context.awaitStop(window);
                    throw new IllegalStateException("after its window");
                })
                .restart(RestartPolicy.upTo(1, window)));
        flip(supervisor, "c", true);
        Eventually.until("three crashes, each followed by a restart", () -> {
            time.advance(window);
            return supervisor.status("c").incarnations() == 4;
        });
        assertTrue(transitions.stream().noneMatch(one -> one.to() == ChildState.QUARANTINED), transitions::toString);
    }
}
