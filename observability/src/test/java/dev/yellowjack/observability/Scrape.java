package dev.yellowjack.observability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an exporter served, in Prometheus's text format.
 *
 * @param text as it came
 * @param samples all of them, in their order
 * @param types of each metric, its type
 */
record Scrape(String text, List<Sample> samples, Map<String, String> types) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");
    private static final Pattern PART = Pattern.compile("_(bucket|count|sum)$");

    /** One line: a series, and its value. */
    record Sample(String name, Map<String, String> labels, double value) {
        boolean has(Map<String, String> some) {
            return labels.entrySet().containsAll(some.entrySet());
        }

        /** As PromQL and promtool write a series, with more labels: those of the target. */
        String series(Map<String, String> more) {
            Map<String, String> all = new TreeMap<>(labels);
            all.putAll(more);
            return name
                    + all.entrySet().stream()
                            .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
                            .collect(Collectors.joining(",", "{", "}"));
        }

        private static String escaped(String value) {
            return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        }
    }

    static Scrape of(String text) {
        List<Sample> samples = new ArrayList<>();
        Map<String, String> types = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            Matcher type = TYPE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (!line.startsWith("#") && !line.isBlank()) {
                samples.add(sample(line));
            }
        }
        return new Scrape(text, List.copyOf(samples), types);
    }

    private static Sample sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new IllegalArgumentException("no sample: " + line);
        }
        Map<String, String> labels = new TreeMap<>();
        String written = Optional.ofNullable(sample.group(2)).orElse("");
        Matcher label = LABEL.matcher(written);
        int end = 0;
        while (label.find() && label.start() == end) {
            labels.put(label.group(1), unescaped(label.group(2)));
            end = label.end();
        }
        if (end != written.length()) {
            throw new IllegalArgumentException("no labels: " + written);
        }
        return new Sample(sample.group(1), labels, value(sample.group(3)));
    }

    private static String unescaped(String value) {
        return value.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private static double value(String written) {
        return switch (written) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(written);
        };
    }

    List<Sample> named(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    /** The sum of all samples of this name that have these labels; 0 where there is none. */
    double sum(String name, Map<String, String> labels) {
        return named(name).stream()
                .filter(sample -> sample.has(labels))
                .mapToDouble(Sample::value)
                .sum();
    }

    /** The names of the labels of a metric, or of one of a histogram's parts, without the histogram's own. */
    Set<String> labelsOf(String metric) {
        return samples.stream()
                .filter(sample -> metricOf(sample.name()).equals(metric))
                .flatMap(sample -> sample.labels().keySet().stream())
                .filter(label -> !label.equals("le"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Which metric a series belongs to: a histogram has several. */
    String metricOf(String name) {
        String stem = PART.matcher(name).replaceFirst("");
        return "histogram".equals(types.get(stem)) ? stem : name;
    }

    /** The names of Yellowjack's metrics. */
    Set<String> ours() {
        return types.keySet().stream()
                .filter(name -> name.startsWith("yellowjack_"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
