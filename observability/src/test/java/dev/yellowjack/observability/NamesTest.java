package dev.yellowjack.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.observability.PromQl.Selector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules, dashboard and documents speak of what is really served, and of nothing else. */
class NamesTest {
    /** What Prometheus itself adds to each series, or makes for each target. */
    private static final Set<String> OF_TARGETS = Set.of("job", "instance");

    private static final Set<String> PROMETHEUS_OWN = Set.of("up");

    private static Everything everything;
    private static Exporter exporter;
    private static Scrape scrape;

    @BeforeAll
    static void scrapeEverything() throws IOException, InterruptedException {
        exporter = Exporter.open();
        everything = new Everything(exporter.openTelemetry());
        everything.happen();
        Waiting.until(NamesTest::isComplete, () -> "of " + documented() + " only " + scrape.ours());
    }

    private static boolean isComplete() {
        scrape = exporter.scrape();
        return scrape.ours().containsAll(documented())
                && scrape.sum("yellowjack_flag_evaluation_timeouts_total", Map.of()) > 0;
    }

    private static Set<String> documented() {
        return MetricsTable.rows().stream()
                .map(MetricsTable.Row::prometheusName)
                .collect(Collectors.toSet());
    }

    @AfterAll
    static void close() {
        everything.close();
        exporter.close();
    }

    @Test
    void the_rules_name_what_is_served() {
        assertEquals(
                List.of(),
                Rules.all().stream()
                        .flatMap(rule -> notServed(rule.name(), rule.expression()).stream())
                        .toList());
    }

    @Test
    void each_panel_of_the_dashboard_names_what_is_served() {
        assertTrue(Dashboard.queries().size() > 20);
        assertEquals(
                List.of(),
                Dashboard.queries().stream()
                        .flatMap(query -> notServed(query.panel(), query.filledIn()).stream())
                        .toList());
    }

    @Test
    void each_label_in_the_words_of_an_alert_or_in_a_legend_is_served() {
        Set<String> served = new HashSet<>(OF_TARGETS);
        scrape.ours().forEach(metric -> served.addAll(scrape.labelsOf(metric)));
        Set<String> named = new HashSet<>(Dashboard.labelsInLegends());
        Rules.alerts().forEach(rule -> named.addAll(rule.labelsInWords()));
        assertTrue(named.size() > 5);
        named.removeAll(served);
        assertEquals(Set.of(), named);
    }

    @Test
    void the_variables_of_the_dashboard_name_what_is_served() {
        List<Dashboard.Query> variables = Dashboard.variables();
        assertEquals(3, variables.size());
        assertEquals(
                List.of(),
                variables.stream()
                        .flatMap(query -> notServed(query.panel(), query.filledIn()).stream())
                        .toList());
    }

    @Test
    void the_table_of_metrics_is_what_is_served() {
        assertEquals(MetricsTable.served(exporter.metrics(), scrape), MetricsTable.withoutMeanings());
        assertEquals(scrape.ours(), documented());
    }

    @Test
    void the_labels_in_prometheus_are_the_attributes_with_underscores() {
        for (MetricsTable.Row row : MetricsTable.rows()) {
            assertEquals(row.labels(), scrape.labelsOf(row.prometheusName()), row.name());
        }
    }

    /** How many of something there are OpenTelemetry's conventions call a count; Prometheus keeps that for histograms. */
    @Test
    void promtool_has_no_remarks_on_the_scrape_but_those_that_we_live_with() {
        Promtool.Result result = Promtool.orSkip().checkMetrics(scrape);
        assertEquals(
                Set.of(
                        "target_info",
                        "yellowjack_child_count",
                        "yellowjack_child_overdue_count",
                        "yellowjack_child_reading_count"),
                result.output()
                        .lines()
                        .map(line -> line.replaceFirst(" .*", ""))
                        .collect(Collectors.toSet()),
                result::output);
    }

    private static List<String> notServed(String where, String expression) {
        List<String> wrong = new ArrayList<>();
        PromQl asked = PromQl.of(expression);
        Set<String> labels = new HashSet<>(OF_TARGETS);
        labels.add("le");
        for (Selector selector : asked.selectors()) {
            String metric = selector.metric();
            if (!Rules.recorded().contains(metric) && !PROMETHEUS_OWN.contains(metric)) {
                labels.addAll(scrape.labelsOf(scrape.metricOf(metric)));
                if (scrape.samples().stream().noneMatch(selector.withoutLabels(OF_TARGETS)::selects)) {
                    wrong.add(where + ": no series is " + selector);
                }
            }
        }
        asked.grouped().stream()
                .filter(label -> !labels.contains(label))
                .map(label -> where + ": no label " + label)
                .forEach(wrong::add);
        return wrong;
    }
}
