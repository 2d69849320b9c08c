package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Child;
import dev.yellowjack.ChildBody;
import dev.yellowjack.tck.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done off the loop, and what where no thread is to be had. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HandsTest {
    private static final String NAME = "hands-test";

    private final Inside inside = NobodysSupervisor.inside();
    private final RecordedFate fate = new RecordedFate();
    private final List<String> heard = fate.heard;
    private final List<Throwable> causes = fate.causes;

    /** Does nothing with a launch but what the test says, and counts helpers. */
    private final class FakeLauncher implements Launcher {
        final boolean prompt;
        final AtomicReference<Thread> launchedOn = new AtomicReference<>();
        final AtomicReference<Inside> where = new AtomicReference<>();
        final List<String> launched = new CopyOnWriteArrayList<>();
        final List<String> helpers = new CopyOnWriteArrayList<>();
        volatile @Nullable Error instead;
        volatile @Nullable Launch answer = Launch.CERTAIN;
        volatile boolean helps = true;

        FakeLauncher(boolean prompt) {
            this.prompt = prompt;
        }

        @Override
        public Launch launch(LaunchTask task) {
            where.set(Inside.current());
            launchedOn.set(Thread.currentThread());
            launched.add(task.name());
            Error error = instead;
            if (error != null) {
                throw error;
            }
            return answer;
        }

        @Override
        public boolean isPrompt() {
            return prompt;
        }

        @Override
        public Thread helper(String name, Runnable work) {
            if (!helps) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            helpers.add(name);
            return Launcher.super.helper(name, work);
        }
    }

    private final FakeLauncher launcher = new FakeLauncher(false);
    private final Hands hands = handsOf(launcher);
    private final Incarnation incarnation = incarnationOf("c", context -> {});

    private Incarnation incarnationOf(String id, ChildBody body) {
        return fate.incarnation(Child.named(id).flag("f").runs(body), 1, new ManualClock(), inside);
    }

    private Hands handsOf(Launcher its) {
        return new Hands(its, fate, inside, NAME);
    }

    @AfterEach
    void close() {
        hands.close();
        Eventually.until("its threads are gone", () -> threads() == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(NAME) && thread.isDaemon())
                .count();
    }

    private void awaitHeard(String... what) {
        Eventually.until(() -> List.of(what) + ", heard " + heard, () -> heard.equals(List.of(what)));
    }

    // Launching

    @Test
    void a_launch_has_a_thread_of_its_own_that_is_marked_and_there_from_the_start() { // §2.8, §1.3
        assertEquals(2, threads());
        hands.launch(incarnation);
        Eventually.until("the launch", () -> !incarnation.isUncertain());
        assertEquals(NAME + "-launch", launcher.launchedOn.get().getName());
        assertSame(inside, launcher.where.get());
    }

    @Test
    void with_a_prompt_launcher_the_caller_does_both_itself() {
        FakeLauncher prompt = new FakeLauncher(true);
        Hands promptHands = handsOf(prompt);
        promptHands.launch(incarnation);
        assertSame(Thread.currentThread(), prompt.launchedOn.get());
        assertEquals(2, threads(), "the other's, and no more");
        promptHands.close();
    }

    @Test
    void what_the_launcher_throws_is_why_the_launch_failed() { // §1.4
        Error cause = new OutOfMemoryError("unable to create native thread");
        launcher.instead = cause;
        hands.launch(incarnation);
        awaitHeard("launch failed");
        assertSame(cause, causes.get(0));
    }

    @Test
    void a_launcher_that_returns_nothing_has_failed() {
        launcher.answer = null;
        hands.launch(incarnation);
        awaitHeard("launch failed");
        assertInstanceOf(NullPointerException.class, causes.get(0));
    }

    @Test
    void what_was_called_off_while_it_waited_is_not_launched() { // §1.6
        incarnation.callOff();
        hands.launch(incarnation);
        hands.launch(incarnationOf("next", context -> {}));
        Eventually.until("the launch behind it", () -> !launcher.launched.isEmpty());
        assertEquals(List.of("next#1"), launcher.launched);
    }

    // What was launched and has not begun

    private static final class Asked implements Launch {
        final AtomicInteger cancelled = new AtomicInteger();
        volatile @Nullable RuntimeException instead;
        volatile boolean lost;

        @Override
        public boolean isLost() {
            RuntimeException thrown = instead;
            if (thrown != null) {
                throw thrown;
            }
            return lost;
        }

        @Override
        public void cancel() {
            cancelled.incrementAndGet();
        }
    }

    @Test
    void the_launcher_is_told_of_what_is_called_off_where_it_can_do_something_about_it() { // §1.6
        Asked asked = new Asked();
        incarnation.launched(asked);
        hands.cancel(incarnation);
        Eventually.until("it is told", () -> asked.cancelled.get() == 1);
        assertEquals(List.of("c#1 stop"), launcher.helpers);
        incarnation.launched(Launch.CERTAIN);
        hands.cancel(incarnation);
        assertEquals(1, launcher.helpers.size());
    }

    @Test
    void what_was_dropped_without_a_word_is_noticed_and_what_was_not_waits_on() { // §1.4
        Asked asked = new Asked();
        incarnation.launched(asked);
        hands.probe(List.of(incarnation));
        asked.lost = true;
        Eventually.until("it is asked after again", () -> {
            hands.probe(List.of(incarnation));
            return !heard.isEmpty();
        });
        awaitHeard("launch failed");
        assertInstanceOf(RejectedExecutionException.class, causes.get(0));
        assertTrue(causes.get(0).getMessage().contains("c#1"));
    }

    @Test
    void a_handle_that_cannot_tell_has_lost_its_launch() {
        Asked asked = new Asked();
        asked.instead = new IllegalStateException("who knows");
        incarnation.launched(asked);
        hands.probe(List.of(incarnation));
        awaitHeard("launch failed");
        assertSame(asked.instead, causes.get(0));
    }

    // Helpers

    @Test
    void helpers_are_named_after_their_incarnation_and_do_their_one_thing() {
        incarnation.onStop(() -> heard.add("callback"));
        incarnation.requestStop();
        hands.runCallbacks(incarnation);
        awaitHeard("callback");
        hands.reportOverdue(incarnation, Duration.ofMillis(5));
        awaitHeard("callback", "OVERDUE");
        assertTrue(causes.get(0).getMessage().contains("5 ms"));
        assertEquals(List.of("c#1 stop", "c#1 stop"), launcher.helpers);
    }

    @Test
    void where_no_helper_is_to_be_had_what_must_be_done_is_done_all_the_same() {
        launcher.helps = false;
        hands.reportOverdue(incarnation, Duration.ofMillis(5));
        awaitHeard("OVERDUE");
        AtomicReference<Throwable> told = new AtomicReference<>();
        hands.help("name", () -> heard.add("helped"), told::set);
        Eventually.until("it is told", () -> told.get() != null);
        assertInstanceOf(OutOfMemoryError.class, told.get());
        assertEquals(List.of("OVERDUE"), heard);
    }

    @Test
    void without_a_helper_callbacks_are_given_up_and_do_not_keep_the_incarnation_from_ending() {
        incarnation.onStop(() -> heard.add("callback"));
        incarnation.requestStop();
        incarnation.run();
        launcher.helps = false;
        hands.runCallbacks(incarnation);
        awaitHeard("begun", "CALLBACK_THREW", "ended");
    }

    @Test
    void without_a_helper_a_body_is_interrupted_all_the_same() throws InterruptedException { // §2.3
        CountDownLatch interrupted = new CountDownLatch(1);
        Incarnation deaf = incarnationOf("deaf", context -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                interrupted.countDown();
            }
        });
        Thread body = new Thread(deaf);
        body.start();
        Eventually.until("it runs", () -> body.getState() == Thread.State.WAITING);
        launcher.helps = false;
        hands.interrupt(deaf);
        interrupted.await();
        body.join();
    }

    @Test
    void what_fails_without_a_helper_fails_alone() {
        launcher.helps = false;
        hands.help("name", () -> {}, noThread -> {
            throw new IllegalStateException("not that either");
        });
        hands.help("name", () -> {}, noThread -> heard.add("the next"));
        awaitHeard("the next");
    }

    // After the end

    @Test
    void after_the_close_nothing_is_launched_but_there_is_help() {
        hands.close();
        Eventually.until("its threads are gone", () -> threads() == 0);
        hands.launch(incarnation);
        hands.help("name", () -> heard.add("helped"), noThread -> {});
        awaitHeard("helped");
        assertEquals(List.of(), launcher.launched);
    }
}
