package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.tck.ManualClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimersTest {
    private final long now = new ManualClock(Long.MAX_VALUE).nanoTime(); // so that what is later is a smaller number
    private final Timers timers = new Timers();
    private final List<String> ran = new ArrayList<>();

    private void runDue(long time) {
        for (Runnable due = timers.pollDue(time); due != null; due = timers.pollDue(time)) {
            due.run();
        }
    }

    @Test
    void what_is_due_comes_in_the_order_of_the_deadlines_and_the_rest_stays() {
        timers.arm(now + 2, () -> ran.add("second"));
        timers.arm(now + 1, () -> ran.add("first"));
        timers.arm(now + 3, () -> ran.add("third"));
        assertEquals(now + 1, timers.next());
        runDue(now + 2);
        assertEquals(List.of("first", "second"), ran);
        assertEquals(now + 3, timers.next());
        assertEquals(1, timers.size());
        assertFalse(timers.isEmpty());
    }

    @Test
    void what_is_cancelled_does_not_run_and_goes_when_it_is_due() {
        timers.arm(now + 1, () -> ran.add("cancelled")).cancel();
        timers.arm(now + 1, () -> ran.add("runs"));
        runDue(now);
        assertEquals(2, timers.size());
        runDue(now + 1);
        assertEquals(List.of("runs"), ran);
        assertTrue(timers.isEmpty());
    }

    @Test
    void to_cancel_what_has_run_does_nothing() {
        Timers.Timer timer = timers.arm(now, () -> ran.add("runs"));
        runDue(now);
        timer.cancel();
        assertNull(timers.pollDue(now));
        assertEquals(List.of("runs"), ran);
    }

    @Test
    void a_few_cancelled_ones_may_stay_and_when_they_are_most_of_many_they_go() {
        for (int i = 0; i < 50; i++) {
            timers.arm(now, () -> ran.add("runs"));
        }
        for (int i = 0; i < 64; i++) {
            timers.arm(now, () -> ran.add("cancelled")).cancel();
        }
        assertEquals(114, timers.size());
        timers.arm(now, () -> ran.add("cancelled")).cancel();
        assertEquals(50, timers.size());
        for (int i = 0; i < 64; i++) {
            timers.arm(now, () -> ran.add("cancelled")).cancel();
        }
        assertEquals(114, timers.size(), "and are counted from nothing again");
    }

    @Test
    void cancelled_ones_that_are_less_than_half_stay() {
        for (int i = 0; i < 200; i++) {
            timers.arm(now, () -> ran.add("runs"));
        }
        for (int i = 0; i < 199; i++) {
            timers.arm(now, () -> ran.add("cancelled")).cancel();
        }
        assertEquals(399, timers.size());
    }

    @Test
    void those_that_are_gone_by_their_time_are_not_counted_any_more() {
        for (int i = 0; i < 64; i++) {
            timers.arm(now, () -> ran.add("cancelled")).cancel();
        }
        runDue(now);
        timers.arm(now, () -> ran.add("cancelled")).cancel();
        assertEquals(1, timers.size());
    }
}
