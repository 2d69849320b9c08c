package dev.yellowjack.tck;

import dev.yellowjack.tck.Verdict.Standing;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A verdict for programs to read: a properties file in UTF-8 that has one line a key, in the order of the keys, and is the
 * same each time if nothing else is.
 */
final class VerdictReport {
    private final Verdict verdict;
    private final Map<String, Standing> standings;
    private final SortedMap<String, String> entries = new TreeMap<>();

    private VerdictReport(Verdict verdict, Map<String, String> facts) {
        this.verdict = verdict;
        this.standings = verdict.standings();
        entries.putAll(facts);
    }

    /**
     * Writes the report on one class, over an earlier one.
     *
     * @param folder where to; it is made if need be
     * @param facts what the tests have told besides
     */
    static void write(Path folder, Class<?> kitClass, Verdict verdict, Map<String, String> facts) throws IOException {
        String text = new VerdictReport(verdict, facts).text(kitClass);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(kitClass.getName() + ".properties"), text);
    }

    private String text(Class<?> kitClass) {
        entries.put("class", kitClass.getName());
        entries.put("subject", verdict.subject());
        entries.put("result", verdict.result().name());
        long verified =
                standings.values().stream().filter(Standing.VERIFIED::equals).count();
        entries.put("rules.verified", Long.toString(verified));
        entries.put("rules.total", Integer.toString(standings.size()));
        standings.forEach(this::rule);
        verdict.waivers().reasons().forEach((rule, reason) -> entries.put("waived." + rule, reason));
        failures();
        return entries.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    }

    private void rule(String rule, Standing standing) {
        if (standing != Standing.VERIFIED) {
            entries.put("rule." + rule + ".standing", standing.name());
            entries.put("rule." + rule + ".reason", reason(rule, standing));
        }
    }

    private String reason(String rule, Standing standing) {
        return switch (standing) {
            case BROKEN -> "in " + String.join("; ", verdict.breaking(rule));
            case WAIVED -> String.valueOf(verdict.waivers().reasons().get(rule));
            case UNSETTLED -> "a test failed, but not at this rule";
            case NOT_RUN, IN_PART, NOT_APPLICABLE -> String.join("; ", verdict.reasons(rule));
            case VERIFIED -> "";
        };
    }

    private void failures() {
        List<String> failures = Stream.concat(
                        verdict.troubles().stream(), verdict.failures().map(Outcome.Failed::why))
                .distinct()
                .sorted()
                .toList();
        for (int i = 0; i < failures.size(); i++) {
            entries.put("failure." + (i + 1), failures.get(i));
        }
    }

    /** One entry, escaped by the JDK, without the comment that has the date. */
    private static String line(String key, String value) {
        Properties one = new Properties();
        one.setProperty(key, value);
        StringWriter text = new StringWriter();
        try {
            one.store(text, null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
