package dev.yellowjack.providers.flagd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.Structure;
import dev.openfeature.sdk.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A flag of each type, and what a provider has to say of them. */
final class Types {
    /** The variant of each. */
    static final Map<String, String> VALUES = Map.of(
            "text", "\"yellow\"",
            "whole", "42",
            "huge", "4294967296",
            "part", "0.25",
            "object", "{\"b\": true, \"n\": 7, \"s\": [\"x\", \"y\"], \"o\": {\"k\": \"v\"}}");

    static String flag(String value) {
        return "{\"state\": \"ENABLED\", \"variants\": {\"one\": " + value + "}, \"defaultVariant\": \"one\"}";
    }

    static String file() {
        return VALUES.entrySet().stream()
                .map(flag -> "\"" + flag.getKey() + "\": " + flag(flag.getValue()))
                .collect(Collectors.joining(",\n", "{\"flags\": {", "}}"));
    }

    private Types() {}

    static void assertAnswered(Client client) {
        assertValue("yellow", client.getStringDetails("text", "none"));
        assertValue(42, client.getIntegerDetails("whole", 0));
        assertValue(0.25, client.getDoubleDetails("part", 0.0));
        assertValue(42.0, client.getDoubleDetails("whole", 0.0));
        FlagEvaluationDetails<Value> object = client.getObjectDetails("object", new Value());
        assertNull(object.getErrorCode());
        assertEquals("one", object.getVariant());
        Structure structure = object.getValue().asStructure();
        assertEquals(true, structure.getValue("b").asBoolean());
        assertEquals(7, structure.getValue("n").asInteger());
        assertEquals(
                List.of("x", "y"),
                structure.getValue("s").asList().stream().map(Value::asString).toList());
        assertEquals("v", structure.getValue("o").asStructure().getValue("k").asString());

        assertError(ErrorCode.TYPE_MISMATCH, client.getBooleanDetails("text", true), true);
        assertError(ErrorCode.TYPE_MISMATCH, client.getStringDetails("whole", "none"), "none");
        assertError(ErrorCode.TYPE_MISMATCH, client.getIntegerDetails("text", 5), 5);
        assertError(ErrorCode.TYPE_MISMATCH, client.getIntegerDetails("huge", 5), 5);
        assertError(ErrorCode.TYPE_MISMATCH, client.getDoubleDetails("text", 0.5), 0.5);
        assertError(ErrorCode.FLAG_NOT_FOUND, client.getStringDetails("absent", "none"), "none");
    }

    private static <T> void assertValue(T expected, FlagEvaluationDetails<T> details) {
        assertNull(details.getErrorCode(), () -> details.getFlagKey() + ": " + details.getErrorMessage());
        assertEquals(expected, details.getValue(), details.getFlagKey());
        assertEquals("one", details.getVariant(), details.getFlagKey());
    }

    private static <T> void assertError(ErrorCode code, FlagEvaluationDetails<T> details, T fallback) {
        assertEquals(code, details.getErrorCode(), () -> details.getFlagKey() + ": " + details.getErrorMessage());
        assertEquals(fallback, details.getValue(), details.getFlagKey());
    }
}
