package dev.yellowjack;

import java.time.Duration;
import java.util.Objects;

/**
 * Whether, how often and how soon a crashed child is started again by itself (§8).
 *
 * <p>The default is {@link #never()}: a crash quarantines at once. With {@link #upTo}, a crash is followed by a new
 * incarnation after a back-off, for as long as the flag is known to be on; more crashes than the limit quarantine the
 * child. The count starts anew after an incarnation that ran for the whole window, after OFF, and on release (§8.2).
 *
 * <p>The back-off doubles with each crash, from the first to the longest, and is varied at random by the jitter.
 *
 * <p>Immutable and thread-safe.
 */
public final class RestartPolicy {
    private static final RestartPolicy NEVER = new RestartPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

    private final int limit;
    private final Duration window;
    private final Duration firstBackOff;
    private final Duration longestBackOff;
    private final double jitter;

    private RestartPolicy(int limit, Duration window, Duration firstBackOff, Duration longestBackOff, double jitter) {
        this.limit = limit;
        this.window = window;
        this.firstBackOff = firstBackOff;
        this.longestBackOff = longestBackOff;
        this.jitter = jitter;
    }

    /** The default: no restart; the first crash quarantines. */
    public static RestartPolicy never() {
        return NEVER;
    }

    /**
     * Restarts after each of up to {@code limit} crashes; the next one quarantines.
     *
     * <p>The back-off is one second at first and one minute at most, with a jitter of 0.2, unless changed.
     *
     * @param limit how many crashes are followed by a restart, at least 1
     * @param window how long an incarnation must run for earlier crashes to be forgotten, more than zero
     * @throws IllegalArgumentException if the limit is below 1, or the window is not positive
     */
    public static RestartPolicy upTo(int limit, Duration window) {
        if (limit < 1) {
            throw new IllegalArgumentException("restart limit is " + limit
                    + ", must be at least 1; for no restart at all use RestartPolicy.never()");
        }
        Durations.requirePositive(
                "restart window", window, "take the time that shows that a restart has helped: 5 min, say");
        return new RestartPolicy(limit, window, Duration.ofSeconds(1), Duration.ofMinutes(1), 0.2);
    }

    /**
     * This policy with another back-off.
     *
     * @param first the back-off after the first crash, not negative; doubled after each further one
     * @param longest the longest back-off before jitter, at least {@code first}
     * @throws IllegalArgumentException if {@code first} is negative or longer than {@code longest}
     * @throws IllegalStateException on {@link #never()}, which has no back-off
     */
    public RestartPolicy backOff(Duration first, Duration longest) {
        requireRestarts();
        Durations.requireNotNegative("first back-off", first, "for none at all use Duration.ZERO; the default is 1 s");
        Durations.requireNotNegative(
                "longest back-off", longest, "for none at all use Duration.ZERO; the default is 1 min");
        if (first.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "first back-off " + first + " is longer than the longest, " + longest + "; swap or correct them");
        }
        return new RestartPolicy(limit, window, first, longest, jitter);
    }

    /**
     * This policy with another jitter, so that children that crashed together do not all come back together.
     *
     * @param fraction by which part of itself a back-off may be longer or shorter, from 0 to 1
     * @throws IllegalArgumentException if it is outside of 0 to 1
     * @throws IllegalStateException on {@link #never()}, which has no back-off
     */
    public RestartPolicy jitter(double fraction) {
        requireRestarts();
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("jitter is " + fraction + ", must be from 0 to 1; 0 turns it off");
        }
        return new RestartPolicy(limit, window, firstBackOff, longestBackOff, fraction);
    }

    /** After how many crashes in a row the child is restarted; 0 for {@link #never()}. */
    public int limit() {
        return limit;
    }

    /** How long an incarnation must run for earlier crashes to be forgotten; zero for {@link #never()}. */
    public Duration window() {
        return window;
    }

    /** The back-off after the first crash, before jitter; zero for {@link #never()}. */
    public Duration firstBackOff() {
        return firstBackOff;
    }

    /** The longest back-off, before jitter; zero for {@link #never()}. */
    public Duration longestBackOff() {
        return longestBackOff;
    }

    /** By which part of itself a back-off may be longer or shorter, from 0 to 1; 0 for {@link #never()}. */
    public double jitter() {
        return jitter;
    }

    /**
     * How long to wait after a crash.
     *
     * @param crash which crash in a row, from 1
     * @param random where in the range of the jitter, from 0 (shortest) to 1 (longest): a runtime draws it anew each
     *     time
     * @return the back-off, not negative
     * @throws IllegalArgumentException if the crash is below 1, or the random number outside of 0 to 1
     */
    public Duration backOffAfter(int crash, double random) {
        Numbers.requireAtLeast(1, "crash", crash);
        if (!(random >= 0 && random <= 1)) {
            throw new IllegalArgumentException("random is " + random + ", must be from 0 to 1");
        }
        // The exponent is bounded because zero times infinity would not be zero.
        double doubled = (double) firstBackOff.toNanos() * Math.pow(2, Math.min(crash - 1, 62));
        double nominal = Math.min(doubled, (double) longestBackOff.toNanos());
        return Duration.ofNanos((long) (nominal * (1 + jitter * (2 * random - 1))));
    }

    private void requireRestarts() {
        if (limit == 0) {
            throw new IllegalStateException(
                    "RestartPolicy.never() has no back-off; begin with RestartPolicy.upTo(limit, window)");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RestartPolicy that
                && limit == that.limit
                && window.equals(that.window)
                && firstBackOff.equals(that.firstBackOff)
                && longestBackOff.equals(that.longestBackOff)
                && jitter == that.jitter;
    }

    @Override
    public int hashCode() {
        return Objects.hash(limit, window, firstBackOff, longestBackOff, jitter);
    }

    @Override
    public String toString() {
        return limit == 0
                ? "never"
                : "up to " + limit + (limit == 1 ? " restart" : " restarts") + ", forgotten after " + window
                        + " of running, back-off " + firstBackOff + " to " + longestBackOff + " ± " + jitter;
    }
}
