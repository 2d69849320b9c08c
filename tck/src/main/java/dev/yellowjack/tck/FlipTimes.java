package dev.yellowjack.tck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;

/**
 * How long flips took from the call at the back end to the first instruction of the body, on a supervisor with the check
 * interval that applications have.
 *
 * <p>Not thread-safe.
 */
final class FlipTimes {
    /** What a supervisor has unless told otherwise: where a provider announces nothing, this is a part of the time. */
    static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    /** Flips that come one upon the other are looked at together: more than the 10 ms that lie between looks (§4.4). */
    static final Duration APART = Duration.ofMillis(20);

    private final List<Duration> times = new ArrayList<>();

    void add(Duration time) {
        times.add(time);
        Collections.sort(times);
    }

    Duration median() {
        return times.get(times.size() / 2);
    }

    Duration max() {
        return times.get(times.size() - 1);
    }

    /** Fails unless the median flip was seen at a provider that takes so long at most, and by the check after that. */
    void assertWithin(Duration flipTime) {
        Duration bound = flipTime.plus(CHECK_INTERVAL);
        Assertions.assertTrue(
                median().compareTo(bound) <= 0,
                () -> "flipTime() and a check interval are " + bound.toMillis()
                        + " ms together, but from flip to body it" + " takes " + this
                        + "; declare more, or set the provider up to be quicker");
    }

    /** As a program reads it. */
    void tell(Tally tally) {
        tally.fact("flip-to-body.median.ms", String.format(Locale.ROOT, "%.3f", median().toNanos() / 1e6));
        tally.fact("flip-to-body.max.ms", String.format(Locale.ROOT, "%.3f", max().toNanos() / 1e6));
    }

    /** As a person reads it: {@code median 0.4 ms, max 2.1 ms of 7 flips}. */
    @Override
    public String toString() {
        return "median " + millis(median()) + ", max " + millis(max()) + " of " + times.size() + " flips";
    }

    private static String millis(Duration time) {
        double millis = time.toNanos() / 1e6;
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }
}
