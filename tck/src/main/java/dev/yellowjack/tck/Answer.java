package dev.yellowjack.tck;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ProviderEvaluation;

/** What a {@link FakeFlags flag provider} says when it is asked for a flag. */
@FunctionalInterface
interface Answer {
    Answer ON = (defaultValue, context) -> value(true);
    Answer OFF = (defaultValue, context) -> value(false);
    Answer MISSING = error(ErrorCode.FLAG_NOT_FOUND);

    /** What several providers do for a disabled or missing flag: no code says that the value is not theirs. */
    Answer DEFAULT = (defaultValue, context) -> value(defaultValue);

    Answer NULL = (defaultValue, context) ->
            ProviderEvaluation.<Boolean>builder().reason("STATIC").build();

    ProviderEvaluation<Boolean> to(boolean defaultValue, EvaluationContext context);

    static Answer error(ErrorCode code) {
        return (defaultValue, context) -> ProviderEvaluation.<Boolean>builder()
                .value(defaultValue)
                .reason("ERROR")
                .errorCode(code)
                .errorMessage("the kit answers with " + code)
                .build();
    }

    static Answer thrown(Throwable problem) {
        return (defaultValue, context) -> {
            throw Sneaky.raise(problem);
        };
    }

    private static ProviderEvaluation<Boolean> value(boolean value) {
        return ProviderEvaluation.<Boolean>builder()
                .value(value)
                .reason("STATIC")
                .build();
    }
}
