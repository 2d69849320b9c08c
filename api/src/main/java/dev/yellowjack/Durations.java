package dev.yellowjack;

import java.time.Duration;
import java.util.Objects;

/** Checks of durations that a user hands in, with messages that say what is allowed. */
final class Durations {
    /** Longer than any real time-out, and short enough to be added to a nanosecond clock without overflow. */
    static final Duration LONGEST = Duration.ofDays(365 * 70);

    private Durations() {}

    /**
     * Refuses zero and less.
     *
     * @param what its name, as the user knows it
     * @param remedy what to do about it, as the last part of the message
     */
    static Duration requirePositive(String what, Duration duration, String remedy) {
        Objects.requireNonNull(duration, what);
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(what + " is " + duration + ", must be more than zero; " + remedy);
        }
        return requireCountable(what, duration);
    }

    /**
     * Refuses less than zero.
     *
     * @param what its name, as the user knows it
     * @param remedy what to do about it, as the last part of the message
     */
    static Duration requireNotNegative(String what, Duration duration, String remedy) {
        Objects.requireNonNull(duration, what);
        if (duration.isNegative()) {
            throw new IllegalArgumentException(what + " is " + duration + ", must not be negative; " + remedy);
        }
        return requireCountable(what, duration);
    }

    private static Duration requireCountable(String what, Duration duration) {
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " is " + duration + ", must be at most " + LONGEST.toDays()
                    + " days; for no limit in practice use Duration.ofDays(3650)");
        }
        return duration;
    }
}
