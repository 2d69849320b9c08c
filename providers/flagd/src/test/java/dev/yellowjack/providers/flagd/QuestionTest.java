package dev.yellowjack.providers.flagd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveBooleanResponse;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ProviderEvaluation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuestionTest {
    private static ProviderEvaluation<Boolean> answer(String reason, String variant, boolean value) {
        ResolveBooleanResponse message = ResolveBooleanResponse.newBuilder()
                .setReason(reason)
                .setVariant(variant)
                .setValue(value)
                .build();
        return Question.answer(Boolean.class, message, "a", true);
    }

    @ParameterizedTest
    @CsvSource({"DISABLED, is disabled", "DEFAULT, has no default variant"})
    void a_value_that_flagd_leaves_to_the_caller_is_no_answer(String reason, String words) {
        ProviderEvaluation<Boolean> answer = answer(reason, "", false);
        assertEquals(true, answer.getValue(), "the caller's");
        assertEquals(ErrorCode.FLAG_NOT_FOUND, answer.getErrorCode());
        assertTrue(answer.getErrorMessage().contains(words), answer.getErrorMessage());
    }

    @Test
    void a_default_variant_is_an_answer() {
        ProviderEvaluation<Boolean> answer = answer("DEFAULT", "off", false);
        assertEquals(false, answer.getValue());
        assertEquals("off", answer.getVariant());
        assertNull(answer.getErrorCode());
    }
}
