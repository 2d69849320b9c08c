package dev.yellowjack.tck;

import dev.yellowjack.examples.custom.Specimen;
import dev.yellowjack.examples.custom.Zoo;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * What was found on each kind of specimen, for a table.
 *
 * <p>Thread-safe.
 */
final class Records {
    private final Map<Class<? extends Specimen>, Queue<Entry>> entries = new ConcurrentHashMap<>();

    private record Entry(Examination.Part part, Examination examination, Duration time) {}

    void add(Class<? extends Specimen> kind, Examination.Part part, Examination examination, long nanos) {
        entries.computeIfAbsent(kind, fresh -> new ConcurrentLinkedQueue<>())
                .add(new Entry(part, examination, Duration.ofNanos(nanos)));
    }

    /** All that is known of a kind. */
    String of(Class<? extends Specimen> kind) {
        return String.valueOf(entries.get(kind));
    }

    /** One line for each kind: rule, name, longest time, tests that found it and how often, other rules cited. */
    @Override
    public String toString() {
        return Zoo.wrong().stream()
                .filter(entries::containsKey)
                .map(kind -> line(kind, List.copyOf(entries.get(kind))))
                .collect(Collectors.joining("\n", "The zoo:\n", "\n"));
    }

    private static String line(Class<? extends Specimen> kind, List<Entry> records) {
        String broken = Zoo.ruleBrokenBy(kind);
        long longest = records.stream()
                .map(Entry::time)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .toMillis();
        String found = List.of(Examination.Part.values()).stream()
                .flatMap(part -> found(records, part, broken).entrySet().stream())
                .map(test -> test.getValue() + " x " + test.getKey())
                .collect(Collectors.joining(", "));
        SortedSet<String> others = new TreeSet<>(Rulebook.ORDER);
        records.forEach(entry -> others.addAll(entry.examination().rules()));
        others.remove(broken);
        return String.format(
                "\u00a7%-5s%-40s%6d ms  %s%s",
                broken, kind.getSimpleName(), longest, found, others.isEmpty() ? "" : "; also " + others);
    }

    /** How often each test of a part found it; how often none did. */
    private static Map<String, Long> found(List<Entry> records, Examination.Part part, String broken) {
        return records.stream()
                .filter(entry -> entry.part() == part)
                .flatMap(entry -> names(entry.examination().of(broken), part).stream())
                .collect(Collectors.groupingBy(name -> name, java.util.TreeMap::new, Collectors.counting()));
    }

    private static List<String> names(List<Examination.Failure> failures, Examination.Part part) {
        return failures.isEmpty()
                ? List.of("nothing by " + part)
                : failures.stream().map(Examination.Failure::test).toList();
    }
}
