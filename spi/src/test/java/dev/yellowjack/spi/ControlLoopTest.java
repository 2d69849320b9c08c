package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.tck.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ControlLoopTest {
    private final ManualClock clock = new ManualClock(Long.MAX_VALUE - 500);
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ControlLoop loop = new ControlLoop("test-loop", clock, errors::add, over::countDown);
    private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        loop.post(loop::end);
    }

    private void sync() {
        CountDownLatch done = new CountDownLatch(1);
        loop.post(done::countDown);
        Eventually.until("the loop has come so far", () -> done.getCount() == 0);
    }

    @Test
    void messages_of_one_thread_run_in_the_order_of_posting_and_none_is_lost() throws InterruptedException {
        loop.start();
        List<List<Integer>> ran = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Thread> posters = new ArrayList<>();
        for (List<Integer> mine : ran) {
            posters.add(new Thread(() -> {
                for (int i = 0; i < 10_000; i++) {
                    int number = i;
                    loop.post(() -> mine.add(number));
                }
            }));
        }
        posters.forEach(Thread::start);
        for (Thread poster : posters) {
            poster.join();
        }
        sync();
        for (List<Integer> mine : ran) {
            assertEquals(10_000, mine.size());
            assertEquals(mine.stream().sorted().toList(), mine);
        }
    }

    @Test
    void it_is_idle_when_all_that_was_posted_has_been_done() {
        assertFalse(loop.isIdle(), "it has not begun");
        loop.start();
        CountDownLatch busy = new CountDownLatch(1);
        loop.post(() -> {
            try {
                busy.await();
            } catch (InterruptedException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        assertFalse(loop.isIdle());
        busy.countDown();
        Eventually.until("it is idle", loop::isIdle);
        for (int i = 0; i < 10_000; i++) {
            AtomicBoolean done = new AtomicBoolean();
            loop.post(() -> {
                Thread.onSpinWait();
                done.set(true);
            });
            while (!loop.isIdle()) {
                Thread.onSpinWait();
            }
            assertTrue(done.get());
        }
    }

    @Test
    void timers_run_when_they_are_due_in_the_order_of_their_deadlines() {
        loop.start();
        loop.post(() -> {
            long now = clock.nanoTime();
            loop.at(now + 3000, () -> seen.add(3));
            loop.at(now + 1000, () -> seen.add(1));
            loop.at(now + 2000, () -> seen.add(2)).cancel();
        });
        sync();
        clock.advance(Duration.ofNanos(999));
        sync();
        assertEquals(List.of(), seen);
        clock.advance(Duration.ofNanos(1));
        Eventually.until("the first timer", () -> seen.equals(List.of(1)));
        clock.advance(Duration.ofNanos(5000));
        Eventually.until("the last timer", () -> seen.equals(List.of(1, 3)));
    }

    @Test
    void it_waits_for_its_next_deadline_on_a_daemon_thread() {
        loop.start();
        AtomicReference<Thread> thread = new AtomicReference<>();
        loop.post(() -> {
            thread.set(Thread.currentThread());
            loop.at(clock.nanoTime() + 1000, () -> seen.add(1));
        });
        sync();
        Eventually.until("it waits", () -> thread.get().getState() == Thread.State.WAITING);
        assertTrue(thread.get().isDaemon());
        assertEquals(List.of(), seen);
    }

    @Test
    void what_throws_is_handed_on_and_the_loop_goes_on() { // §6.3
        loop.start();
        Error error = new Error("thrown in a message");
        loop.post(() -> {
            throw error;
        });
        sync();
        assertSame(error, errors.get(0));
    }

    @Test
    void a_stray_interrupt_makes_it_neither_end_nor_spin() {
        loop.start();
        AtomicReference<Thread> thread = new AtomicReference<>();
        loop.post(() -> thread.set(Thread.currentThread()));
        sync();
        thread.get().interrupt();
        Eventually.until("the flag is cleared", () -> !thread.get().isInterrupted());
        Eventually.until("it waits again", () -> thread.get().getState() == Thread.State.WAITING);
        sync();
    }

    @Test
    void what_is_posted_after_its_end_is_run_by_the_poster() {
        loop.start();
        loop.post(loop::end);
        Eventually.until("the end", () -> over.getCount() == 0);
        AtomicReference<Thread> ranOn = new AtomicReference<>();
        loop.post(() -> ranOn.set(Thread.currentThread()));
        assertSame(Thread.currentThread(), ranOn.get());
    }

    @Test
    void nothing_that_is_posted_while_it_ends_is_lost() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            ControlLoop ending = new ControlLoop("test-loop-" + round, clock, errors::add, () -> {});
            List<Integer> ran = new ArrayList<>(); // written by one at a time, whoever it is
            ending.start();
            Thread poster = new Thread(() -> {
                for (int i = 0; i < 100; i++) {
                    int number = i;
                    ending.post(() -> ran.add(number));
                }
            });
            poster.start();
            ending.post(ending::end);
            poster.join();
            Eventually.until("all have run", () -> {
                AtomicReference<Integer> size = new AtomicReference<>();
                ending.post(() -> size.set(ran.size()));
                return Integer.valueOf(100).equals(size.get());
            });
        }
    }

    @Test
    void cancelled_timers_do_not_pile_up() {
        Timers timers = new Timers();
        List<Timers.Timer> live = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            Timers.Timer timer = timers.arm(1_000_000 + i, () -> {});
            if (i % 1000 == 0) {
                live.add(timer);
            } else {
                timer.cancel();
                timer.cancel(); // does nothing
            }
        }
        assertEquals(100, live.size());
        assertTrue(timers.size() < 2 * live.size() + 130, "but " + timers.size());
        int ran = 0;
        while (timers.pollDue(Long.MAX_VALUE / 2) != null) {
            ran++;
        }
        assertEquals(100, ran);
        assertTrue(timers.isEmpty());
    }
}
