package dev.yellowjack.examples.custom;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When to look at the flags again, and at which (§4.4). Times are nanoseconds of the supervisor's clock.
 *
 * <p>Guarded by the monitor.
 */
class LookTimes {
    /** How far apart looks are at least that events cause. */
    private static final long SPACING = Duration.ofMillis(10).toNanos();

    /** How much further for each flag that is looked at. */
    private static final long SPACING_PER_FLAG = 8_000;

    /** How long after an event all flags are looked at once more. */
    private static final long SECOND_LOOK = Duration.ofMillis(100).toNanos();

    private final long interval;
    private long nextCheck;
    private boolean isWanted;
    private Set<String> named = new HashSet<>();
    private boolean isUnnamed;
    private long nextForEvent;
    private long latestEvent;
    private @Nullable Long secondLook;

    LookTimes(Duration checkInterval, long now) {
        interval = Alarms.nanos(checkInterval);
        nextCheck = now;
        nextForEvent = now;
    }

    /** There is a reason to look at all flags at once. */
    void want() {
        isWanted = true;
    }

    /** There is a reason to look at all flags once more in a moment. */
    void wantSecondLook(long now) {
        latestEvent = now;
        if (secondLook == null) {
            secondLook = now + SECOND_LOOK;
        }
    }

    /** The provider says that something has changed. */
    void onEvent(Collection<String> flags, long now) {
        if (flags.isEmpty()) {
            isUnnamed = true;
        } else {
            named.addAll(flags);
        }
        wantSecondLook(now);
    }

    boolean isNamedDue(long now) {
        return !named.isEmpty() && now - nextForEvent >= 0;
    }

    /** Returns the flags to look at. */
    Set<String> takeNamed() {
        Set<String> taken = named;
        named = new HashSet<>();
        return taken;
    }

    boolean isAllDue(long now) {
        return isWanted
                || now - nextCheck >= 0
                || (secondLook != null && now - secondLook >= 0)
                || (isUnnamed && now - nextForEvent >= 0);
    }

    void allBegins(long now, int flags) {
        if (isUnnamed) {
            eventLookBegins(now, flags);
        }
        isWanted = false;
        isUnnamed = false;
        nextCheck = now + interval;
        if (secondLook != null && now - secondLook >= 0) {
            long next = latestEvent + SECOND_LOOK; // of an event that has come since the one this look is for
            secondLook = next - now > 0 ? (Long) (now + Math.max(next - now, SPACING)) : null;
        }
    }

    /** A look begins that an event has caused: the next has to wait. */
    void eventLookBegins(long now, int flags) {
        nextForEvent = now + Math.max(SPACING, Math.min(flags * SPACING_PER_FLAG, interval));
    }

    /** A look at named flags is through: one at all flags must get on, too, before the next. */
    void namedEnds(long now) {
        if (now + SPACING - nextForEvent > 0) {
            nextForEvent = now + SPACING;
        }
    }

    /** When the next look is due, of those that may come next. */
    Optional<Long> next(long now, boolean mayNamed, boolean mayAll) {
        List<Long> due = new ArrayList<>();
        if (mayNamed && !named.isEmpty()) {
            due.add(nextForEvent);
        }
        if (mayAll) {
            due.add(nextCheck);
            if (secondLook != null) {
                due.add(secondLook);
            }
            if (isUnnamed) {
                due.add(nextForEvent);
            }
        }
        return due.stream().min(Comparator.comparingLong(time -> time - now));
    }
}
