package dev.yellowjack;

import java.time.Duration;
import java.util.Objects;

/** Checks of durations that a user hands in, with messages that say what is allowed. */
final class Durations {
    /** Longer than any real time-out, and short enough to be added to a nanosecond clock without overflow. */
    static final Duration LONGEST = Duration.ofDays(365 * 100);

    private Durations() {}

    static Duration requirePositive(String what, Duration duration) {
        requireNotNegative(what, duration);
        if (duration.isZero()) {
            throw new IllegalArgumentException(what + " is zero, must be longer");
        }
        return duration;
    }

    static Duration requireNotNegative(String what, Duration duration) {
        Objects.requireNonNull(duration, what);
        if (duration.isNegative()) {
            throw new IllegalArgumentException(what + " is " + duration + ", must not be negative");
        }
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " is " + duration + ", must be at most " + LONGEST.toDays()
                    + " days; for no limit in practice use Duration.ofDays(3650)");
        }
        return duration;
    }
}
