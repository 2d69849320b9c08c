package dev.yellowjack.observability;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A rule test for promtool that is made of a real scrape: Prometheus has got it every 15 s, and it has never changed. */
final class RuleTest {
    private static final Map<String, String> TARGET = Map.of("job", "shop", "instance", "shop-1:9464");
    private static final int SCRAPES = 80;

    private final Scrape scrape;
    private final List<Map<String, Object>> expectations = new ArrayList<>();

    RuleTest(Scrape scrape) {
        this.scrape = scrape;
    }

    /**
     * After so long since the first scrape these alerts fire, and no others.
     *
     * @param alerts each the name of an alert, and after a blank the id of a child where it is about one
     */
    RuleTest firingAfter(String time, String... alerts) {
        List<Map<String, Object>> samples = new ArrayList<>();
        for (String alert : alerts) {
            String labels = "{alertname=\"" + alert.replace(" ", "\", yellowjack_child_id=\"") + "\"}";
            samples.add(Map.of("labels", labels, "value", 1));
        }
        expectations.add(Map.of(
                "expr", "sum by (alertname, yellowjack_child_id) (ALERTS{alertstate=\"firing\"})",
                "eval_time", time,
                "exp_samples", samples));
        return this;
    }

    String yaml() {
        List<Map<String, String>> series = new ArrayList<>(List.of(
                Map.of("series", new Scrape.Sample("up", Map.of(), 1).series(TARGET), "values", "1x" + SCRAPES)));
        for (Scrape.Sample sample : scrape.samples()) {
            String value = new BigDecimal(Double.toString(sample.value())).toPlainString();
            series.add(Map.of("series", sample.series(TARGET), "values", value + "x" + SCRAPES));
        }
        Map<String, Object> test = Map.of(
                "rule_files", List.of(Rules.FILE.toAbsolutePath().toString()),
                "evaluation_interval", "15s",
                "tests", List.of(Map.of("interval", "15s", "input_series", series, "promql_expr_test", expectations)));
        try {
            return new YAMLMapper().writeValueAsString(test);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }
}
