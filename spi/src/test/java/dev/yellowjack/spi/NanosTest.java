package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NanosTest {
    private static final long LONGEST = Long.MAX_VALUE / 4;

    @Test
    void a_duration_is_its_nanoseconds() {
        assertEquals(1_500_000_000, Nanos.of(Duration.ofMillis(1500)));
        assertEquals(-1, Nanos.of(Duration.ofNanos(-1)));
    }

    @Test
    void a_duration_longer_than_a_life_is_one_that_can_still_be_added_to_a_clock() {
        assertEquals(LONGEST, Nanos.of(Duration.ofDays(80 * 365)));
        assertEquals(LONGEST, Nanos.of(Duration.ofSeconds(Long.MAX_VALUE)));
        assertEquals(-LONGEST, Nanos.of(Duration.ofSeconds(Long.MIN_VALUE)));
    }
}
