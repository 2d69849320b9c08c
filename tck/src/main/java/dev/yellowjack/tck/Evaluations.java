package dev.yellowjack.tck;

import dev.openfeature.sdk.BooleanHook;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.HookContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts how often a flag client was asked. */
final class Evaluations implements BooleanHook {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    @Override
    public Optional<EvaluationContext> before(HookContext<Boolean> context, Map<String, Object> hints) {
        counts.merge(context.getFlagKey(), 1, Integer::sum);
        return Optional.empty();
    }

    int of(String flag) {
        return counts.getOrDefault(flag, 0);
    }

    int ofAll() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
