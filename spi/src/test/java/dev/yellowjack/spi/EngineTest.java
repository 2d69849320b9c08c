package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Crash;
import dev.yellowjack.Report;
import dev.yellowjack.Supervisor;
import dev.yellowjack.Transition;
import dev.yellowjack.runtime.SupervisorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What only an engine can show: launchers that misbehave, and its own failures (§1.4, §1.6, §6.3). */
class EngineTest extends EngineStage {
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger fullHeaps = new AtomicInteger();
    private final AtomicInteger fullHeapsAfterFailure = new AtomicInteger();
    private final AtomicReference<CountDownLatch> pause = new AtomicReference<>();
    private final AtomicInteger paused = new AtomicInteger();

    /** Fails or waits as it is told to: when the engine asks what time it is to be shown, or a body is heard of. */
    private final SupervisorClock clock = new SupervisorClock() {
        @Override
        public long nanoTime() {
            String thread = Thread.currentThread().getName();
            if ((thread.contains("#") || thread.endsWith("-loop"))
                    && fullHeaps.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new OutOfMemoryError("Java heap space");
            }
            return time.nanoTime();
        }

        @Override
        public Instant instant() {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                fullHeaps.set(fullHeapsAfterFailure.getAndSet(0));
                throw new InternalError("the clock is broken");
            }
            CountDownLatch wait = pause.get();
            if (wait != null) {
                paused.incrementAndGet();
                awaitOrThrow(wait);
            }
            return time.instant();
        }

