package dev.yellowjack.providers.launchdarkly;

import com.launchdarkly.sdk.LDValue;
import com.launchdarkly.sdk.LDValueType;
import dev.openfeature.sdk.Value;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A type that a flag can be asked for.
 *
 * @param types what a variation has to be in LaunchDarkly
 */
record FlagType<T>(String name, Set<LDValueType> types, Function<LDValue, T> fromJson, Function<T, LDValue> back) {
    static final FlagType<Boolean> BOOLEAN =
            new FlagType<>("boolean", Set.of(LDValueType.BOOLEAN), LDValue::booleanValue, LDValue::of);
    static final FlagType<String> STRING =
            new FlagType<>("string", Set.of(LDValueType.STRING), LDValue::stringValue, LDValue::of);
    static final FlagType<Integer> INTEGER =
            new FlagType<>("number", Set.of(LDValueType.NUMBER), LDValue::intValue, LDValue::of);
    static final FlagType<Double> DOUBLE =
            new FlagType<>("number", Set.of(LDValueType.NUMBER), LDValue::doubleValue, LDValue::of);
    static final FlagType<Value> OBJECT =
            new FlagType<>("value", Set.of(LDValueType.values()), JsonMapping::fromJson, JsonMapping::toJson);

    LDValue toJson(@Nullable T value) {
        return value == null ? LDValue.ofNull() : back.apply(value);
    }

    boolean accepts(LDValue json) {
        return types.contains(json.getType());
    }
}
