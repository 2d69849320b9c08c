package dev.yellowjack.quickstart;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says in plain words what is wrong with a text that should be flags in flagd's format.
 *
 * <p>The provider itself ignores a malformed file without a word to the application, and answers a mistake in a flag with
 * an error that names its own Java code.
 */
final class FlagsJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Set<String> needed;

    /**
     * Makes a check.
     *
     * @param needed the keys of the boolean flags that must be there
     */
    FlagsJson(Set<String> needed) {
        this.needed = new TreeSet<>(needed);
    }

    /** The first problem of a text; empty where there is none. */
    Optional<Problem> problemIn(String text) {
        JsonNode root;
        try {
            root = MAPPER.readTree(text);
        } catch (JsonProcessingException malformed) {
            return Optional.of(Problem.ofWhole(words(malformed)));
        }
        if (root.isMissingNode()) {
            return Optional.of(Problem.ofWhole("it is empty"));
        }
        JsonNode flags = root.path("flags");
        if (!flags.isObject()) {
            return Optional.of(Problem.ofWhole("it has no object \"flags\""));
        }
        return refusalOf(flags).or(() -> mistakeIn(flags));
    }

    /** One flag of the wrong shape, whosever it is, makes the provider refuse them all. */
    private static Optional<Problem> refusalOf(JsonNode flags) {
        for (Map.Entry<String, JsonNode> flag : flags.properties()) {
            JsonNode variants = flag.getValue().path("variants");
            if (!flag.getValue().isObject()) {
                return Optional.of(Problem.ofWhole("flag \"" + flag.getKey() + "\" is not an object"));
            }
            if (!variants.isObject() && !variants.isMissingNode()) {
                return Optional.of(Problem.ofWhole("flag \"" + flag.getKey() + "\" has variants that are no object"));
            }
        }
        return Optional.empty();
    }

    private Optional<Problem> mistakeIn(JsonNode flags) {
        return needed.stream()
                .flatMap(key -> mistakeOf(flags.path(key)).map(words -> Problem.ofFlag(key, words)).stream())
                .findFirst();
    }

    private static Optional<String> mistakeOf(JsonNode flag) {
        JsonNode variants = flag.path("variants");
        String variant = flag.path("defaultVariant").asText();
        if (flag.isMissingNode()) {
            return Optional.of("is missing");
        }
        if (!flag.path("state").asText("ENABLED").equals("ENABLED")) {
            return Optional.of("is not ENABLED, which says neither on nor off");
        }
        if (variants.isMissingNode()) {
            return Optional.of("has no variants");
        }
        if (flag.has("targeting")) {
            return Optional.empty(); // Who gets which variant is the provider's to say.
        }
        if (!variants.has(variant)) {
            return Optional.of("has the defaultVariant \"" + variant + "\", which is not one of its variants");
        }
        if (!variants.path(variant).isBoolean()) {
            return Optional.of("has a variant \"" + variant + "\" that is neither true nor false");
        }
        return Optional.empty();
    }

    private static String words(JsonProcessingException malformed) {
        JsonLocation where = malformed.getLocation();
        String what = malformed.getOriginalMessage().lines().findFirst().orElse("not JSON");
        int jargon = what.indexOf(" (start marker");
        String words = jargon < 0 ? what : what.substring(0, jargon);
        return where == null ? words : "line " + where.getLineNr() + ", column " + where.getColumnNr() + ": " + words;
    }

    /**
     * What is wrong with a text.
     *
     * @param words such as {@code line 3, column 5: ...}
     * @param whole whether the provider takes nothing of the text for it, where else it takes all but one flag
     */
    record Problem(String words, boolean whole) {
        private static Problem ofWhole(String words) {
            return new Problem(words, true);
        }

        private static Problem ofFlag(String key, String words) {
            return new Problem("flag \"" + key + "\" " + words, false);
        }
    }
}
