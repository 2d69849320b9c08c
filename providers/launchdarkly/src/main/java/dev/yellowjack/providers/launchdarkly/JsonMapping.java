package dev.yellowjack.providers.launchdarkly;

import com.launchdarkly.sdk.ArrayBuilder;
import com.launchdarkly.sdk.LDValue;
import com.launchdarkly.sdk.ObjectBuilder;
import dev.openfeature.sdk.ImmutableStructure;
import dev.openfeature.sdk.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of OpenFeature as LaunchDarkly's, and back. */
final class JsonMapping {
    private JsonMapping() {}

    static LDValue toJson(@Nullable Value value) {
        if (value == null || value.isNull()) {
            return LDValue.ofNull();
        }
        if (value.isBoolean()) {
            return LDValue.of(value.asBoolean());
        }
        if (value.isNumber()) {
            return LDValue.of(value.asDouble());
        }
        if (value.isString()) {
            return LDValue.of(value.asString());
        }
        if (value.isInstant()) {
            return LDValue.of(value.asInstant().toString()); // LaunchDarkly compares dates in this format.
        }
        if (value.isList()) {
            ArrayBuilder array = LDValue.buildArray();
            value.asList().forEach(element -> array.add(toJson(element)));
            return array.build();
        }
        return toJson(value.asStructure().asMap());
    }

    static LDValue toJson(Map<String, Value> members) {
        ObjectBuilder object = LDValue.buildObject();
        members.forEach((name, member) -> object.put(name, toJson(member)));
        return object.build();
    }

    static Value fromJson(LDValue json) {
        return switch (json.getType()) {
            case NULL -> new Value();
            case BOOLEAN -> new Value(json.booleanValue());
            case NUMBER -> json.isInt() ? new Value(json.intValue()) : new Value(json.doubleValue());
            case STRING -> new Value(json.stringValue());
            case ARRAY -> {
                List<Value> elements = new ArrayList<>();
                json.values().forEach(element -> elements.add(fromJson(element)));
                yield new Value(elements);
            }
            case OBJECT -> {
                Map<String, Value> members = new LinkedHashMap<>();
                json.keys().forEach(name -> members.put(name, fromJson(json.get(name))));
                yield new Value(new ImmutableStructure(members));
            }
        };
    }
}
