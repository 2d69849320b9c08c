package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.runtime.SupervisorClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the loop does something long bit by bit. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlicesTest {
    private static final int MANY = 500;
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final List<Throwable> troubles = new ArrayList<>(); // the loop's, and read when that is through
    private final ControlLoop loop = new ControlLoop("slices-test", SupervisorClock.system(), troubles::add, () -> {});
    private final CountDownLatch through = new CountDownLatch(1);
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger polls = new AtomicInteger();

    @AfterEach
    void end() {
        loop.post(loop::end);
    }

    private boolean slice() {
        if (done.incrementAndGet() == MANY) {
            through.countDown();
        }
        return done.get() < MANY;
    }

    private static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    private void poll(long nanos) {
        spin(nanos);
        polls.incrementAndGet();
        if (through.getCount() > 0) {
            loop.post(() -> poll(nanos));
        }
    }

    @Test
    void whatever_else_has_come_is_done_between_two_slices() throws InterruptedException {
        Slices slices = new Slices(loop, this::slice, troubles::add);
        AtomicInteger doneBefore = new AtomicInteger(MANY);
        loop.post(slices::begin);
        loop.post(() -> doneBefore.set(done.get()));
        loop.start();
        through.await();
        assertEquals(1, doneBefore.get());
    }

    @Test
    void what_takes_long_in_between_is_not_done_for_each_slice() throws InterruptedException {
        Slices slices = new Slices(loop, this::slice, troubles::add);
        loop.post(slices::begin);
        loop.post(() -> poll(LONG_NANOS));
        loop.start();
        through.await();
        assertTrue(polls.get() < MANY / 5, () -> polls + " polls");
    }

    @Test
    void what_takes_very_long_in_between_does_not_make_a_slice_take_as_long() throws InterruptedException {
        AtomicInteger doneBefore = new AtomicInteger();
        Slices slices = new Slices(
                loop,
                () -> {
                    spin(Slices.MOST_NANOS / 4);
                    return slice();
                },
                troubles::add);
        done.set(MANY - 50);
        loop.post(slices::begin);
        loop.post(() -> spin(10 * Slices.MOST_NANOS));
        loop.post(() -> loop.post(() -> doneBefore.set(done.get())));
        loop.start();
        through.await();
        assertTrue(
                doneBefore.get() <= MANY - 50 + 1 + 5,
                () -> doneBefore + " of " + MANY + ", of which one is before, and four take as long as may be");
    }

    @Test
    void a_slice_that_throws_is_told_and_is_not_the_last() throws InterruptedException {
        Error broken = new Error("a test's");
        Slices slices = new Slices(
                loop,
                () -> {
                    if (done.get() == 3) {
                        done.incrementAndGet();
                        throw broken;
                    }
                    return slice();
                },
                troubles::add);
        loop.post(slices::begin);
        loop.start();
        through.await();
        assertEquals(List.of(broken), troubles);
    }

    @Test
    void what_is_through_can_begin_again_and_what_is_under_way_does_not() throws InterruptedException {
        Slices slices = new Slices(loop, this::slice, troubles::add);
        loop.post(slices::begin);
        loop.post(slices::begin);
        loop.start();
        through.await();
        CountDownLatch again = new CountDownLatch(1);
        loop.post(() -> {
            done.set(MANY - 2);
            slices.begin();
            loop.post(again::countDown);
        });
        again.await();
        Eventually.until("it has done the rest", () -> done.get() == MANY);
    }
}
