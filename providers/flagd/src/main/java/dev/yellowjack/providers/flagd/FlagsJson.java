package dev.yellowjack.providers.flagd;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Says in plain words what is wrong with a text that should be flags in flagd's format. */
final class FlagsJson {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private FlagsJson() {}

    /** The first problem of a text; empty where there is none. */
    static Optional<Problem> problemIn(String text) {
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
        return first(flags, FlagsJson::refusalOf)
                .map(Problem::ofWhole)
                .or(() -> first(flags, FlagsJson::mistakeOf).map(words -> new Problem(words, false)));
    }

    private static Optional<String> first(JsonNode flags, Function<JsonNode, Optional<String>> look) {
        for (Map.Entry<String, JsonNode> flag : flags.properties()) {
            Optional<String> words = look.apply(flag.getValue());
            if (words.isPresent()) {
                return Optional.of("flag \"" + flag.getKey() + "\" " + words.get());
            }
        }
        return Optional.empty();
    }

    /** One flag of the wrong shape makes flagd's parser refuse them all. */
    private static Optional<String> refusalOf(JsonNode flag) {
        if (!flag.isObject()) {
            return Optional.of("is not an object");
        }
        for (String part : new String[] {"variants", "metadata"}) {
            if (flag.has(part) && !flag.path(part).isObject()) {
                return Optional.of("has " + part + " that are no object");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> mistakeOf(JsonNode flag) {
        JsonNode variants = flag.path("variants");
        String state = flag.path("state").asText("ENABLED");
        JsonNode variant = flag.path("defaultVariant");
        if (!state.equals("ENABLED") && !state.equals("DISABLED")) {
            return Optional.of("has a state that is neither ENABLED nor DISABLED");
        }
        if (variants.isEmpty()) {
            return Optional.of("has no variants");
        }
        if (variant.isTextual() && !variants.has(variant.asText())) {
            return Optional.of("has the defaultVariant \"" + variant.asText() + "\", which is not one of its variants");
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
     * @param whole whether no flag can be taken from it, where else all but one can
     */
    record Problem(String words, boolean whole) {
        private static Problem ofWhole(String words) {
            return new Problem(words, true);
        }
    }
}
