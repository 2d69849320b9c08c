package dev.yellowjack.tck;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules that are not kept, and why.
 *
 * @param reasons by the number of the rule, in the order of the rules
 */
record Waivers(SortedMap<String, String> reasons) {
    /**
     * Checks what a kit class waives.
     *
     * @throws IllegalArgumentException if a rule does not exist, or a reason says nothing
     */
    static Waivers of(Map<String, String> waived) {
        SortedMap<String, String> reasons = new TreeMap<>(Rulebook.ORDER);
        waived.forEach((number, reason) -> reasons.put(existing(number), written(number, reason)));
        return new Waivers(Collections.unmodifiableSortedMap(reasons));
    }

    private static String existing(String number) {
        if (!Rulebook.bundled().numbers().contains(number)) {
            throw new IllegalArgumentException("waivedRules() waives the rule '" + number
                    + "', which does not exist. A rule is waived by its number alone, such as \"2.7\"; there are "
                    + String.join(", ", Rulebook.bundled().numbers()));
        }
        return number;
    }

    private static String written(String number, String reason) {
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("waivedRules() waives §" + number
                    + " without a reason. Say in a sentence why it cannot be kept: the verdict shows it");
        }
        return reason.strip();
    }

    boolean contains(String number) {
        return reasons.containsKey(number);
    }

    /** Skips a test if a rule that it cites is waived. */
    void skip(Rule rule) {
        for (String number : rule.value()) {
            String reason = reasons.get(number);
            if (reason != null) {
                throw new NotApplicable("§" + number + " is waived: " + reason);
            }
        }
    }
}
