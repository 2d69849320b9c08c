package dev.yellowjack.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard: whatever Grafana would show as a broken panel. */
class DashboardTest {
    @TempDir
    private Path folder;

    @Test
    void promtool_finds_what_each_panel_asks_valid() throws IOException {
        Promtool.Result result = check(Dashboard.queries());
        assertEquals(0, result.exit(), result::output);
    }

    @Test
    void promtool_would_find_what_is_not_valid() throws IOException {
        List<Dashboard.Query> queries = new ArrayList<>(Dashboard.queries());
        queries.add(new Dashboard.Query("broken", "rate(yellowjack_child_starts_total)"));
        Promtool.Result result = check(queries);
        assertEquals(1, result.exit(), result::output);
    }

    private Promtool.Result check(List<Dashboard.Query> queries) throws IOException {
        Promtool promtool = Promtool.orSkip();
        List<Map<String, String>> rules = new ArrayList<>();
        for (Dashboard.Query query : queries) {
            rules.add(Map.of("record", "panel:" + rules.size(), "expr", query.filledIn()));
        }
        Path file = folder.resolve("dashboard.rules.yml");
        new YAMLMapper()
                .writeValue(file.toFile(), Map.of("groups", List.of(Map.of("name", "dashboard", "rules", rules))));
        assertTrue(Files.size(file) > 0);
        return promtool.checkRules(file);
    }

    @Test
    void each_panel_asks_the_data_source_that_is_chosen_above_and_what_is_chosen_above_of_it() {
        for (JsonNode panel : Dashboard.panels()) {
            if (!panel.path("type").asText().equals("row")) {
                assertEquals(
                        "${datasource}", panel.path("datasource").path("uid").asText(), panel::toString);
                assertFalse(panel.path("targets").isEmpty(), panel::toString);
            }
        }
        for (Dashboard.Query query : Dashboard.queries()) {
            for (PromQl.Selector selector : PromQl.of(query.expression().replace("$__rate_interval", "1m"))
                    .selectors()) {
                assertEquals(
                        "$supervisor",
                        selector.matchers().get("yellowjack_supervisor_name").value(),
                        query::toString);
            }
        }
    }

    @Test
    void no_two_panels_have_one_id_and_none_lie_on_each_other() {
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : Dashboard.panels()) {
            assertTrue(ids.add(panel.path("id").asInt()), panel::toString);
            JsonNode at = panel.path("gridPos");
            assertTrue(at.path("x").asInt() + at.path("w").asInt() <= 24, panel::toString);
            for (int x = at.path("x").asInt();
                    x < at.path("x").asInt() + at.path("w").asInt();
                    x++) {
                for (int y = at.path("y").asInt();
                        y < at.path("y").asInt() + at.path("h").asInt();
                        y++) {
                    assertTrue(cells.add(x + "," + y), panel::toString);
                }
            }
        }
    }
}
