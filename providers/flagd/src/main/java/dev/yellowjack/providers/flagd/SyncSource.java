package dev.yellowjack.providers.flagd;

import dev.openfeature.contrib.providers.flagd.resolver.common.Convert;
import dev.openfeature.flagd.grpc.sync.FlagSyncServiceGrpc;
import dev.openfeature.flagd.grpc.sync.Sync.GetMetadataRequest;
import dev.openfeature.flagd.grpc.sync.Sync.GetMetadataResponse;
import dev.openfeature.flagd.grpc.sync.Sync.SyncFlagsRequest;
import dev.openfeature.flagd.grpc.sync.Sync.SyncFlagsResponse;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has flagd send its flags. Each message has them all and takes effect in the thread that brings it: there is no queue to
 * overflow, and gRPC has the server wait where messages come too fast.
 *
 * <p>A stream that is silent may be dead, so flagd is asked something else every two seconds; any answer will do.
 */
final class SyncSource implements FlagSource {
    private static final long PROBE_MILLIS = 2_000;

    /** A JVM that has just begun, on a machine that is busy, is slower than a server may be: to begin again takes longer. */
    private static final long OPENING_MILLIS = 10_000;

    private final Server server;
    private final Optional<String> selector;
    private final LocalFlags flags;
    private volatile EvaluationContext context = new ImmutableContext();
    private volatile @Nullable Line<SyncFlagsResponse> line;

    SyncSource(Server server, Optional<String> selector, LocalFlags flags) {
        this.server = server;
        this.selector = selector;
        this.flags = flags;
    }

    @Override
    public void start(FlagNews news) {
        Line<SyncFlagsResponse> started = new Line<>(
                server,
                this::open,
                message -> take(message, news),
                loss -> news.bad("flagd at " + server + " is lost: " + loss));
        line = started;
        started.start();
        started.repeat(() -> probe(started), PROBE_MILLIS);
    }

    private void open(ManagedChannel channel, StreamObserver<SyncFlagsResponse> observer) {
        SyncFlagsRequest.Builder request = SyncFlagsRequest.newBuilder();
        selector.ifPresent(request::setSelector);
        FlagSyncServiceGrpc.newStub(channel).syncFlags(request.build(), observer);
    }

    private void take(SyncFlagsResponse message, FlagNews news) {
        String json = message.getFlagConfiguration();
        Optional<FlagsJson.Problem> wrong = FlagsJson.problemIn(json);
        Optional<String> words = wrong.map(one -> "The flags of flagd at " + server + " are wrong: " + one.words());
        if (wrong.filter(FlagsJson.Problem::whole).isPresent()) {
            news.bad(words.get());
            return;
        }
        try {
            // As whole as the flags: what the last message had counts no more.
            context = message.hasSyncContext()
                    ? Convert.convertProtobufStructToContext(message.getSyncContext())
                    : new ImmutableContext();
            List<String> changed = flags.replace(FlagSet.parse(json));
            words.ifPresentOrElse(flaw -> news.flawed(changed, flaw), () -> news.good(changed));
        } catch (IOException | RuntimeException refused) {
            news.bad("The flags of flagd at " + server + " cannot be taken: " + refused.getMessage());
        }
    }

    private static void probe(Line<SyncFlagsResponse> line) {
        ManagedChannel channel = line.channel();
        if (channel == null) {
            return;
        }
        long stream = line.current();
        FlagSyncServiceGrpc.newStub(channel)
                .withDeadlineAfter(line.hasBrought() ? PROBE_MILLIS : OPENING_MILLIS, TimeUnit.MILLISECONDS)
                .getMetadata(GetMetadataRequest.getDefaultInstance(), new StreamObserver<GetMetadataResponse>() {
                    @Override
                    public void onNext(GetMetadataResponse answer) {}

                    @Override
                    public void onError(Throwable failure) {
                        // A refusal is an answer, and a connection that is down ends the stream by itself.
                        if (Status.fromThrowable(failure).getCode() == Status.Code.DEADLINE_EXCEEDED) {
                            line.suspect(stream, "it does not answer");
                        }
                    }

                    @Override
                    public void onCompleted() {}
                });
    }

    @Override
    public EvaluationContext context() {
        return context;
    }

    @Override
    public void close() {
        Line<SyncFlagsResponse> last = line;
        if (last != null) {
            last.close();
        }
    }
}
