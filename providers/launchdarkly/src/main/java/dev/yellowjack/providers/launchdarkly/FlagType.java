package dev.yellowjack.providers.launchdarkly;

import com.launchdarkly.sdk.LDValue;
import com.launchdarkly.sdk.LDValueType;
import dev.openfeature.sdk.Value;
import java.util.EnumSet;
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
            new FlagType<>("whole number", Set.of(LDValueType.NUMBER), LDValue::intValue, LDValue::of);
    static final FlagType<Double> DOUBLE =
            new FlagType<>("number", Set.of(LDValueType.NUMBER), LDValue::doubleValue, LDValue::of);
    static final FlagType<Value> OBJECT = new FlagType<>(
            "value", EnumSet.complementOf(EnumSet.of(LDValueType.NULL)), JsonMapping::fromJson, JsonMapping::toJson);

    LDValue toJson(@Nullable T value) {
        return value == null ? LDValue.ofNull() : back.apply(value);
    }

    boolean accepts(LDValue json) {
        // A whole number of a fraction, or of one that is too large, would be another number.
        return types.contains(json.getType()) && (this != INTEGER || json.isInt());
    }
}
