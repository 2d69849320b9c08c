package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.ImmutableContext;
import dev.yellowjack.Child;
import dev.yellowjack.ChildBody;
import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Report;
import dev.yellowjack.RestartPolicy;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition;
import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.tck.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of each call of a user's: the answers, and the words of the refusals. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EngineSupervisorTest {
    private static final Duration BOUND = Eventually.BOUND;

    private final FakeClient flags = new FakeClient();
    private final ManualClock clock = new ManualClock();
    private final List<Transition> transitions = new CopyOnWriteArrayList<>();
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private final List<String> readings = new CopyOnWriteArrayList<>();
    private final SupervisorListener recorder = new SupervisorListener() {
        @Override
        public void onTransition(Transition transition) {
            transitions.add(transition);
        }

        @Override
        public void onReport(Report report) {
            reports.add(report);
        }

        @Override
        public void onReading(String child, Reading before, Reading after) {
            readings.add(child + " " + after);
        }
    };
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicReference<Supervisor> running = new AtomicReference<>();

    private Supervisor start(Child... children) {
        running.set(Engine.start(
                new SupervisorConfig(
                        "calls",
                        flags.client(),
                        new ImmutableContext("calls"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        clock,
                        List.of(recorder),
                        List.of(children)),
                task -> {
                    Thread thread = new Thread(task, task.name());
                    thread.setDaemon(true);
                    thread.start();
                    return Launch.CERTAIN;
                }));
        return running.get();
    }

    @AfterEach
    void close() {
        gate.countDown();
        if (running.get() != null) {
            assertTrue(running.get().close(BOUND), "every body has ended");
        }
    }

    private static Child child(String id, ChildBody body) {
        return Child.named(id).flag(id).runs(body);
    }

    private static Child waiting(String id) {
        return child(id, ChildContext::awaitStop);
    }

    private static Child crashing(String id) {
        return child(id, context -> {
            throw new IllegalStateException("a crash");
        });
    }

    /** One that does not stop before the gate opens. */
    private Child stubborn(String id) {
        return child(id, context -> gate.await());
    }

    private static void await(Supervisor supervisor, String id, ChildState state) throws InterruptedException {
        assertTrue(supervisor.await(id, state, BOUND), () -> id + " is to be " + state + ": " + supervisor.status(id));
    }

    private void run(Supervisor supervisor, String id) throws InterruptedException {
        flip(supervisor, id, true);
        await(supervisor, id, ChildState.RUNNING);
    }

    private void flip(Supervisor supervisor, String flag, boolean on) {
        flags.flags.put(flag, FakeClient.value(on));
        supervisor.check().join();
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
        Supervisor twelve = start(
                IntStream.rangeClosed(1, 12).mapToObj(i -> waiting("c" + i)).toArray(Child[]::new));
        String message = messageOf(NoSuchElementException.class, () -> twelve.release("c"));
        assertTrue(message.endsWith("c9, c10 and 2 more"), message);
    }

    // release

    @Test
    void what_is_quarantined_can_be_released_and_nothing_else() throws InterruptedException { // §3.6
        Supervisor supervisor = start(crashing("a"), crashing("b"), waiting("c"), waiting("off"));
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
        CompletableFuture<Boolean> never = CompletableFuture.supplyAsync(() -> {
            try {
                return supervisor.await("c", ChildState.COMPLETED, BOUND);
            } catch (InterruptedException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
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
    void a_body_that_ran_for_its_whole_window_has_its_crashes_forgotten() throws InterruptedException { // §8.2
        Duration window = Duration.ofMinutes(1);
        Supervisor supervisor = start(child("c", context -> {
                    context.awaitStop(window);
                    throw new IllegalStateException("after its window");
                })
                .restart(RestartPolicy.upTo(1, window)));
        flip(supervisor, "c", true);
        Eventually.until("three crashes, each followed by a restart", () -> {
            clock.advance(window);
            return supervisor.status("c").incarnations() == 4;
        });
        assertTrue(transitions.stream().noneMatch(one -> one.to() == ChildState.QUARANTINED), transitions::toString);
    }

    // close

    @Test
    void close_asks_the_last_added_first_and_waits_for_all() throws InterruptedException { // §5.1
        Supervisor supervisor = start(waiting("a"), waiting("b"), waiting("c"));
        for (String id : List.of("a", "b", "c")) {
            run(supervisor, id);
        }
        supervisor.close();
        assertEquals(
                List.of("c", "b", "a"),
                transitions.stream()
                        .filter(one -> one.to() == ChildState.STOPPING)
                        .map(Transition::child)
                        .toList());
        assertTrue(supervisor.status().children().stream().allMatch(one -> one.state() == ChildState.OFF));
        supervisor.awaitClosed();
        supervisor.close();
    }

    @Test
    void after_close_nothing_can_be_added() {
        Supervisor supervisor = start();
        supervisor.close();
        assertThrows(IllegalStateException.class, () -> supervisor.add(waiting("c")));
        assertThrows(IllegalStateException.class, () -> supervisor.addListener(recorder));
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
        supervisor.close();
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
        clock.advance(Duration.ofNanos(1));
        Eventually.until("it returns", () -> answer.get() != null);
        assertEquals(false, answer.get());
        supervisor.awaitClosed();
    }

    @Test
    void after_close_no_thread_is_left() { // §5.1
        Supervisor supervisor = start(waiting("c"));
        supervisor.check().join();
        supervisor.close();
        Eventually.until(
                "all its threads are gone",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("yellowjack-calls")));
    }
}
