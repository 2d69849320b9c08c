package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlipTimesTest {
    @Test
    void tells_the_median_and_the_longest_in_whatever_order_they_came() {
        FlipTimes times = of(900, 3, 40);

        assertEquals(Duration.ofMillis(40), times.median());
        assertEquals(Duration.ofMillis(900), times.max());
        assertEquals("median 40 ms, max 900 ms of 3 flips", times.toString());
        assertEquals("median 3.0 ms, max 3.0 ms of 1 flips", of(3).toString());
    }

    @Test
    void the_declared_time_is_kept_if_the_median_is_seen_by_the_check_after_it() {
        of(1_100, 9_999, 20).assertWithin(Duration.ofMillis(100));
    }

    @Test
    void a_declared_time_that_is_not_kept_is_an_error_that_says_what_to_do() {
        FlipTimes times = of(1_101, 9_999, 20);

        AssertionError error = assertThrows(AssertionError.class, () -> times.assertWithin(Duration.ofMillis(100)));

        assertTrue(String.valueOf(error.getMessage()).contains("declare more"));
    }

    private static FlipTimes of(long... millis) {
        FlipTimes times = new FlipTimes();
        for (long one : millis) {
            times.add(Duration.ofMillis(one));
        }
        return times;
    }
}
