package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is told what, and on which thread (§6.2, §7.2). What they are told is {@code onMissed} with a number, for brevity. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListenersTest {
    private static final long LONG = Duration.ofSeconds(10).toNanos();
    private static final String THREAD = "listeners-test";

    private final Inside inside = NobodysSupervisor.inside();
    private final Listeners listeners = new Listeners(THREAD, inside, Runnable::run);
    private final Semaphore steps = new Semaphore(0);

    /** Notes the numbers that it is told, and where. */
    private static class Noting implements SupervisorListener {
        final List<Long> told = Collections.synchronizedList(new ArrayList<>());
        final AtomicReference<Thread> thread = new AtomicReference<>();
        final AtomicReference<Inside> where = new AtomicReference<>();

        @Override
        public void onTransition(Transition transition) {
            throw new AssertionError("nobody published that");
        }

        @Override
        public void onMissed(long calls) {
            thread.set(Thread.currentThread());
            where.set(Inside.current());
            told.add(calls);
        }
    }

    /** One that stays in each call until it is let go. */
    private final class Blocked extends Noting {
        @Override
        public void onMissed(long calls) {
            super.onMissed(calls);
            steps.acquireUninterruptibly();
        }
    }

    private void letAllGo() {
        steps.release(1_000_000);
    }

    @AfterEach
    void close() throws InterruptedException {
        letAllGo();
        listeners.close();
        listeners.awaitDelivered(LONG);
        awaitThreads(0);
    }

    private static void awaitThreads(int count) {
        Eventually.until(
                count + " threads of listeners",
                () -> Thread.getAllStackTraces().keySet().stream()
                                .filter(thread -> thread.getName().startsWith(THREAD))
                                .count()
                        == count);
    }

    private void publish(long... numbers) {
        for (long number : numbers) {
            listeners.publish(listener -> listener.onMissed(number));
        }
    }

    private void publishBacklog() {
        for (int i = 0; i < SupervisorListener.BACKLOG; i++) {
            publish(i);
        }
    }

    private static void await(Noting listener, Long... numbers) {
        Eventually.until(
                () -> List.of(numbers) + ", was told " + listener.told, () -> listener.told.equals(List.of(numbers)));
    }

    private static List<Long> lastTwo(Noting listener) {
        return listener.told.subList(listener.told.size() - 2, listener.told.size());
    }

    @Test
    void each_is_told_everything_in_order_on_a_daemon_thread_of_its_own() {
        Noting one = new Noting();
        Noting other = new Noting();
        listeners.add(one);
        listeners.add(other);
        publish(1, 2, 3);
        await(one, 1L, 2L, 3L);
        await(other, 1L, 2L, 3L);
        assertEquals(THREAD + "-1", one.thread.get().getName());
        assertEquals(THREAD + "-2", other.thread.get().getName());
        assertTrue(one.thread.get().isDaemon());
        assertSame(inside, one.where.get()); // §5.2
    }

    @Test
    void one_that_is_blocked_delays_no_other_and_loses_nothing() { // §6.2
        Noting blocked = new Blocked();
        Noting other = new Noting();
        listeners.add(blocked);
        listeners.add(other);
        publish(1, 2);
        await(other, 1L, 2L);
        await(blocked, 1L);
        letAllGo();
        await(blocked, 1L, 2L);
    }

    @Test
    void what_it_throws_keeps_it_from_no_later_call() { // §6.1
        Noting throwing = new Noting() {
            @Override
            public void onMissed(long calls) {
                super.onMissed(calls);
                throw new StackOverflowError();
            }
        };
        listeners.add(throwing);
        publish(1, 2);
        await(throwing, 1L, 2L);
    }

    @Test
    void an_interrupt_that_it_leaves_behind_ends_nothing() {
        Noting careless = new Noting() {
            @Override
            public void onMissed(long calls) {
                super.onMissed(calls);
                Thread.currentThread().interrupt();
            }
        };
        listeners.add(careless);
        publish(1);
        await(careless, 1L);
        Eventually.until("it waits again", () -> careless.thread.get().getState() == Thread.State.WAITING);
        publish(2);
        await(careless, 1L, 2L);
    }

    @Test
    void one_that_is_removed_is_told_nothing_more_and_its_thread_goes() {
        Noting removed = new Noting();
        Noting stays = new Noting();
        listeners.add(stays);
        listeners.add(removed);
        publish(1);
        await(removed, 1L);
        listeners.remove(removed);
        listeners.remove(new Noting()); // Nobody knows it.
        publish(2);
        await(stays, 1L, 2L);
        awaitThreads(1);
        assertEquals(List.of(1L), removed.told);
    }

    @Test
    void one_that_is_removed_while_it_is_blocked_is_not_told_what_still_waits() {
        Noting blocked = new Blocked();
        listeners.add(blocked);
        publish(1, 2);
        await(blocked, 1L);
        listeners.remove(blocked);
        letAllGo();
        awaitThreads(0);
        assertEquals(List.of(1L), blocked.told);
    }

    @Test
    void one_that_was_added_twice_is_told_twice_until_it_is_removed_once() {
        Noting twice = new Noting();
        listeners.add(twice);
        listeners.add(twice);
        publish(1);
        await(twice, 1L, 1L);
        listeners.remove(twice);
        publish(2);
        await(twice, 1L, 1L, 2L);
    }

    @Test
    void one_that_lags_too_far_behind_is_told_how_many_it_missed_even_if_nothing_comes_after() { // §7.2
        Noting lagging = new Blocked();
        listeners.add(lagging);
        publish(-1);
        await(lagging, -1L);
        publishBacklog();
        publish(-2, -3);
        letAllGo();
        int all = 1 + SupervisorListener.BACKLOG + 1;
        Eventually.until("all but what was missed", () -> lagging.told.size() == all);
        assertEquals(List.of(SupervisorListener.BACKLOG - 1L, 2L), lastTwo(lagging));
        publish(-4);
        Eventually.until("the next", () -> lagging.told.size() == all + 1);
        assertEquals(List.of(2L, -4L), lastTwo(lagging), "and once only");
    }

    @Test
    void what_comes_after_a_gap_comes_after_the_number_of_what_was_missed() { // §7.2
        Noting lagging = new Blocked();
        listeners.add(lagging);
        publish(-1);
        await(lagging, -1L);
        publishBacklog();
        publish(-2);
        steps.release();
        Eventually.until("a place is free again", () -> lagging.told.size() == 2);
        publish(-3);
        letAllGo();
        Eventually.until("all", () -> lagging.told.size() == 1 + SupervisorListener.BACKLOG + 2);
        assertEquals(List.of(1L, -3L), lastTwo(lagging));
    }

    @Test
    void what_waits_when_it_is_closed_is_delivered_and_waited_for_but_not_for_ever() throws InterruptedException {
        Noting slow = new Blocked();
        listeners.add(slow);
        publish(1, 2);
        await(slow, 1L);
        listeners.close();
        listeners.awaitDelivered(Duration.ofMillis(1).toNanos());
        assertEquals(List.of(1L), slow.told);
        letAllGo();
        listeners.awaitDelivered(LONG);
        assertEquals(List.of(1L, 2L), slow.told);
        listeners.awaitDelivered(LONG); // There is nothing left.
    }

    @Test
    void what_comes_after_the_close_gets_a_thread_again() {
        Noting late = new Noting();
        listeners.add(late);
        listeners.close();
        awaitThreads(0);
        publish(1);
        await(late, 1L);
        awaitThreads(0);
        publish(2);
        await(late, 1L, 2L);
    }

    @Test
    void who_waits_is_woken_when_the_loop_has_told_what_it_had_to_tell() {
        List<Runnable> later = new ArrayList<>();
        Listeners patient = new Listeners(THREAD, inside, later::add);
        Noting listener = new Noting();
        patient.add(listener);
        Eventually.until("it waits", () -> threads(Thread.State.WAITING) == 1);
        patient.publish(told -> told.onMissed(1));
        patient.publish(told -> told.onMissed(2));
        Eventually.never("a call", () -> !listener.told.isEmpty());
        assertEquals(1, later.size());
        later.remove(0).run();
        await(listener, 1L, 2L);
        patient.publish(told -> told.onMissed(3));
        assertEquals(1, later.size(), "and again");
        patient.close();
        await(listener, 1L, 2L, 3L);
    }

    @Test
    void who_waits_is_woken_for_much_at_once_and_where_there_is_no_memory_for_later() {
        Listeners busy = new Listeners(THREAD, inside, later -> {});
        Noting listener = new Noting();
        busy.add(listener);
        for (int i = 0; i < 1000; i++) {
            busy.publish(told -> told.onMissed(1));
        }
        Eventually.until("most of them", () -> listener.told.size() >= 256);
        busy.close();
        Listeners poor = new Listeners(THREAD, inside, later -> {
            throw new OutOfMemoryError("a test's");
        });
        Noting other = new Noting();
        poor.add(other);
        poor.publish(told -> told.onMissed(1));
        await(other, 1L);
        poor.close();
    }

    private static long threads(Thread.State state) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(THREAD) && thread.getState() == state)
                .count();
    }
}
