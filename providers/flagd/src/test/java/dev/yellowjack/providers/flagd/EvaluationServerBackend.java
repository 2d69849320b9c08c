package dev.yellowjack.providers.flagd;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.openfeature.contrib.providers.flagd.resolver.common.Convert;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.EventStreamRequest;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.EventStreamResponse;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveBooleanRequest;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveBooleanResponse;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveFloatRequest;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveFloatResponse;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveIntRequest;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveIntResponse;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveObjectRequest;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveObjectResponse;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveStringRequest;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveStringResponse;
import dev.openfeature.flagd.grpc.evaluation.ServiceGrpc;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.ProviderEvaluation;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.function.Function;

/** A server that evaluates flags, as flagd does by RPC. */
public final class EvaluationServerBackend extends WireBackend<EventStreamResponse> {
    private final LocalFlags evaluator = new LocalFlags();

    /** One that is killed in an outage. */
    public EvaluationServerBackend() throws IOException {
        this(Outage.KILLED);
    }

    EvaluationServerBackend(Outage outage) throws IOException {
        super(outage);
        up();
    }

    @Override
    public FeatureProvider provider() {
        return Flagd.rpc().port(port()).deadline(COLD_START).build();
    }

    @Override
    void changed(String flag) {
        try {
            evaluator.replace(FlagSet.parse(json()));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        super.changed(flag);
    }

    @Override
    EventStreamResponse message(String flag) {
        if (flag.isEmpty()) {
            return EventStreamResponse.newBuilder().setType("provider_ready").build();
        }
        Struct flags = Struct.newBuilder()
                .putFields(flag, Value.newBuilder().setStringValue("update").build())
                .build();
        return EventStreamResponse.newBuilder()
                .setType("configuration_change")
                .setData(Struct.newBuilder()
                        .putFields(
                                "flags",
                                Value.newBuilder().setStructValue(flags).build()))
                .build();
    }

    @Override
    BindableService service() {
        return new ServiceGrpc.ServiceImplBase() {
            @Override
            public void eventStream(EventStreamRequest request, StreamObserver<EventStreamResponse> stream) {
                subscribe(stream);
            }

            @Override
            public void resolveBoolean(ResolveBooleanRequest asked, StreamObserver<ResolveBooleanResponse> answer) {
                answer(
                        Boolean.class,
                        asked.getFlagKey(),
                        false,
                        asked.getContext(),
                        answer,
                        found -> ResolveBooleanResponse.newBuilder()
                                .setValue(found.getValue())
                                .setVariant(found.getVariant())
                                .setReason(found.getReason())
                                .build());
            }

            @Override
            public void resolveString(ResolveStringRequest asked, StreamObserver<ResolveStringResponse> answer) {
                answer(
                        String.class,
                        asked.getFlagKey(),
                        "",
                        asked.getContext(),
                        answer,
                        found -> ResolveStringResponse.newBuilder()
                                .setValue(found.getValue())
                                .setVariant(found.getVariant())
                                .setReason(found.getReason())
                                .build());
            }

            @Override
            public void resolveInt(ResolveIntRequest asked, StreamObserver<ResolveIntResponse> answer) {
                // As a double, because flagd's whole numbers have 64 bits.
                answer(
                        Double.class,
                        asked.getFlagKey(),
                        0.0,
                        asked.getContext(),
                        answer,
                        found -> ResolveIntResponse.newBuilder()
                                .setValue(found.getValue().longValue())
                                .setVariant(found.getVariant())
                                .setReason(found.getReason())
                                .build());
            }

            @Override
            public void resolveFloat(ResolveFloatRequest asked, StreamObserver<ResolveFloatResponse> answer) {
                answer(
                        Double.class,
                        asked.getFlagKey(),
                        0.0,
                        asked.getContext(),
                        answer,
                        found -> ResolveFloatResponse.newBuilder()
                                .setValue(found.getValue())
                                .setVariant(found.getVariant())
                                .setReason(found.getReason())
                                .build());
            }

            @Override
            public void resolveObject(ResolveObjectRequest asked, StreamObserver<ResolveObjectResponse> answer) {
                answer(
                        dev.openfeature.sdk.Value.class,
                        asked.getFlagKey(),
                        new dev.openfeature.sdk.Value(),
                        asked.getContext(),
                        answer,
                        found -> ResolveObjectResponse.newBuilder()
                                .setValue(Convert.convertContext(new ImmutableContext(
                                        found.getValue().asStructure().asMap())))
                                .setVariant(found.getVariant())
                                .setReason(found.getReason())
                                .build());
            }
        };
    }

    private <T, A> void answer(
            Class<T> type,
            String key,
            T zero,
            Struct context,
            StreamObserver<A> answer,
            Function<ProviderEvaluation<T>, A> message) {
        ProviderEvaluation<T> found =
                evaluator.evaluate(type, key, zero, Convert.convertProtobufStructToContext(context));
        if (found.getErrorCode() != null) {
            Status status =
                    found.getErrorCode() == ErrorCode.FLAG_NOT_FOUND ? Status.NOT_FOUND : Status.INVALID_ARGUMENT;
            answer.onError(status.withDescription(found.getErrorMessage()).asRuntimeException());
            return;
        }
        answer.onNext(message.apply(found));
        answer.onCompleted();
    }
}
