package dev.yellowjack.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yellowjack.observability.Rules.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alert rules: valid, tested both ways, and each with somewhere to read on. */
class RulesTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final int SCRAPE_SECONDS = 15;
    private static final List<String> PAGES = List.of("operating.md");

    @Test
    void promtool_finds_the_rules_valid() {
        Promtool.Result result = Promtool.orSkip().checkRules(Rules.FILE);
        assertEquals(0, result.exit(), result::output);
    }

    @Test
    void the_rules_pass_their_own_tests() {
        Promtool.Result result = Promtool.orSkip().testRules(Rules.TEST_FILE);
        assertEquals(0, result.exit(), result::output);
    }

    /** promtool evaluates as often as its test says, and not as the rules do. */
    @Test
    void a_scrape_an_evaluation_and_the_wait_of_a_quarantined_child_are_no_more_than_a_minute() {
        JsonNode group = Rules.yaml(Rules.FILE).path("groups").path(0);
        int evaluation = seconds(group.path("interval").asText());
        int wait = Rules.alerts().stream()
                .filter(alert -> alert.name().equals("YellowjackChildQuarantined"))
                .mapToInt(alert -> seconds(alert.whole().path("for").asText()))
                .sum();
        int evaluationsToWaitFor = (wait + evaluation - 1) / evaluation;
        assertTrue(SCRAPE_SECONDS + evaluation + evaluationsToWaitFor * evaluation <= 60);
    }

    private static int seconds(String written) {
        return Integer.parseInt(written.replaceFirst("s$", ""));
    }

    @Test
    void each_alert_is_tested_to_fire_and_not_to_fire() {
        Set<String> alerts = names();
        assertEquals(alerts, tested(test -> !test.path("exp_alerts").isEmpty()));
        assertEquals(alerts, tested(test -> test.path("exp_alerts").isEmpty()));
    }

    private static Set<String> tested(Predicate<JsonNode> how) {
        Set<String> tested = new TreeSet<>();
        for (JsonNode group : Rules.yaml(Rules.TEST_FILE).path("tests")) {
            for (JsonNode test : group.path("alert_rule_test")) {
                if (how.test(test)) {
                    tested.add(test.path("alertname").asText());
                }
            }
        }
        return tested;
    }

    private static Set<String> names() {
        return Rules.alerts().stream().map(Rule::name).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void each_alert_has_a_severity_a_summary_a_description_and_a_section_that_is_there() throws IOException {
        Set<String> anchors = new TreeSet<>();
        for (String page : PAGES) {
            anchors.addAll(anchors(page));
        }
        assertTrue(Rules.alerts().size() >= 10);
        for (Rule alert : Rules.alerts()) {
            JsonNode annotations = alert.whole().path("annotations");
            assertTrue(
                    Set.of("critical", "warning", "info")
                            .contains(alert.whole()
                                    .path("labels")
                                    .path("severity")
                                    .asText()),
                    alert::name);
            assertTrue(annotations.path("summary").asText().length() > 10, alert::name);
            assertTrue(annotations.path("description").asText().length() > 30, alert::name);
            String runbook = annotations.path("runbook").asText();
            assertTrue(runbook.startsWith("docs/operating.md#"), runbook);
            assertTrue(anchors.contains(runbook.substring(runbook.indexOf('#') + 1)), runbook);
        }
    }

    @Test
    void the_documents_list_each_alert_with_its_severity_and_its_section() throws IOException {
        Set<String> documented;
        try (Stream<String> lines = Files.lines(DOCS.resolve("operating.md"))) {
            documented = lines.filter(line -> line.startsWith("| Yellowjack"))
                    .map(RulesTest::nameSeverityAndAnchor)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        assertEquals(
                Rules.alerts().stream()
                        .map(alert -> alert.name() + " "
                                + alert.whole().path("labels").path("severity").asText() + " "
                                + alert.whole()
                                        .path("annotations")
                                        .path("runbook")
                                        .asText()
                                        .replaceFirst(".*#", ""))
                        .collect(Collectors.toCollection(TreeSet::new)),
                documented);
    }

    private static String nameSeverityAndAnchor(String line) {
        String[] cells = line.split("\\|", -1);
        return cells[1].strip() + " " + cells[2].strip() + " "
                + cells[4].strip().replaceFirst(".*#", "").replace(")", "");
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(String page) throws IOException {
        try (Stream<String> lines = Files.lines(DOCS.resolve(page))) {
            return lines.filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("#+ ", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\w -]", "")
                            .replace(' ', '-'))
                    .collect(Collectors.toSet());
        }
    }
}
