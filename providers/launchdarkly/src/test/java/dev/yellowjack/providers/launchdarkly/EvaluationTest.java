package dev.yellowjack.providers.launchdarkly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.launchdarkly.sdk.LDValue;
import com.launchdarkly.sdk.server.integrations.TestData;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Value;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the provider answers, of LaunchDarkly's real client. */
final class EvaluationTest {
    private static final EvaluationContext SANDY = new ImmutableContext("sandy", Map.of("team", new Value("blue")));

    private final TestDataBackend backend = new TestDataBackend();
    private final TestData data = backend.data;
    private final FeatureProvider provider = backend.provider();

    @BeforeEach
    void open() throws Exception {
        provider.initialize(SANDY);
    }

    @AfterEach
    void close() {
        provider.shutdown();
    }

    private ProviderEvaluation<Boolean> ask(String flag) {
        return provider.getBooleanEvaluation(flag, true, SANDY);
    }

    private static void assertAnswer(Object value, String variant, String reason, ProviderEvaluation<?> answer) {
        assertNull(answer.getErrorCode(), answer::toString);
        assertEquals(value, answer.getValue());
        assertEquals(variant, answer.getVariant());
        assertEquals(reason, answer.getReason());
    }

    private static void assertNone(Object fallback, ErrorCode code, String words, ProviderEvaluation<?> answer) {
        assertEquals(code, answer.getErrorCode());
        assertEquals("ERROR", answer.getReason());
        assertEquals(fallback, answer.getValue());
        assertTrue(Objects.requireNonNull(answer.getErrorMessage()).contains(words), answer.getErrorMessage());
    }

    @Test
    void each_type_is_answered() {
        data.update(data.flag("truth").valueForAll(LDValue.of(true)));
        data.update(data.flag("text").valueForAll(LDValue.of("yellow")));
        data.update(data.flag("whole").valueForAll(LDValue.of(7)));
        data.update(data.flag("fraction").valueForAll(LDValue.of(7.5)));
        LDValue json = LDValue.parse("{\"a\":[1,2.5,\"x\",true,null],\"b\":{}}");
        data.update(data.flag("object").valueForAll(json));

        assertAnswer(true, "0", "FALLTHROUGH", provider.getBooleanEvaluation("truth", false, SANDY));
        assertAnswer("yellow", "0", "FALLTHROUGH", provider.getStringEvaluation("text", "", SANDY));
        assertAnswer(7, "0", "FALLTHROUGH", provider.getIntegerEvaluation("whole", 0, SANDY));
        assertAnswer(7.5, "0", "FALLTHROUGH", provider.getDoubleEvaluation("fraction", 0.0, SANDY));
        assertAnswer(7.0, "0", "FALLTHROUGH", provider.getDoubleEvaluation("whole", 0.0, SANDY));
        Value object =
                provider.getObjectEvaluation("object", new Value(), SANDY).getValue();
        assertEquals(json, JsonMapping.toJson(object));
    }

    @Test
    void each_reason_is_told() {
        data.update(data.flag("off").booleanFlag().on(false).offVariation(false));
        data.update(data.flag("target").booleanFlag().variationForUser("sandy", false));
        data.update(data.flag("rule")
                .booleanFlag()
                .ifMatch("team", LDValue.of("blue"))
                .thenReturn(false));

        assertAnswer(false, "1", "DISABLED", ask("off"));
        assertAnswer(false, "1", "TARGETING_MATCH", ask("target"));
        ProviderEvaluation<Boolean> byRule = ask("rule");
        assertAnswer(false, "1", "RULE_MATCH", byRule);
        assertEquals(0, byRule.getFlagMetadata().getInteger("ruleIndex"));
        assertEquals("rule0", byRule.getFlagMetadata().getString("ruleId"));
    }

    @Test
    void a_wrong_type_is_an_error_for_each_type() {
        data.update(data.flag("text").valueForAll(LDValue.of("yellow")));
        data.update(data.flag("truth").valueForAll(LDValue.of(true)));

        assertNone(true, ErrorCode.TYPE_MISMATCH, "\"text\" is no boolean, but string", ask("text"));
        assertNone(1, ErrorCode.TYPE_MISMATCH, "number", provider.getIntegerEvaluation("text", 1, SANDY));
        assertNone(1.5, ErrorCode.TYPE_MISMATCH, "number", provider.getDoubleEvaluation("truth", 1.5, SANDY));
        assertNone("x", ErrorCode.TYPE_MISMATCH, "string", provider.getStringEvaluation("truth", "x", SANDY));
    }

    @Test
    void a_variation_that_is_null_is_no_answer_though_the_client_takes_it_for_false() {
        data.update(data.flag("null").valueForAll(LDValue.ofNull()));
        assertNone(true, ErrorCode.TYPE_MISMATCH, "but null", ask("null"));
        Value fallback = new Value("none");
        assertNone(
                fallback, ErrorCode.TYPE_MISMATCH, "but null", provider.getObjectEvaluation("null", fallback, SANDY));
    }

    @Test
    void a_number_that_is_not_whole_or_too_large_is_no_whole_number() {
        for (double number : new double[] {7.9, 3e9}) {
            data.update(data.flag("number").valueForAll(LDValue.of(number)));
            assertNone(
                    1, ErrorCode.TYPE_MISMATCH, "no whole number", provider.getIntegerEvaluation("number", 1, SANDY));
        }
    }

    @Test
    void a_missing_flag_is_an_error() {
        assertNone(true, ErrorCode.FLAG_NOT_FOUND, "\"none\" is missing", ask("none"));
    }

    @Test
    void a_context_without_a_key_is_an_error_and_so_is_one_of_a_kind_that_is_not_allowed() {
        backend.set("a", false);
        assertNone(
                true,
                ErrorCode.TARGETING_KEY_MISSING,
                "targeting key",
                provider.getBooleanEvaluation("a", true, new ImmutableContext()));
        assertNone(
                true,
                ErrorCode.INVALID_CONTEXT,
                "kind",
                provider.getBooleanEvaluation(
                        "a", true, new ImmutableContext("k", Map.of("kind", new Value("not a kind")))));
    }

    @Test
    void a_fallback_that_is_null_is_given_back() {
        assertNone(null, ErrorCode.FLAG_NOT_FOUND, "", provider.getBooleanEvaluation("none", null, SANDY));
        assertNone(null, ErrorCode.FLAG_NOT_FOUND, "", provider.getObjectEvaluation("none", null, SANDY));
        backend.set("a", false);
        assertAnswer(false, "1", "FALLTHROUGH", provider.getBooleanEvaluation("a", null, SANDY));
    }

    @Test
    void one_that_was_shut_down_answers_nothing_and_is_not_initialised_again() {
        backend.set("a", true);
        provider.shutdown();
        assertNone(false, ErrorCode.PROVIDER_NOT_READY, "shut down", provider.getBooleanEvaluation("a", false, SANDY));
        Exception refusal = org.junit.jupiter.api.Assertions.assertThrows(
                IllegalStateException.class, () -> provider.initialize(SANDY));
        assertTrue(refusal.getMessage().contains("Build a new one"), refusal.getMessage());
    }

    @Test
    void one_that_was_not_initialised_answers_nothing() {
        FeatureProvider fresh = backend.provider();
        assertNone(true, ErrorCode.PROVIDER_NOT_READY, "not initialised", fresh.getBooleanEvaluation("a", true, SANDY));
        fresh.shutdown();
    }
}
