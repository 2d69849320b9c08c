package dev.yellowjack.observability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression in Prometheus's language speaks of. It is cut into words and no grammar is checked: promtool does that.
 *
 * @param selectors each metric with its matchers, once for each time that it is named
 * @param grouped the labels that series are grouped or matched by
 */
record PromQl(List<Selector> selectors, Set<String> grouped) {
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(?<string>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')"
            + "|(?<number>(?:0x[0-9a-f]+|[0-9.]+(?:e[+-]?[0-9]+)?)(?:[smhdwy][0-9smhdwy]*|ms)?)"
            + "|(?<word>[a-zA-Z_:][\\w:]*)"
            + "|(?<sign>=~|!~|!=|==|<=|>=|[-+*/%^=<>(){}\\[\\],:@]))");
    private static final Set<String> BEFORE_LABELS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "offset", "bool", "inf", "nan");

    /**
     * A metric, and which of its series.
     *
     * @param matchers of each label, how it is matched
     */
    record Selector(String metric, Map<String, LabelMatcher> matchers) {
        /** The same, whatever these labels are. */
        Selector withoutLabels(Set<String> labels) {
            Map<String, LabelMatcher> others = new LinkedHashMap<>(matchers);
            others.keySet().removeAll(labels);
            return new Selector(metric, others);
        }

        /** Whether it is one of its series. A label that is matched has to be there, though Prometheus does not ask that. */
        boolean selects(Scrape.Sample sample) {
            return sample.name().equals(metric)
                    && matchers.entrySet().stream()
                            .allMatch(one -> sample.labels().containsKey(one.getKey())
                                    && one.getValue().matches(sample.labels().get(one.getKey())));
        }
    }

    /** How one label is matched. */
    record LabelMatcher(String operator, String value) {
        boolean matches(String actual) {
            return switch (operator) {
                case "=" -> actual.equals(value);
                case "!=" -> !actual.equals(value);
                case "=~" -> actual.matches(value);
                case "!~" -> !actual.matches(value);
                default -> throw new IllegalArgumentException(operator);
            };
        }
    }

    static PromQl of(String expression) {
        return new Reader(tokens(expression)).read();
    }

    private static List<String> tokens(String expression) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(expression);
        int end = 0;
        while (token.find() && token.start() == end) {
            tokens.add(token.group().strip());
            end = token.end();
        }
        if (!expression.substring(end).isBlank()) {
            throw new IllegalArgumentException("what is '" + expression.substring(end) + "' in " + expression);
        }
        return tokens;
    }

    private static final class Reader {
        private final List<String> tokens;
        private final List<Selector> selectors = new ArrayList<>();
        private final Set<String> grouped = new LinkedHashSet<>();
        private int next;

        Reader(List<String> tokens) {
            this.tokens = tokens;
        }

        PromQl read() {
            while (next < tokens.size()) {
                String token = tokens.get(next++);
                if (!Character.isLetter(token.charAt(0)) && token.charAt(0) != '_') {
                    continue;
                }
                if (BEFORE_LABELS.contains(token)) {
                    labels();
                } else if (!KEYWORDS.contains(token) && !at("(") && !at("by") && !at("without")) {
                    selectors.add(new Selector(token, matchers()));
                }
            }
            return new PromQl(selectors, grouped);
        }

        private boolean at(String token) {
            return next < tokens.size() && tokens.get(next).equals(token);
        }

        private void labels() {
            if (at("(")) { // group_left may stand alone.
                while (!at(")")) {
                    String token = tokens.get(next++);
                    if (!token.equals("(") && !token.equals(",")) {
                        grouped.add(token);
                    }
                }
            }
        }

        private Map<String, LabelMatcher> matchers() {
            Map<String, LabelMatcher> matchers = new LinkedHashMap<>();
            if (at("{")) {
                next++;
                while (!at("}")) {
                    if (at(",")) {
                        next++;
                    } else {
                        String value = tokens.get(next + 2);
                        matchers.put(
                                tokens.get(next),
                                new LabelMatcher(tokens.get(next + 1), value.substring(1, value.length() - 1)));
                        next += 3;
                    }
                }
            }
            return matchers;
        }
    }
}
