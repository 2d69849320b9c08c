package dev.yellowjack.spi;

import java.time.Duration;

/** Durations as nanoseconds that can be added to a clock without overflow. */
final class Nanos {
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private Nanos() {}

    /** The nanoseconds of a duration; of one beyond some seventy years, as many as are safe. */
    static long of(Duration duration) {
        try {
            return Math.min(duration.toNanos(), LONGEST);
        } catch (ArithmeticException longer) {
            return duration.isNegative() ? -LONGEST : LONGEST;
        }
    }
}
