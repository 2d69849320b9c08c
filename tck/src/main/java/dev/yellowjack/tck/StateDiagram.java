package dev.yellowjack.tck;

import dev.yellowjack.ChildState;
import dev.yellowjack.Transition.Reason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways from state to state that the diagram in {@code docs/RULES.md} shows, with their reasons. */
final class StateDiagram {
    private static final Pattern ARROW = Pattern.compile("^ {4}([A-Z_]+) --> ([A-Z_]+) : (.+)$", Pattern.MULTILINE);
    private static final StateDiagram BUNDLED = new StateDiagram(Rulebook.bundledText());

    private final Map<Arrow, Set<Reason>> reasons = new HashMap<>();

    private record Arrow(ChildState from, ChildState to) {}

    StateDiagram(String markdown) {
        Matcher arrow = ARROW.matcher(markdown);
        while (arrow.find()) {
            reasons.computeIfAbsent(
                            new Arrow(ChildState.valueOf(arrow.group(1)), ChildState.valueOf(arrow.group(2))),
                            none -> new HashSet<>())
                    .addAll(reasonsIn(arrow.group(3)));
        }
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("there is no state diagram in this text");
        }
    }

    /** A label names reasons; what else it says is for people. */
    private static Set<Reason> reasonsIn(String label) {
        Set<Reason> named = new HashSet<>();
        String beforeRemark = label.split(" after ", 2)[0];
        for (String word : beforeRemark.split(", ")) {
            Arrays.stream(Reason.values())
                    .filter(reason -> reason.name().equals(word))
                    .forEach(named::add);
        }
        return named;
    }

    static StateDiagram bundled() {
        return BUNDLED;
    }

    /** Whether a child can go this way for this reason. */
    boolean allows(Move move) {
        return reasons.getOrDefault(new Arrow(move.from(), move.to()), Set.of()).contains(move.reason());
    }
}
