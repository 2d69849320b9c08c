package dev.yellowjack.tck;

import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Reading;
import dev.yellowjack.SupervisorStatus;
import dev.yellowjack.Transition;
import dev.yellowjack.Transition.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What metrics have to say, reckoned from the transitions that were heard and from the status (§7.3). What cannot be
 * reckoned so, such as how often a flag was evaluated, is not in it.
 */
final class Account {
    private static final String CHILDREN = "yellowjack.child.count";
    private static final String OVERDUE = "yellowjack.child.overdue.count";
    private static final String READINGS = "yellowjack.child.reading.count";
    private static final String STARTS = "yellowjack.child.starts";
    private static final String STOPS = "yellowjack.child.stops";
    private static final String CRASHES = "yellowjack.child.crashes";
    private static final String COMPLETIONS = "yellowjack.child.completions";
    private static final String RELEASES = "yellowjack.child.releases";
    private static final Set<String> RECKONED =
            Set.of(CHILDREN, OVERDUE, READINGS, STARTS, STOPS, CRASHES, COMPLETIONS, RELEASES);

    private final Map<String, Long> entries = new TreeMap<>();

    private Account() {}

    /** Whether metrics are in agreement with what was heard and seen, all at one moment or when nothing moves. */
    static boolean agrees(Map<String, Long> metrics, SupervisorStatus status, Collection<Transition> heard) {
        return of(status, heard).equals(only(metrics));
    }

    /** Those of the metrics that can be reckoned. */
    static Map<String, Long> only(Map<String, Long> metrics) {
        return metrics.entrySet().stream()
                .filter(metric -> RECKONED.contains(metric.getKey().replaceFirst("\\{.*", "")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    /** What the metrics have to say. */
    static Map<String, Long> of(SupervisorStatus status, Collection<Transition> heard) {
        Account account = new Account();
        account.see(status);
        account.hear(heard);
        return account.entries;
    }

    private void see(SupervisorStatus status) {
        status.counts().forEach((state, count) -> put(CHILDREN, "yellowjack.child.state", lower(state), count));
        put(OVERDUE, status.children().stream().filter(ChildStatus::overdue).count());
        for (String reading : List.of("on", "off", "unknown")) {
            put(
                    READINGS,
                    "yellowjack.flag.reading",
                    reading,
                    status.children().stream()
                            .filter(child -> named(child.reading()).equals(reading))
                            .count());
        }
    }

    private static String named(Reading reading) {
        return reading.isKnown() ? reading.equals(Reading.ON) ? "on" : "off" : "unknown";
    }

    private void hear(Collection<Transition> heard) {
        putEach(STARTS, "yellowjack.transition.reason", heard, Account::isStart, one -> lower(one.reason()));
        putEach(STOPS, "yellowjack.transition.reason", heard, Account::isStop, one -> lower(one.reason()));
        putEach(CRASHES, "error.type", heard, Account::isCrash, Account::typeOfCause);
        put(COMPLETIONS, count(heard, one -> one.to() == ChildState.COMPLETED));
        put(RELEASES, count(heard, one -> one.reason() == Reason.RELEASED));
    }

    private static boolean isStart(Transition one) {
        return one.to() == ChildState.STARTING;
    }

    /** One that has not begun may be called off. */
    private static boolean isStop(Transition one) {
        return one.to() == ChildState.STOPPING || (one.from() == ChildState.STARTING && one.to() == ChildState.OFF);
    }

    /** One that has failed crashes when it has ended. */
    private static boolean isCrash(Transition one) {
        return one.cause() != null && one.to() != ChildState.STOPPING;
    }

    private static String typeOfCause(Transition one) {
        return Stream.ofNullable(one.cause())
                .map(cause -> cause.getClass().getName())
                .findFirst()
                .orElse("");
    }

    private static long count(Collection<Transition> heard, Predicate<Transition> which) {
        return heard.stream().filter(which).count();
    }

    private void putEach(
            String metric,
            String label,
            Collection<Transition> heard,
            Predicate<Transition> which,
            Function<Transition, String> value) {
        heard.stream()
                .filter(which)
                .collect(Collectors.groupingBy(value, Collectors.counting()))
                .forEach((name, count) -> put(metric, label, name, count));
    }

    private void put(String metric, long count) {
        entries.put(metric + "{}", count);
    }

    private void put(String metric, String label, String value, long count) {
        entries.put(metric + "{" + label + "=" + value + "}", count);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
