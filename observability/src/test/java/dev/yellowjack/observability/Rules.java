package dev.yellowjack.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules for Prometheus, as they are in their file. */
final class Rules {
    static final Path FILE = Path.of("prometheus", "yellowjack.rules.yml");
    static final Path TEST_FILE = Path.of("prometheus", "yellowjack.rules.test.yml");

    private static final Pattern LABEL = Pattern.compile("\\$labels\\.(\\w+)");

    private Rules() {}

    /**
     * One rule.
     *
     * @param name of the alert, or of the series that it records
     */
    record Rule(String name, boolean isAlert, String expression, JsonNode whole) {
        /** The labels that its summary and its description put in. */
        Set<String> labelsInWords() {
            return LABEL.matcher(whole.path("annotations").toString())
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
        }
    }

    static List<Rule> all() {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode group : yaml(FILE).path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                boolean isAlert = rule.has("alert");
                String name = rule.path(isAlert ? "alert" : "record").asText();
                rules.add(new Rule(name, isAlert, rule.path("expr").asText(), rule));
            }
        }
        return rules;
    }

    static List<Rule> alerts() {
        return all().stream().filter(Rule::isAlert).toList();
    }

    static List<String> recorded() {
        return all().stream().filter(rule -> !rule.isAlert()).map(Rule::name).toList();
    }

    static JsonNode yaml(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
