package dev.yellowjack.observability;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The table of metrics in the documents, and what it would have to be. */
final class MetricsTable {
    static final Path FILE = Path.of("..", "docs", "operating.md");

    private static final String HEADER = "| metric | in Prometheus | instrument | unit | attributes | meaning |";

    /** Has a sentence of its own above the table. */
    private static final String ON_ALL = "yellowjack.supervisor.name";

    private static final Set<String> SUFFIXES = Set.of("", "_total", "_seconds", "_ratio");

    private MetricsTable() {}

    /** One metric. The names of attributes are in no order. */
    record Row(
            String name,
            String prometheusName,
            String instrument,
            String unit,
            Set<String> attributes,
            String meaning) {
        /** The names of its labels in Prometheus. */
        Set<String> labels() {
            Set<String> labels = new TreeSet<>(Set.of("otel_scope_name", underscored(ON_ALL)));
            attributes.forEach(attribute -> labels.add(underscored(attribute)));
            return labels;
        }

        private static String underscored(String name) {
            return name.replace('.', '_');
        }

        private Row withoutMeaning() {
            return new Row(name, prometheusName, instrument, unit, attributes, "");
        }

        @Override
        public String toString() {
            return "\n| `" + name + "` | `" + prometheusName + "` | " + instrument + " | `" + unit + "` | "
                    + attributes.stream().map(one -> "`" + one + "`").collect(Collectors.joining(", ")) + " | |";
        }
    }

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : lines()) {
            if (inside && !line.startsWith("|")) {
                break;
            }
            if (inside && !line.startsWith("|---")) {
                rows.add(row(line));
            }
            inside |= line.equals(HEADER);
        }
        if (rows.isEmpty()) {
            throw new AssertionError("no rows under '" + HEADER + "' in " + FILE);
        }
        return rows;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Row row(String line) {
        List<String> cells = Arrays.stream(line.split("\\|"))
                .skip(1)
                .map(cell -> cell.strip().replace("`", ""))
                .toList();
        if (cells.size() != 6 || cells.get(5).isEmpty()) {
            throw new AssertionError("not six cells with something in the last: " + line);
        }
        Set<String> attributes = new TreeSet<>(Arrays.asList(cells.get(4).split(", ")));
        attributes.remove("");
        return new Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3), attributes, cells.get(5));
    }

    static List<Row> withoutMeanings() {
        return rows().stream()
                .map(Row::withoutMeaning)
                .sorted(Comparator.comparing(Row::name))
                .toList();
    }

    /** What OpenTelemetry has, and under which name the exporter serves it, by name. */
    static List<Row> served(Collection<MetricData> metrics, Scrape scrape) {
        List<Row> rows = new ArrayList<>();
        for (MetricData metric : metrics) {
            if (metric.getInstrumentationScopeInfo().getName().equals("dev.yellowjack")) {
                rows.add(new Row(
                        metric.getName(),
                        prometheusName(metric, scrape),
                        instrument(metric),
                        metric.getUnit(),
                        attributes(metric),
                        ""));
            }
        }
        rows.sort(Comparator.comparing(Row::name));
        return rows;
    }

    private static Set<String> attributes(MetricData metric) {
        Set<String> attributes = new TreeSet<>();
        for (PointData point : metric.getData().getPoints()) {
            point.getAttributes().forEach((key, value) -> attributes.add(key.getKey()));
        }
        if (!attributes.remove(ON_ALL)) {
            throw new AssertionError(metric + " lacks " + ON_ALL);
        }
        return attributes;
    }

    private static String instrument(MetricData metric) {
        if (metric.getType() == MetricDataType.HISTOGRAM) {
            return "histogram";
        }
        return metric.getLongSumData().isMonotonic() ? "counter" : "up-down counter";
    }

    /** What the exporter makes of the name: it adds what the unit or the type ask for. */
    private static String prometheusName(MetricData metric, Scrape scrape) {
        String stem = metric.getName().replace('.', '_');
        return scrape.ours().stream()
                .filter(name -> name.startsWith(stem) && SUFFIXES.contains(name.substring(stem.length())))
                .collect(Collectors.joining(" or "));
    }
}
