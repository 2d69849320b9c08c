package dev.yellowjack.providers.flagd;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.openfeature.contrib.providers.flagd.resolver.common.Convert;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.EventStreamRequest;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.EventStreamResponse;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveBooleanRequest;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.ResolveBooleanResponse;
import dev.openfeature.flagd.grpc.evaluation.ServiceGrpc;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.ProviderEvaluation;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;

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
        return Flagd.rpc().port(port()).build();
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
            public void resolveBoolean(ResolveBooleanRequest request, StreamObserver<ResolveBooleanResponse> answer) {
                ProviderEvaluation<Boolean> result = evaluator.evaluate(
                        Boolean.class,
                        request.getFlagKey(),
                        false,
                        Convert.convertProtobufStructToContext(request.getContext()));
                if (result.getErrorCode() != null) {
                    Status status = result.getErrorCode() == ErrorCode.FLAG_NOT_FOUND
                            ? Status.NOT_FOUND
                            : Status.INVALID_ARGUMENT;
                    answer.onError(
                            status.withDescription(result.getErrorMessage()).asRuntimeException());
                    return;
                }
                answer.onNext(ResolveBooleanResponse.newBuilder()
                        .setValue(result.getValue())
                        .setVariant(result.getVariant())
                        .setReason(result.getReason())
                        .build());
                answer.onCompleted();
            }
        };
    }
}
