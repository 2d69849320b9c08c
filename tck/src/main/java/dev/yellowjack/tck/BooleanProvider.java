package dev.yellowjack.tck;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.EventProvider;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Value;

/** A provider that can be asked for boolean flags alone: a supervisor asks for no others. */
abstract class BooleanProvider extends EventProvider {
    @Override
    public ProviderEvaluation<String> getStringEvaluation(String flag, String defaultValue, EvaluationContext context) {
        throw notBoolean();
    }

    @Override
    public ProviderEvaluation<Integer> getIntegerEvaluation(
            String flag, Integer defaultValue, EvaluationContext context) {
        throw notBoolean();
    }

    @Override
    public ProviderEvaluation<Double> getDoubleEvaluation(String flag, Double defaultValue, EvaluationContext context) {
        throw notBoolean();
    }

    @Override
    public ProviderEvaluation<Value> getObjectEvaluation(String flag, Value defaultValue, EvaluationContext context) {
        throw notBoolean();
    }

    private static AssertionError notBoolean() {
        return new AssertionError("a supervisor asks for boolean flags only");
    }
}