        @Override
        public void parkUntil(long deadline) {
            time.parkUntil(deadline);
        }
    };

    @Override
    SupervisorClock clock() {
        return clock;
    }

    private static Crash crashOf(Supervisor supervisor, String id) {
        Crash crash = supervisor.status(id).lastCrash();
        if (crash == null) {
            throw new AssertionError(id + " has not crashed");
        }
        return crash;
    }

    private static void awaitOrThrow(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    // §6.3

    @Test
    void a_throwable_while_one_childs_input_is_handled_quarantines_that_child_alone() throws InterruptedException {
        Exception crash = new Exception("crash");
        Supervisor supervisor = start(
                child("crashed", context -> {
                    throw crash;
                }),
                waiting("runs"),
                waiting("unlucky"),
                waiting("next"));
        flip(supervisor, "crashed", true);
        flip(supervisor, "runs", true);
        await(supervisor, "crashed", ChildState.QUARANTINED);
        await(supervisor, "runs", ChildState.RUNNING);

        flags.flags.put("next", FakeClient.value(true));
        failures.set(1);
        flip(supervisor, "unlucky", true);
        await(supervisor, "unlucky", ChildState.QUARANTINED);
        assertEquals(InternalError.class, crashOf(supervisor, "unlucky").cause().getClass());
        await(supervisor, "next", ChildState.RUNNING);
        assertEquals(ChildState.RUNNING, supervisor.status("runs").state());
        assertEquals(1, supervisor.status("runs").incarnations(), "none is started twice");
        assertEquals(ChildState.QUARANTINED, supervisor.status("crashed").state());
        assertSame(crash, crashOf(supervisor, "crashed").cause(), "no other's quarantine is lost");

        assertTrue(supervisor.release("unlucky"));
        await(supervisor, "unlucky", ChildState.RUNNING);
    }

    @Test
    void a_throwable_while_a_running_child_is_handled_ends_its_body_before_its_quarantine()
            throws InterruptedException {
        AtomicInteger live = new AtomicInteger();
        Supervisor supervisor = start(child("c", context -> {
            live.incrementAndGet();
            context.awaitStop();
            live.decrementAndGet();
        }));
        flip(supervisor, "c", true);
        Eventually.until("it runs", () -> live.get() == 1);
        await(supervisor, "c", ChildState.RUNNING); // The loop has heard it too: the next failure is that of the stop.
        failures.set(1);
        flip(supervisor, "c", false);
        Eventually.until("its quarantine, once its body has ended", () -> {
            time.advance(Duration.ofSeconds(20));
            return supervisor.status("c").state() == ChildState.QUARANTINED;
        });
        flip(supervisor, "c", true);
        assertEquals(ChildState.QUARANTINED, supervisor.status("c").state());
    }

    @Test
    void transitions_stay_a_chain_whatever_fails() throws InterruptedException { // §7.2
        Supervisor supervisor = start(waiting("c"));
        for (int i = 0; i < 20; i++) {
            failures.set(i % 2);
            flip(supervisor, "c", true);
            flip(supervisor, "c", false);
            failures.set(0);
            time.advance(Duration.ofSeconds(30));
            supervisor.check().join();
        }
        assertTrue(supervisor.close(BOUND));
        ChildState state = ChildState.OFF;
        long number = 1;
        for (Transition transition : transitions) {
            assertEquals(state, transition.from(), transitions::toString);
            assertEquals(number++, transition.number(), transitions::toString);
            state = transition.to();
        }
    }

    // §1.4, §1.6

    @Test
    void a_launcher_that_throws_crashes_the_child_with_what_it_threw() throws InterruptedException {
        OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");
        Supervisor supervisor = start(
                task -> {
                    throw noThread;
                },
                waiting("c"));
        flip(supervisor, "c", true);
        await(supervisor, "c", ChildState.QUARANTINED);
        assertSame(noThread, crashOf(supervisor, "c").cause());
    }

    @Test
    void a_launcher_that_refuses_later_crashes_the_child_then() throws InterruptedException {
        Queue<LaunchTask> held = new ArrayDeque<>();
        Supervisor supervisor = start(
                task -> {
                    synchronized (held) {
                        held.add(task);
                    }
                    return Launch.CERTAIN;
                },
                waiting("c"));
        flip(supervisor, "c", true);
        await(supervisor, "c", ChildState.STARTING);
        Exception late = new Exception("no thread after all");
        Eventually.until("the launch", () -> {
            synchronized (held) {
                return !held.isEmpty();
            }
        });
        held.element().refused(late);
        await(supervisor, "c", ChildState.QUARANTINED);
        assertSame(late, crashOf(supervisor, "c").cause());
        held.element().run();
        assertEquals(ChildState.QUARANTINED, supervisor.status("c").state(), "it never runs");
    }

    @Test
    void a_launch_that_was_lost_is_noticed() throws InterruptedException {
        Supervisor supervisor = start(
                task -> new Launch() {
                    @Override
                    public boolean isLost() {
                        return true;
                    }
                },
                waiting("c"));
        flip(supervisor, "c", true);
        await(supervisor, "c", ChildState.STARTING);
        Eventually.until("the quarantine", () -> {
            time.advance(Duration.ofSeconds(1));
            return supervisor.status("c").state() == ChildState.QUARANTINED;
        });
        assertEquals(
                RejectedExecutionException.class,
                crashOf(supervisor, "c").cause().getClass());
    }

    @Test
    void a_launcher_that_runs_the_body_on_its_caller_crashes_the_child() throws InterruptedException { // §1.3
        AtomicInteger runs = new AtomicInteger();
        for (boolean prompt : new boolean[] {true, false}) {
            Supervisor supervisor = start(
                    new Launcher() {
                        @Override
                        public Launch launch(LaunchTask task) {
                            task.run();
                            return Launch.CERTAIN;
                        }

                        @Override
                        public boolean isPrompt() {
                            return prompt;
                        }
                    },
                    child("c", context -> runs.incrementAndGet()));
            flip(supervisor, "c", true);
            await(supervisor, "c", ChildState.QUARANTINED);
            assertTrue(crashOf(supervisor, "c").cause().getMessage().contains("thread"));
            close();
        }
        assertEquals(0, runs.get());
    }

    @Test
    void a_body_that_begins_within_another_crashes_its_child_and_not_the_other() throws InterruptedException { // §1.3
        Queue<LaunchTask> held = new ArrayDeque<>();
        CountDownLatch nested = new CountDownLatch(1);
        Supervisor supervisor = start(
                task -> {
                    if (task.name().startsWith("inner")) {
                        held.add(task);
                    } else {
                        new Thread(task, task.name()).start();
                    }
                    return Launch.CERTAIN;
                },
                child("outer", context -> {
                    nested.await();
                    held.remove().run();
                    context.awaitStop();
                }),
                waiting("inner"));
        flip(supervisor, "outer", true);
        await(supervisor, "outer", ChildState.RUNNING);
        flip(supervisor, "inner", true);
        Eventually.until("the launch", () -> !held.isEmpty());
        nested.countDown();
        await(supervisor, "inner", ChildState.QUARANTINED);
        assertEquals(ChildState.RUNNING, supervisor.status("outer").state());
    }

    @Test
    void a_body_that_was_called_off_never_runs_and_its_launcher_is_told() throws InterruptedException { // §1.6
        AtomicReference<LaunchTask> held = new AtomicReference<>();
        AtomicInteger cancelled = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        Supervisor supervisor = start(
                task -> {
                    held.set(task);
                    return new Launch() {
                        @Override
                        public void cancel() {
                            cancelled.incrementAndGet();
                        }
                    };
                },
                child("c", context -> runs.incrementAndGet()));
        flip(supervisor, "c", true);
        Eventually.until("the launch", () -> held.get() != null);
        flip(supervisor, "c", false);
        assertEquals(ChildState.OFF, supervisor.status("c").state());
        Eventually.until("the launcher is told", () -> cancelled.get() >= 1); // twice, if both sides see it
        held.get().run();
        Eventually.never("it runs all the same", () -> runs.get() > 0);
        assertEquals(ChildState.OFF, supervisor.status("c").state());
    }

    @Test
    void a_launcher_that_blocks_delays_no_stop_and_no_close() throws InterruptedException { // §2.8
        CountDownLatch blocked = new CountDownLatch(1);
        Supervisor supervisor = start(
                task -> {
                    if (task.name().startsWith("blocks")) {
                        awaitOrThrow(blocked);
                    }
                    return launchOnNewThread(task);
                },
                waiting("runs"),
                waiting("blocks"),
                waiting("behind"));
        flip(supervisor, "runs", true);
        await(supervisor, "runs", ChildState.RUNNING);
        flip(supervisor, "blocks", true);
        flip(supervisor, "behind", true);
        assertEquals(ChildState.STARTING, supervisor.status("behind").state());
        flip(supervisor, "runs", false);
        await(supervisor, "runs", ChildState.OFF);
        flip(supervisor, "behind", false);
        assertEquals(ChildState.OFF, supervisor.status("behind").state());
        assertTrue(supervisor.close(BOUND));
        blocked.countDown();
    }

    @Test
    void the_end_of_an_overdue_body_is_seen_even_after_close() throws InterruptedException { // §2.4, §5.1
        CountDownLatch until = new CountDownLatch(1);
        Supervisor supervisor = start(child("c", context -> {
            while (until.getCount() > 0) {
                try {
                    until.await();
                } catch (InterruptedException ignored) {
                    // That is what makes it overdue.
                }
            }
        }));
        flip(supervisor, "c", true);
        await(supervisor, "c", ChildState.RUNNING);
        supervisor.close(Duration.ZERO);
        Eventually.until("it is overdue", () -> {
            time.advance(Duration.ofSeconds(10));
            return supervisor.status("c").overdue();
        });
        supervisor.awaitClosed();
        Eventually.until("it is reported", () -> !reports.isEmpty());
        assertEquals(Report.Kind.OVERDUE, reports.get(0).kind());
        assertFalse(supervisor.close(Duration.ofMillis(1)), "a body has not ended");
        assertFalse(supervisor.status().healthy());
        until.countDown();
        assertTrue(supervisor.close(BOUND));
        ChildStatus status = supervisor.status("c");
        assertEquals(ChildState.OFF, status.state());
        Eventually.until(
                "its last transition is heard, although the listeners' threads had gone",
                () -> transitions.get(transitions.size() - 1).to() == ChildState.OFF);
    }

    // When the engine is short of something, or comes at a bad moment

    @Test
    void a_body_that_begins_while_the_supervisor_closes_is_waited_for() throws Exception { // §5.1
        AtomicReference<LaunchTask> held = new AtomicReference<>();
        CountDownLatch release = new CountDownLatch(1);
        Supervisor supervisor = start(
                task -> {
                    held.set(task);
                    return Launch.CERTAIN;
                },
                child("first", context -> release.await()),
                waiting("last"));
        flip(supervisor, "first", true);
        Eventually.until("the launch", () -> held.get() != null);
        CountDownLatch loopWaits = new CountDownLatch(1);
        pause.set(loopWaits);
        Thread asks =
                new Thread(supervisor::status); // Stops the loop, which asks the clock for the time of the status.
        asks.start();
        Eventually.until("the loop is held", () -> paused.get() > 0);
        Thread closes = new Thread(() -> supervisor.close(Duration.ZERO));
        closes.start();
        Eventually.until("close is in the mailbox", () -> closes.getState() == Thread.State.WAITING);
        Thread body = new Thread(held.get(), "first#1"); // Takes the token; the loop hears of it only after close.
        body.start();
        Eventually.until("the body runs", () -> body.getState() == Thread.State.WAITING);
        pause.set(null);
        loopWaits.countDown();
        closes.join();
        assertFalse(supervisor.close(Duration.ofMillis(50)), "a body runs");
        assertEquals(ChildState.STOPPING, supervisor.status("first").state());
        release.countDown();
        assertTrue(supervisor.close(BOUND));
    }

    /** A launcher that finds threads for bodies, and for nothing else. */
    private static final Launcher WITHOUT_HELPERS = new Launcher() {
        @Override
        public Launch launch(LaunchTask task) {
            return launchOnNewThread(task);
        }

        @Override
        public Thread helper(String name, Runnable work) {
            if (name.endsWith("-check")) {
                return new Thread(work, name);
            }
            throw new OutOfMemoryError("unable to create native thread");
        }
    };

    @Test
    void without_a_thread_for_helpers_stops_and_interrupts_still_come() throws InterruptedException {
        CountDownLatch registered = new CountDownLatch(1);
        Supervisor supervisor = start(
                WITHOUT_HELPERS,
                child("calls back", context -> {
                    context.onStop(() -> {});
                    registered.countDown();
                    context.awaitStop();
                }),
                child("deaf", context -> new CountDownLatch(1).await()));
        flip(supervisor, "calls back", true);
        flip(supervisor, "deaf", true);
        await(supervisor, "calls back", ChildState.RUNNING);
        await(supervisor, "deaf", ChildState.RUNNING);
        awaitOrThrow(registered);
        flip(supervisor, "calls back", false);
        await(supervisor, "calls back", ChildState.OFF);
        Eventually.until("the report", () -> !reports.isEmpty());
        assertEquals(Report.Kind.CALLBACK_THREW, reports.get(0).kind());
        flip(supervisor, "deaf", false);
        time.advance(Duration.ofSeconds(20));
        await(supervisor, "deaf", ChildState.OFF); // §2.3: interrupted all the same
    }

    @Test
    void two_failures_at_one_child_keep_no_other_from_its_input() throws InterruptedException { // §6.3
        Supervisor supervisor = start(waiting("unlucky"), waiting("next"), waiting("last"));
        supervisor.check().join();
        flags.flags.put("unlucky", FakeClient.value(true));
        flags.flags.put("next", FakeClient.value(true));
        failures.set(2);
        flip(supervisor, "last", true);
        await(supervisor, "next", ChildState.RUNNING);
        await(supervisor, "last", ChildState.RUNNING);
        failures.set(2);
        assertTrue(supervisor.close(BOUND));
    }

    @Test
    void a_body_is_asked_to_stop_even_where_that_cannot_be_told() throws InterruptedException { // §6.3
        CountDownLatch stopped = new CountDownLatch(1);
        Supervisor supervisor = start(child("c", context -> {
            context.awaitStop();
            stopped.countDown();
        }));
        flip(supervisor, "c", true);
        await(supervisor, "c", ChildState.RUNNING);
        failures.set(1);
        fullHeapsAfterFailure.set(100);
        flip(supervisor, "c", false);
        Eventually.until("it stops", () -> stopped.getCount() == 0);
        await(supervisor, "c", ChildState.OFF);
    }

    @Test
    void an_input_waits_for_a_heap_that_is_full_for_a_moment() throws InterruptedException { // §6.3
        Supervisor supervisor = start(waiting("c"));
        supervisor.check().join();
        fullHeaps.set(20);
        flip(supervisor, "c", true);
        await(supervisor, "c", ChildState.RUNNING);
        assertEquals(0, supervisor.status("c").crashes());
    }

    @Test
    void an_input_does_not_wait_for_ever_for_a_full_heap() throws InterruptedException { // §6.3
        Supervisor supervisor = start(waiting("c"));
        supervisor.check().join();
        fullHeaps.set(150);
        flip(supervisor, "c", true);
        await(supervisor, "c", ChildState.QUARANTINED);
        assertEquals(OutOfMemoryError.class, crashOf(supervisor, "c").cause().getClass());
    }

    @Test
    void the_end_of_a_body_is_not_lost_to_a_full_heap() throws InterruptedException { // §2.6
        CountDownLatch end = new CountDownLatch(1);
        Supervisor supervisor = start(child("c", context -> end.await()));
        flip(supervisor, "c", true);
        await(supervisor, "c", ChildState.RUNNING);
        fullHeaps.set(3);
        end.countDown();
        await(supervisor, "c", ChildState.COMPLETED);
    }

    @Test
    void what_a_body_throws_while_it_stops_is_told_of_its_own_incarnation_before_the_next_starts()
            throws InterruptedException { // §2.5, §2.6
        CountDownLatch end = new CountDownLatch(1);
        Supervisor supervisor = start(child("c", context -> {
            if (context.incarnation() == 1) {
                end.await();
                throw new IllegalStateException("while stopping");
            }
            context.awaitStop();
        }));
        flip(supervisor, "c", true);
        await(supervisor, "c", ChildState.RUNNING);
        flip(supervisor, "c", false);
        flip(supervisor, "c", true);
        end.countDown();
        Eventually.until("the next incarnation", () -> supervisor.status("c").incarnations() == 2);
        Eventually.until("the report", () -> !reports.isEmpty());
        assertEquals(1, reports.get(0).incarnation());
    }

    @Test
    void an_interrupt_that_comes_before_the_callbacks_have_a_thread_reaches_them() throws InterruptedException { // §2.3
        CountDownLatch threadForCallbacks = new CountDownLatch(1);
        CountDownLatch registered = new CountDownLatch(1);
        CountDownLatch interruptMade = new CountDownLatch(1);
        AtomicInteger helpers = new AtomicInteger();
        AtomicInteger interrupted = new AtomicInteger();
        Supervisor supervisor = start(
                new Launcher() {
                    @Override
                    public Launch launch(LaunchTask task) {
                        return launchOnNewThread(task);
                    }

                    @Override
                    public Thread helper(String name, Runnable work) {
                        if (!name.startsWith("c#")) {
                            return new Thread(work, name);
                        }
                        boolean forCallbacks = helpers.getAndIncrement() == 0;
                        return new Thread(
                                () -> {
                                    if (forCallbacks) {
                                        awaitOrThrow(threadForCallbacks);
                                        work.run();
                                    } else {
                                        work.run();
                                        interruptMade.countDown();
                                    }
                                },
                                name);
                    }
                },
                child("c", context -> {
                    context.onStop(() -> interrupted.addAndGet(Thread.interrupted() ? 1 : 0));
                    registered.countDown();
                    context.awaitStop();
                }));
        flip(supervisor, "c", true);
        awaitOrThrow(registered);
        flip(supervisor, "c", false);
        time.advance(Duration.ofSeconds(20));
        awaitOrThrow(interruptMade);
        threadForCallbacks.countDown();
        await(supervisor, "c", ChildState.OFF);
        assertEquals(1, interrupted.get());
    }

    @Test
    void a_check_that_finds_no_thread_to_complete_on_completes_when_there_is_one() { // §5.6
        AtomicInteger left = new AtomicInteger(3);
        Supervisor supervisor = start(
                new Launcher() {
                    @Override
                    public Launch launch(LaunchTask task) {
                        return launchOnNewThread(task);
                    }

                    @Override
                    public Thread helper(String name, Runnable work) {
                        if (left.getAndDecrement() > 0) {
                            throw new OutOfMemoryError("unable to create native thread");
                        }
                        return new Thread(work, name);
                    }
                },
                waiting("c"));
        var check = supervisor.check();
        Eventually.until("the check", () -> {
            time.advance(Duration.ofMillis(100));
            return check.isDone();
        });
        assertTrue(left.get() < 0);
    }
}
