package dev.yellowjack.providers.flagd;

import com.google.protobuf.Message;
import com.google.protobuf.Value;
import dev.openfeature.contrib.providers.flagd.resolver.common.Convert;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.EventStreamRequest;
import dev.openfeature.flagd.grpc.evaluation.Evaluation.EventStreamResponse;
import dev.openfeature.flagd.grpc.evaluation.ServiceGrpc;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ProviderEvaluation;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has flagd evaluate each flag, and hears of changes by its event stream. Nothing is cached: flagd's own provider may keep
 * a value that was on its way during a change. Thread-safe.
 */
final class RemoteFlags implements Evaluator, FlagSource {
    /** How long evaluations fail at once after one that flagd did not answer. */
    private static final long SPARED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Server server;
    private final Duration limit;
    private volatile @Nullable Line<EventStreamResponse> line;
    private volatile @Nullable Long unansweredAt;

    RemoteFlags(Server server, Duration limit) {
        this.server = server;
        this.limit = limit;
    }

    @Override
    public void start(FlagNews news) {
        Line<EventStreamResponse> started = new Line<>(
                server,
                (channel, observer) ->
                        ServiceGrpc.newStub(channel).eventStream(EventStreamRequest.getDefaultInstance(), observer),
                message -> heard(message, news),
                loss -> news.bad("flagd at " + server + " is lost: " + loss));
        line = started;
        // No probe: a supervisor evaluates its flags each second, which is one.
        started.start();
    }

    private void heard(EventStreamResponse message, FlagNews news) {
        unansweredAt = null;
        List<String> changed = message.getType().equals("configuration_change")
                ? List.copyOf(message.getData()
                        .getFieldsOrDefault("flags", Value.getDefaultInstance())
                        .getStructValue()
                        .getFieldsMap()
                        .keySet())
                : List.of();
        news.good(changed);
    }

    @Override
    public <T> ProviderEvaluation<T> evaluate(Class<T> type, String key, T fallback, EvaluationContext context) {
        Line<EventStreamResponse> current = line;
        ManagedChannel channel = current == null ? null : current.channel();
        if (current == null || channel == null) {
            return Evaluator.none(fallback, ErrorCode.PROVIDER_NOT_READY, "the provider was not initialised");
        }
        Long since = unansweredAt;
        if (since != null && System.nanoTime() - since < SPARED_NANOS) {
            return Evaluator.none(fallback, ErrorCode.GENERAL, "flagd at " + server + " did not answer just now");
        }
        long stream = current.current();
        try {
            ServiceGrpc.ServiceBlockingStub stub =
                    ServiceGrpc.newBlockingStub(channel).withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS);
            Message answer = Question.ask(type, stub, key, Convert.convertContext(context));
            unansweredAt = null;
            return Question.answer(type, answer, key, fallback);
        } catch (StatusRuntimeException failed) {
            if (failed.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
                unansweredAt = System.nanoTime();
                current.suspect(stream, "it does not answer");
            }
            return Evaluator.none(fallback, code(failed.getStatus()), Failure.words(failed));
        }
    }

    private static ErrorCode code(Status status) {
        return switch (status.getCode()) {
            case NOT_FOUND -> ErrorCode.FLAG_NOT_FOUND;
            case INVALID_ARGUMENT -> ErrorCode.TYPE_MISMATCH;
            case DATA_LOSS -> ErrorCode.PARSE_ERROR;
            default -> ErrorCode.GENERAL;
        };
    }

    @Override
    public void close() {
        Line<EventStreamResponse> last = line;
        if (last != null) {
            last.close();
        }
    }
}
