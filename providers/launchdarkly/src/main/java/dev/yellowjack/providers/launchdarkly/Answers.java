package dev.yellowjack.providers.launchdarkly;

import com.launchdarkly.sdk.EvaluationDetail;
import com.launchdarkly.sdk.EvaluationReason;
import com.launchdarkly.sdk.LDValue;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ImmutableMetadata;
import dev.openfeature.sdk.ImmutableMetadata.ImmutableMetadataBuilder;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Reason;
import java.util.Locale;

/** LaunchDarkly's answers in OpenFeature's terms. */
final class Answers {
    private Answers() {}

    static <T> ProviderEvaluation<T> of(EvaluationDetail<LDValue> detail, FlagType<T> type, String key, T fallback) {
        EvaluationReason reason = detail.getReason();
        if (reason.getKind() == EvaluationReason.Kind.ERROR) {
            return none(fallback, code(reason.getErrorKind()), words(reason, key));
        }
        if (detail.isDefaultValue()) {
            // Off without an off variation: LaunchDarkly leaves the value to the caller, and a supervisor finds that
            // out.
            return ProviderEvaluation.<T>builder()
                    .value(fallback)
                    .reason(reason(reason))
                    .flagMetadata(metadata(reason))
                    .build();
        }
        if (!type.accepts(detail.getValue())) {
            String words = "flag \"" + key + "\" is no " + type.name() + ", but "
                    + detail.getValue().getType().name().toLowerCase(Locale.ROOT);
            return none(fallback, ErrorCode.TYPE_MISMATCH, words);
        }
        return ProviderEvaluation.<T>builder()
                .value(type.fromJson().apply(detail.getValue()))
                .variant(String.valueOf(detail.getVariationIndex()))
                .reason(reason(reason))
                .flagMetadata(metadata(reason))
                .build();
    }

    /** An answer that is none. */
    static <T> ProviderEvaluation<T> none(T fallback, ErrorCode code, String message) {
        return ProviderEvaluation.<T>builder()
                .value(fallback)
                .reason(Reason.ERROR.toString())
                .errorCode(code)
                .errorMessage(message)
                .build();
    }

    /** OpenFeature's word where it has one, and LaunchDarkly's elsewhere, as in LaunchDarkly's own provider. */
    private static String reason(EvaluationReason reason) {
        return switch (reason.getKind()) {
            case OFF -> Reason.DISABLED.toString();
            case TARGET_MATCH -> Reason.TARGETING_MATCH.toString();
            case FALLTHROUGH, RULE_MATCH, PREREQUISITE_FAILED, ERROR ->
                reason.getKind().toString();
        };
    }

    private static ErrorCode code(EvaluationReason.ErrorKind kind) {
        return switch (kind) {
            case CLIENT_NOT_READY -> ErrorCode.PROVIDER_NOT_READY;
            case FLAG_NOT_FOUND -> ErrorCode.FLAG_NOT_FOUND;
            case MALFORMED_FLAG -> ErrorCode.PARSE_ERROR;
            case USER_NOT_SPECIFIED -> ErrorCode.TARGETING_KEY_MISSING;
            case WRONG_TYPE -> ErrorCode.TYPE_MISMATCH;
            case EXCEPTION -> ErrorCode.GENERAL;
        };
    }

    private static String words(EvaluationReason reason, String key) {
        return switch (reason.getErrorKind()) {
            case FLAG_NOT_FOUND -> "flag \"" + key + "\" is missing";
            case MALFORMED_FLAG -> "flag \"" + key + "\" is malformed";
            default -> "flag \"" + key + "\": " + reason;
        };
    }

    private static ImmutableMetadata metadata(EvaluationReason reason) {
        ImmutableMetadataBuilder metadata = ImmutableMetadata.builder();
        if (reason.getKind() == EvaluationReason.Kind.RULE_MATCH) {
            metadata.addInteger("ruleIndex", reason.getRuleIndex());
        }
        if (reason.getRuleId() != null) {
            metadata.addString("ruleId", reason.getRuleId());
        }
        if (reason.getPrerequisiteKey() != null) {
            metadata.addString("prerequisiteKey", reason.getPrerequisiteKey());
        }
        if (reason.isInExperiment()) {
            metadata.addBoolean("inExperiment", true);
        }
        return metadata.build();
    }
}
