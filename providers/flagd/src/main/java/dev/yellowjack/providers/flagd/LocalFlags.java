package dev.yellowjack.providers.flagd;

import dev.openfeature.contrib.providers.flagd.resolver.process.model.FeatureFlag;
import dev.openfeature.contrib.providers.flagd.resolver.process.targeting.Operator;
import dev.openfeature.contrib.providers.flagd.resolver.process.targeting.TargetingRuleException;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableMetadata;
import dev.openfeature.sdk.ImmutableMetadata.ImmutableMetadataBuilder;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Reason;
import dev.openfeature.sdk.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates flags in this process, as flagd's own provider does. A new set takes the place of the old one as a whole; there
 * is no queue in between that could drop it. Thread-safe.
 */
final class LocalFlags implements Evaluator {
    private volatile InForce inForce = new InForce(FlagSet.EMPTY, new Operator());

    /** Puts a set in force, and says which flags differ. By one thread at a time. */
    List<String> replace(FlagSet latest) {
        List<String> changes = latest.changesFrom(inForce.flags());
        inForce = new InForce(latest, new Operator());
        return changes;
    }

    @Override
    public <T> ProviderEvaluation<T> evaluate(Class<T> type, String key, T fallback, EvaluationContext context) {
        InForce now = inForce;
        FlagSet set = now.flags();
        FeatureFlag flag = set.flags().get(key);
        if (flag == null) {
            return Evaluator.none(fallback, ErrorCode.FLAG_NOT_FOUND, "flag \"" + key + "\" is missing");
        }
        if ("DISABLED".equals(flag.getState())) {
            return Evaluator.none(fallback, ErrorCode.FLAG_NOT_FOUND, "flag \"" + key + "\" is disabled");
        }
        boolean targeted = !FeatureFlag.EMPTY_TARGETING_STRING.equals(flag.getTargeting());
        Object hit;
        try {
            hit = targeted ? now.targeting().apply(key, flag.getTargeting(), context) : null;
        } catch (TargetingRuleException | RuntimeException wrong) {
            return Evaluator.none(
                    fallback, ErrorCode.PARSE_ERROR, "flag \"" + key + "\" has a targeting rule that fails");
        }
        String variant = hit == null ? flag.getDefaultVariant() : hit.toString();
        if (variant == null || variant.isEmpty()) {
            return Evaluator.none(fallback, ErrorCode.FLAG_NOT_FOUND, "flag \"" + key + "\" has no default variant");
        }
        Object value = flag.getVariants() == null ? null : flag.getVariants().get(variant);
        if (value == null) {
            return Evaluator.none(
                    fallback, ErrorCode.GENERAL, "flag \"" + key + "\" has no variant \"" + variant + "\"");
        }
        T typed = typed(type, value);
        if (typed == null) {
            return Evaluator.none(
                    fallback, ErrorCode.TYPE_MISMATCH, "flag \"" + key + "\" is no " + type.getSimpleName());
        }
        return ProviderEvaluation.<T>builder()
                .value(typed)
                .variant(variant)
                .reason((targeted ? hit == null ? Reason.DEFAULT : Reason.TARGETING_MATCH : Reason.STATIC).toString())
                .flagMetadata(metadata(set, flag))
                .build();
    }

    private static <T> @Nullable T typed(Class<T> type, Object value) {
        if (type == Value.class) {
            return type.cast(Value.objectToValue(value));
        }
        if (type == Double.class && value instanceof Integer whole) {
            return type.cast(whole.doubleValue());
        }
        if (type == Integer.class && value instanceof Double fraction) {
            return type.cast(fraction.intValue());
        }
        return type.isInstance(value) ? type.cast(value) : null;
    }

    private static ImmutableMetadata metadata(FlagSet set, FeatureFlag flag) {
        ImmutableMetadataBuilder builder = ImmutableMetadata.builder();
        set.metadata().forEach((key, value) -> add(builder, key, value));
        flag.getMetadata().forEach((key, value) -> add(builder, key, value));
        return builder.build();
    }

    /** Others are left out: an answer is worth more than a remark about it. */
    private static void add(ImmutableMetadataBuilder builder, String key, Object value) {
        if (value instanceof String text) {
            builder.addString(key, text);
        } else if (value instanceof Boolean truth) {
            builder.addBoolean(key, truth);
        } else if (value instanceof Integer whole) {
            builder.addInteger(key, whole);
        } else if (value instanceof Long whole) {
            builder.addLong(key, whole);
        } else if (value instanceof Double fraction) {
            builder.addDouble(key, fraction);
        }
    }

    /** A set, and what applies its rules: which keeps each rule that it ever saw, and so must not outlive the set. */
    private record InForce(FlagSet flags, Operator targeting) {}
}
