package dev.yellowjack.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The dashboard for Grafana, as it is in its file. */
final class Dashboard {
    static final Path FILE = Path.of("grafana", "yellowjack.json");

    private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final Pattern VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");

    private Dashboard() {}

    /** What one panel asks. */
    record Query(String panel, String expression) {
        /** With something in place of each of Grafana's variables, as Grafana would have it. */
        String filledIn() {
            return expression
                    .replace("$__rate_interval", "1m")
                    .replace("$__range", "1h")
                    .replaceAll("\\$\\w+", ".*");
        }
    }

    static JsonNode json() {
        try {
            return new JsonMapper().readTree(FILE.toFile());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** All panels, those in rows that are folded up included. */
    static List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        collect(json().path("panels"), panels);
        return panels;
    }

    private static void collect(JsonNode from, List<JsonNode> to) {
        for (JsonNode panel : from) {
            to.add(panel);
            collect(panel.path("panels"), to);
        }
    }

    static List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(new Query(
                        panel.path("title").asText(), target.path("expr").asText()));
            }
        }
        return queries;
    }

    static Set<String> labelsInLegends() {
        return panels().stream()
                .flatMap(panel ->
                        LEGEND_LABEL.matcher(panel.path("targets").toString()).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    /** What the variables above the dashboard ask, each as an expression that says the same. */
    static List<Query> variables() {
        List<Query> queries = new ArrayList<>();
        for (JsonNode variable : json().path("templating").path("list")) {
            Matcher values = VALUES.matcher(variable.path("definition").asText());
            if (values.matches()) {
                queries.add(new Query(
                        variable.path("name").asText(), "sum by (" + values.group(2) + ") (" + values.group(1) + ")"));
            }
        }
        return queries;
    }
}
