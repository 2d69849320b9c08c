package dev.yellowjack.providers.conformance;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the table says of a run of a kit class.
 *
 * @param kit the full name of the class
 * @param result in a word
 * @param rules how many rules were verified, and of how many
 * @param median the median flip, rounded, and with its unit
 * @param longest the longest one, likewise
 * @param lacking why an ability is lacking
 * @param waived why a rule is waived
 * @param threads why such threads may be left
 */
record KitReport(
        String kit,
        String result,
        String rules,
        String median,
        String longest,
        SortedMap<String, String> lacking,
        SortedMap<String, String> waived,
        SortedMap<String, String> threads) {
    static KitReport read(Path file) throws IOException {
        Properties entries = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            entries.load(text);
        }
        return new KitReport(
                needed(entries, "class", file),
                needed(entries, "result", file),
                needed(entries, "rules.verified", file) + " of " + needed(entries, "rules.total", file),
                time(needed(entries, "flip-to-body.median.ms", file)),
                time(needed(entries, "flip-to-body.max.ms", file)),
                below("lacking.", entries),
                below("waived.", entries),
                below("threads.", entries));
    }

    private static String needed(Properties entries, String key, Path file) {
        String value = entries.getProperty(key);
        if (value == null) {
            throw new IllegalStateException(
                    file + " has no " + key + ": let the whole kit run, and make the table again");
        }
        return value;
    }

    private static SortedMap<String, String> below(String prefix, Properties entries) {
        SortedMap<String, String> below = new TreeMap<>();
        entries.stringPropertyNames().stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> below.put(key.substring(prefix.length()), entries.getProperty(key)));
        return below;
    }

    /** Two digits: another run brings others from the third on. */
    static String time(String text) {
        double millis = Double.parseDouble(text);
        if (millis >= 995) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000);
        }
        if (millis >= 9.95) {
            double step = millis >= 99.5 ? 10 : 1;
            return Math.round(millis / step) * (long) step + " ms";
        }
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }
}
