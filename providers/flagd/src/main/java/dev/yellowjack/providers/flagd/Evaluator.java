package dev.yellowjack.providers.flagd;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Reason;

/** Answers for one flag. Thread-safe. */
interface Evaluator {
    /**
     * Evaluates a flag.
     *
     * @param type Boolean, String, Integer, Double or Value
     */
    <T> ProviderEvaluation<T> evaluate(Class<T> type, String key, T defaultValue, EvaluationContext context);

    /** An answer that is none. */
    static <T> ProviderEvaluation<T> none(T defaultValue, ErrorCode code, String message) {
        return ProviderEvaluation.<T>builder()
                .value(defaultValue)
                .reason(Reason.ERROR.toString())
                .errorCode(code)
                .errorMessage(message)
                .build();
    }
}
