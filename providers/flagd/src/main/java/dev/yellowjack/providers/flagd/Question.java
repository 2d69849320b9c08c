package dev.yellowjack.providers.flagd;

import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import dev.openfeature.contrib.providers.flagd.resolver.common.Convert;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveBooleanRequest;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveFloatRequest;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveIntRequest;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveObjectRequest;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveStringRequest;
import dev.openfeature.flagd.grpc.evaluation.ServiceGrpc.ServiceBlockingStub;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Reason;

/** Asks flagd for a flag, by the method that is there for its type. */
final class Question {
    private Question() {}

    static Message ask(Class<?> type, ServiceBlockingStub stub, String key, Struct context) {
        if (type == Boolean.class) {
            return stub.resolveBoolean(ResolveBooleanRequest.newBuilder()
                    .setFlagKey(key)
                    .setContext(context)
                    .build());
        }
        if (type == String.class) {
            return stub.resolveString(ResolveStringRequest.newBuilder()
                    .setFlagKey(key)
                    .setContext(context)
                    .build());
        }
        if (type == Integer.class) {
            return stub.resolveInt(ResolveIntRequest.newBuilder()
                    .setFlagKey(key)
                    .setContext(context)
                    .build());
        }
        if (type == Double.class) {
            return stub.resolveFloat(ResolveFloatRequest.newBuilder()
                    .setFlagKey(key)
                    .setContext(context)
                    .build());
        }
        return stub.resolveObject(ResolveObjectRequest.newBuilder()
                .setFlagKey(key)
                .setContext(context)
                .build());
    }

    static <T> ProviderEvaluation<T> answer(Class<T> type, Message answer, String key, T fallback) {
        String reason = Convert.getField(answer, "reason");
        String variant = Convert.getField(answer, "variant");
        // Newer servers leave the value to the caller by a reason without a variant; older ones answer NOT_FOUND. The
        // message has a value all the same, the type's zero, which is no answer.
        if (Reason.DISABLED.toString().equals(reason)) {
            return Evaluator.none(fallback, ErrorCode.FLAG_NOT_FOUND, "flag \"" + key + "\" is disabled");
        }
        if (variant.isEmpty() && Reason.DEFAULT.toString().equals(reason)) {
            return Evaluator.none(fallback, ErrorCode.FLAG_NOT_FOUND, "flag \"" + key + "\" has no default variant");
        }
        Object value = Convert.getField(answer, "value");
        if (value instanceof Long whole) {
            if (whole.intValue() != whole) {
                return Evaluator.none(
                        fallback,
                        ErrorCode.TYPE_MISMATCH,
                        "flag \"" + key + "\" is " + whole + ", which is no Integer");
            }
            value = whole.intValue();
        } else if (value instanceof Struct struct) {
            value = Convert.convertObjectResponse(struct);
        }
        return ProviderEvaluation.<T>builder()
                .value(type.cast(value))
                .variant(variant)
                .reason(reason)
                .build();
    }
}
