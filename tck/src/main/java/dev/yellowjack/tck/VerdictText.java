package dev.yellowjack.tck;

import dev.yellowjack.tck.Outcome.Failed;
import dev.yellowjack.tck.Verdict.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A verdict in words: a line that sums it up, and below it all that is not simply verified. */
final class VerdictText {
    private static final int WIDTH = 110;
    private static final String INDENT = " ".repeat(18);

    private final Verdict verdict;
    private final Map<String, Standing> standings;
    private final StringBuilder text = new StringBuilder();

    private VerdictText(Verdict verdict) {
        this.verdict = verdict;
        this.standings = verdict.standings();
    }

    /** Several lines, each of which ends with a line feed. */
    static String of(Verdict verdict) {
        return new VerdictText(verdict).write();
    }

    private String write() {
        text.append(headline()).append('\n');
        brokenRules();
        otherFailures();
        together("not settled", Standing.UNSETTLED, rule -> "a test failed, but not at this rule");
        together("not run", Standing.NOT_RUN, this::reasons);
        verdict.notRunWithoutRule().forEach((test, why) -> line("not run", test + "  " + why));
        verdict.waivers().reasons().forEach((rule, reason) -> line("waived", rule + "  because \"" + reason + "\""));
        together("in part", Standing.IN_PART, this::reasons);
        together("not applicable", Standing.NOT_APPLICABLE, this::reasons);
        verdict.notes().forEach(this::line);
        return text.toString();
    }

    private String headline() {
        long verified =
                standings.values().stream().filter(Standing.VERIFIED::equals).count();
        String share = verified + " of " + standings.size() + " rules";
        return verdict.kitClass() + (verdict.subject().isEmpty() ? "" : ", " + verdict.subject()) + ": "
                + switch (verdict.result()) {
                    case FAILED -> "FAILED, verified " + share;
                    case INCOMPLETE -> "incomplete, verified " + share;
                    case VERIFIED -> "verified, " + share;
                };
    }

    private void brokenRules() {
        standings.forEach((rule, standing) -> {
            if (standing == Standing.BROKEN) {
                line("FAILED", rule + "  " + Rulebook.bundled().sentence(rule));
                verdict.breaking(rule).forEach(test -> line("", "in " + test));
            }
        });
    }

    private void otherFailures() {
        verdict.troubles().forEach(trouble -> line("FAILED", trouble));
        Map<String, Long> others = verdict.failures()
                .filter(failure -> failure.rule() == null)
                .collect(Collectors.groupingBy(Failed::why, LinkedHashMap::new, Collectors.counting()));
        others.forEach((why, tests) -> line("FAILED", (tests == 1 ? "" : tests + " tests: ") + why));
    }

    /** One line for all rules of a standing that have it for the same reason. */
    private void together(String key, Standing standing, UnaryOperator<String> reason) {
        Map<String, List<String>> rules = new LinkedHashMap<>();
        standings.forEach((rule, its) -> {
            if (its == standing) {
                rules.computeIfAbsent(reason.apply(rule), unused -> new ArrayList<>())
                        .add(rule);
            }
        });
        rules.forEach((why, these) -> line(key, String.join(" ", these) + "  " + why));
    }

    private String reasons(String rule) {
        return String.join("; ", verdict.reasons(rule));
    }

    /** A key and what there is to say, which goes on below itself where it is long. */
    private void line(String key, String words) {
        StringBuilder line = new StringBuilder("  " + key);
        line.append(" ".repeat(Math.max(2, INDENT.length() - line.length())));
        boolean first = true;
        for (String word : words.split(" ", -1)) {
            if (!first && line.length() + 1 + word.length() > WIDTH) {
                text.append(line.toString().stripTrailing()).append('\n');
                line.setLength(0);
                line.append(INDENT).append(word);
            } else {
                line.append(first ? "" : " ").append(word);
            }
            first = false;
        }
        text.append(line).append('\n');
    }
}
