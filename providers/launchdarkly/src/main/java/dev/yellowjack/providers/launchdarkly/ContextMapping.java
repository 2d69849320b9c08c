package dev.yellowjack.providers.launchdarkly;

import com.launchdarkly.sdk.ContextBuilder;
import com.launchdarkly.sdk.ContextKind;
import com.launchdarkly.sdk.ContextMultiBuilder;
import com.launchdarkly.sdk.LDContext;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes LaunchDarkly's contexts of OpenFeature's, in the way that LaunchDarkly documents for its own provider: {@code kind}
 * says which kind it is, {@code user} if there is none, and {@code multi} that each structure in it is a context of the kind
 * that it is called by.
 *
 * <p>What cannot be taken over is left out, with a warning that is given once. Thread-safe.
 */
final class ContextMapping {
    private static final Logger LOG = LoggerFactory.getLogger(ContextMapping.class);
    private static final int MOST_WARNINGS = 100;

    private static final String TARGETING_KEY = "targetingKey";
    private static final String KEY = "key";
    private static final String KIND = "kind";
    private static final String MULTI = "multi";

    private final Set<String> warnings = ConcurrentHashMap.newKeySet();

    /** May be {@linkplain LDContext#isValid() invalid}. */
    LDContext map(EvaluationContext context) {
        Map<String, Value> attributes = context.asMap();
        Value kind = attributes.get(KIND);
        if (kind == null) {
            return single(ContextKind.DEFAULT, attributes, context.getTargetingKey());
        }
        if (!kind.isString()) {
            warn("'kind' is no string, and is left out: the context is of the kind 'user'");
            return single(ContextKind.DEFAULT, attributes, context.getTargetingKey());
        }
        return kind.asString().equals(MULTI)
                ? multi(attributes)
                : single(ContextKind.of(kind.asString()), attributes, context.getTargetingKey());
    }

    /** Whether it says whom it is about; where it is of several kinds, each part. */
    boolean hasKey(EvaluationContext context) {
        Map<String, Value> attributes = context.asMap();
        Value kind = attributes.get(KIND);
        if (kind == null || !MULTI.equals(kind.asString())) {
            return !key(attributes, context.getTargetingKey()).isEmpty();
        }
        return attributes.values().stream()
                .filter(Value::isStructure)
                .map(part -> part.asStructure().asMap())
                .noneMatch(part -> key(part, text(part.get(TARGETING_KEY))).isEmpty());
    }

    private LDContext multi(Map<String, Value> parts) {
        ContextMultiBuilder builder = LDContext.multiBuilder();
        parts.forEach((kind, part) -> {
            if (part.isStructure()) {
                Map<String, Value> attributes = part.asStructure().asMap();
                builder.add(single(ContextKind.of(kind), attributes, text(attributes.get(TARGETING_KEY))));
            } else if (!kind.equals(KIND) && !kind.equals(TARGETING_KEY)) {
                warn("'" + kind + "' is left out of a context of several kinds, where only structures count");
            }
        });
        return builder.build();
    }

    private LDContext single(ContextKind kind, Map<String, Value> attributes, @Nullable String targetingKey) {
        ContextBuilder builder = LDContext.builder(kind, key(attributes, targetingKey));
        attributes.forEach((name, value) -> add(builder, name, value));
        return builder.build();
    }

    private String key(Map<String, Value> attributes, @Nullable String targetingKey) {
        String key = text(attributes.get(KEY));
        if (targetingKey == null || targetingKey.isEmpty()) {
            return key == null ? "" : key;
        }
        if (key != null && !key.equals(targetingKey)) {
            warn("a context has both 'targetingKey' and 'key', of which the first counts");
        }
        return targetingKey;
    }

    private void add(ContextBuilder builder, String name, Value value) {
        switch (name) {
            case KEY, TARGETING_KEY, KIND -> {
                return; // They have been heeded.
            }
            case "anonymous" -> {
                if (value.isBoolean()) {
                    builder.anonymous(value.asBoolean());
                    return;
                }
                warn("'anonymous' is no boolean, and is left out");
            }
            case "name" -> {
                if (value.isString()) {
                    builder.name(value.asString());
                    return;
                }
                warn("'name' is no string, and is left out");
            }
            case "privateAttributes" -> {
                List<Value> names = value.isList() ? value.asList() : List.of();
                if (value.isList() && names.stream().allMatch(Value::isString)) {
                    builder.privateAttributes(
                            names.stream().map(Value::asString).toArray(String[]::new));
                    return;
                }
                warn("'privateAttributes' is no list of strings, and is left out");
            }
            default -> builder.set(name, JsonMapping.toJson(value));
        }
    }

    private static @Nullable String text(@Nullable Value value) {
        return value == null ? null : value.asString();
    }

    /** Once: contexts are mapped several times a second, and are wrong in the same way each time. */
    private void warn(String what) {
        if (warnings.size() < MOST_WARNINGS && warnings.add(what)) {
            LOG.warn("LaunchDarkly: {}. This is not said again.", what);
        }
    }
}
