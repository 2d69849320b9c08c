package dev.yellowjack.runtime;

import dev.openfeature.sdk.ProviderEvent;
import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.Unknown;
import dev.yellowjack.Reading.UnknownReason;
import dev.yellowjack.Transition;
import dev.yellowjack.Transition.Reason;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is counted of one supervisor. Counting is a few instructions under a lock that nobody holds for longer, and what
 * is read is one moment's.
 *
 * <p>Thread-safe.
 */
final class Census {
    /** Stands for what comes after so many others, as in OpenTelemetry's conventions for {@code error.type}. */
    static final String OTHER = "_OTHER";

    private static final int MOST_CRASH_TYPES = 50;
    private static final int MOST_PROVIDERS = 10;

    /** All counts at one moment. */
    record Counts(
            Map<ChildState, Long> children,
            long overdue,
            Map<Kind, Long> childrenByReading,
            Map<Reason, Long> starts,
            Map<Reason, Long> stops,
            Map<String, Long> crashes,
            long completions,
            long releases,
            long interrupts,
            long overdueStops,
            Map<Outcome, Long> readings,
            long evaluations,
            long timeouts,
            Map<Heard, Long> events) {
        long allChildren() {
            return children.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** What a flag can read, without the reason. */
    enum Kind {
        ON,
        OFF,
        UNKNOWN;

        static Kind of(Reading reading) {
            return !reading.isKnown() ? UNKNOWN : reading.equals(Reading.ON) ? ON : OFF;
        }
    }

    /** What a question can come to: with the reason, where that is UNKNOWN. */
    record Outcome(Kind kind, @Nullable UnknownReason reason) {
        private static final Outcome ON = new Outcome(Kind.ON, null);
        private static final Outcome OFF = new Outcome(Kind.OFF, null);

        static Outcome of(Reading reading) {
            return reading instanceof Unknown unknown
                    ? new Outcome(Kind.UNKNOWN, unknown.reason())
                    : reading.equals(Reading.ON) ? ON : OFF;
        }
    }

    /** An event of a provider; null where it did not say who it is. */
    record Heard(ProviderEvent event, @Nullable String provider) {}

    // Guarded by this, all of them.
    // Where a child moves there may be no memory: so what can be is counted without any.
    private final long[] children = new long[ChildState.values().length];
    private final long[] childrenByReading = new long[Kind.values().length];
    private final long[] starts = new long[Reason.values().length];
    private final long[] stops = new long[Reason.values().length];
    private final Map<String, Long> crashes = new HashMap<>();
    private final Map<Outcome, Long> readings = new HashMap<>();
    private final Map<Heard, Long> events = new HashMap<>();
    private final Set<String> providers = new LinkedHashSet<>();
    private final Set<String> overdue = new LinkedHashSet<>();
    private final Set<String> quarantined = new LinkedHashSet<>();
    private long completions;
    private long releases;
    private long interrupts;
    private long overdueStops;
    private long evaluations;
    private long timeouts;

    private static <K> void add(Map<K, Long> counts, K key, long more) {
        counts.merge(key, more, Long::sum);
    }

    synchronized void added() {
        children[ChildState.OFF.ordinal()]++;
        childrenByReading[Kind.UNKNOWN.ordinal()]++;
    }

    synchronized void forgotten(Reading reading) {
        children[ChildState.OFF.ordinal()]--;
        childrenByReading[Kind.of(reading).ordinal()]--;
    }

    synchronized void moved(Transition transition) {
        ChildState from = transition.from();
        ChildState to = transition.to();
        children[from.ordinal()]--;
        children[to.ordinal()]++;
        if (to == ChildState.STARTING) {
            starts[transition.reason().ordinal()]++;
        } else if (to == ChildState.STOPPING || (from == ChildState.STARTING && to == ChildState.OFF)) {
            stops[transition.reason().ordinal()]++;
        } else if (to == ChildState.COMPLETED) {
            completions++;
        }
        if (transition.reason() == Reason.RELEASED) {
            releases++;
        }
        try {
            remember(transition);
        } catch (OutOfMemoryError full) {
            // Then a name is missing; the transition has to be told all the same.
        }
    }

    /** What takes memory. */
    private void remember(Transition transition) {
        ChildState from = transition.from();
        ChildState to = transition.to();
        String child = transition.child();
        Throwable cause = transition.cause();
        if (cause != null && to != ChildState.STOPPING) {
            String type = cause.getClass().getName();
            add(crashes, crashes.size() < MOST_CRASH_TYPES || crashes.containsKey(type) ? type : OTHER, 1);
        }
        if (from == ChildState.STOPPING) {
            overdue.remove(child);
        }
        if (to == ChildState.QUARANTINED) {
            quarantined.add(child);
        } else if (from == ChildState.QUARANTINED) {
            quarantined.remove(child);
        }
    }

    synchronized void read(Reading before, Reading after) {
        childrenByReading[Kind.of(before).ordinal()]--;
        childrenByReading[Kind.of(after).ordinal()]++;
    }

    synchronized void interrupted() {
        interrupts++;
    }

    synchronized void overdue(String child) {
        overdueStops++;
        overdue.add(child);
    }

    synchronized void answered(Reading reading, long times) {
        add(readings, Outcome.of(reading), times);
    }

    synchronized void evaluated(long times) {
        evaluations += times;
    }

    synchronized void timedOut() {
        timeouts++;
    }

    synchronized void heard(ProviderEvent event, @Nullable String provider) {
        String known = provider == null || providers.contains(provider) || providers.size() < MOST_PROVIDERS
                ? provider
                : OTHER;
        if (known != null) {
            providers.add(known);
        }
        add(events, new Heard(event, known), 1);
    }

    synchronized Counts counts() {
        return new Counts(
                byName(ChildState.class, children, true),
                overdue.size(),
                byName(Kind.class, childrenByReading, true),
                byName(Reason.class, starts, false),
                byName(Reason.class, stops, false),
                new HashMap<>(crashes),
                completions,
                releases,
                interrupts,
                overdueStops,
                new HashMap<>(readings),
                evaluations,
                timeouts,
                new HashMap<>(events));
    }

    private static <E extends Enum<E>> Map<E, Long> byName(Class<E> type, long[] counts, boolean zerosToo) {
        Map<E, Long> named = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            long count = counts[constant.ordinal()];
            if (zerosToo || count != 0) {
                named.put(constant, count);
            }
        }
        return named;
    }

    /** The children that need somebody, in no particular order but the overdue first, and no more than so many. */
    synchronized List<String> needy(int most) {
        Set<String> needy = new LinkedHashSet<>();
        for (Set<String> ids : List.of(overdue, quarantined)) {
            ids.stream().limit(most - needy.size()).forEach(needy::add);
        }
        return List.copyOf(needy);
    }
}
