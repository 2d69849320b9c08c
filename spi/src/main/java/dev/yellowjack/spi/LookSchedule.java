package dev.yellowjack.spi;

import java.time.Duration;

/**
 * When to look at the flags again (§4.4). Times are nanoseconds of the supervisor's clock, compared by subtraction.
 *
 * <p>Not thread-safe: the {@link FlagReader}'s turn's alone.
 */
final class LookSchedule {
    /** The least time between two looks that events cause. */
    static final long SPACING_NANOS = Duration.ofMillis(10).toNanos();

    /** How long after an event all flags are looked at once more: some providers announce a change before they make it. */
    static final long SECOND_LOOK_NANOS = Duration.ofMillis(100).toNanos();

    /** Many times what a provider needs that answers from memory. */
    private static final long NANOS_PER_QUESTION = 8_000;

    private final long interval;
    private boolean wholeWanted;
    private long wholeBegan;
    private int wholeAsked;
    private long nextCheck;
    private long lastEvent;
    private int namedAsked;
    private boolean secondLookWanted;
    private long secondLook;

    LookSchedule(long interval, long now) {
        this.interval = interval;
        wholeBegan = now;
        nextCheck = now + interval;
        lastEvent = now - SPACING_NANOS;
    }

    /** Something calls for a look at all flags, as soon as may be. */
    void wantWhole() {
        wholeWanted = true;
    }

    /** Something calls for one more look at all flags in a short while. */
    void wantSecondLook(long now) {
        if (!secondLookWanted) {
            secondLookWanted = true;
            secondLook = now + SECOND_LOOK_NANOS;
        }
    }

    /** Whether the flags that an event named may be looked at now. */
    boolean mayLookAtNamed(long now) {
        return now - namedAllowed() >= 0;
    }

    void namedBegins(long now) {
        lastEvent = now;
        wantSecondLook(now);
    }

    /** A look at named flags is through, and asked so many. */
    void namedEnds(int asked) {
        namedAsked = asked;
    }

    /** Whether to look at all flags now; an event without names calls for that too, if it may. */
    boolean isWholeDue(long now, boolean unnamedEvent) {
        return wholeWanted
                || now - nextCheck >= 0
                || (secondLookWanted && now - secondLook >= 0)
                || (unnamedEvent && now - unnamedAllowed() >= 0);
    }

    void wholeBegins(long now, boolean unnamedEvent) {
        wholeWanted = false;
        wholeBegan = now;
        nextCheck = now + interval;
        if (secondLookWanted && now - secondLook >= 0) {
            secondLook = lastEvent + SECOND_LOOK_NANOS; // of an event that came after the one this look is for
            secondLookWanted = secondLook - now > 0;
        }
        if (unnamedEvent) {
            namedBegins(now);
        }
    }

    /** A look at all flags is through, and asked so many. */
    void wholeEnds(int asked) {
        wholeAsked = asked;
    }

    /** When to look next, if nothing comes between. */
    long next(boolean namedEvent, boolean unnamedEvent) {
        long next = nextCheck;
        if (secondLookWanted) {
            next = earlier(next, secondLook);
        }
        if (namedEvent) {
            next = earlier(next, namedAllowed());
        }
        if (unnamedEvent) {
            next = earlier(next, unnamedAllowed());
        }
        return next;
    }

    private long namedAllowed() {
        return lastEvent + Math.max(SPACING_NANOS, unhurried(namedAsked));
    }

    private long unnamedAllowed() {
        long allowed = wholeBegan + unhurried(wholeAsked);
        return allowed - namedAllowed() > 0 ? allowed : namedAllowed();
    }

    /** Where each evaluation causes an event, looks at a great many flags must not take up a whole processor. */
    private long unhurried(int asked) {
        return Math.min(asked * NANOS_PER_QUESTION, interval);
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }
}
