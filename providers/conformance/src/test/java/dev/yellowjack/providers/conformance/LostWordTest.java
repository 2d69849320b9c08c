package dev.yellowjack.providers.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.contrib.providers.flagd.Config;
import dev.openfeature.contrib.providers.flagd.FlagdProvider;
import dev.openfeature.flagd.grpc.sync.FlagSyncServiceGrpc;
import dev.openfeature.flagd.grpc.sync.Sync.GetMetadataRequest;
import dev.openfeature.flagd.grpc.sync.Sync.GetMetadataResponse;
import dev.openfeature.flagd.grpc.sync.Sync.SyncFlagsRequest;
import dev.openfeature.flagd.grpc.sync.Sync.SyncFlagsResponse;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderState;
import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.Supervisor;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The one that no check can heal: flagd's own provider, in process, drops messages that come while it reads another. */
class LostWordTest {
    /** More than its queues take, which are two of five. */
    private static final int BURST = 50;

    /** So many that reading them takes much longer than the burst. */
    private static final int MANY_FLAGS = 15_000;

    /** Where this test itself is held up in the middle of a burst, the provider may keep up with it. */
    private static final int ATTEMPTS = 5;

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(3);

    private final CompletableFuture<StreamObserver<SyncFlagsResponse>> stream = new CompletableFuture<>();

    @Test
    void after_a_burst_flagd_of_others_answers_by_an_older_message_until_the_next_one() throws Exception {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .directExecutor()
                .addService(new Flags())
                .build()
                .start();
        OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
        Client client = api.getClient();
        api.setProviderAndWait(new FlagdProvider(FlagdTexts.options(Config.Resolver.IN_PROCESS)
                .host("localhost")
                .port(server.getPort())
                .build()));

        try (Supervisor supervisor = Supervisor.builder()
                .client(client)
                .child(Child.named("orders").flag("orders").runs(context -> context.awaitStop()))
                .start()) {
            boolean lost = false;
            for (int attempt = 0; attempt < ATTEMPTS && !lost; attempt++) {
                burst();
                Eventually.comes(
                        "a message of the burst",
                        () -> client.getBooleanDetails("orders", true)
                                .getReason()
                                .equals("STATIC"));
                lost = !Eventually.within(
                        LONG_ENOUGH, () -> supervisor.status("orders").state() == ChildState.RUNNING);
            }
            assertTrue(lost, "no last word was lost");
            assertEquals(ProviderState.READY, client.getProviderState());

            send(Map.of("orders", FlagdTexts.flag(true)));
            Eventually.comes("the next word", () -> supervisor.status("orders").state() == ChildState.RUNNING);
        } finally {
            api.shutdown();
            server.shutdownNow();
            server.awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    /** Turns the flag off time and again, and on at last, while the provider is busy with many others. */
    private void burst() throws Exception {
        send(many());
        for (int message = 0; message < BURST; message++) {
            send(Map.of("orders", FlagdTexts.flag(false)));
        }
        send(Map.of("orders", FlagdTexts.flag(true)));
    }

    private static Map<String, String> many() {
        Map<String, String> flags = new TreeMap<>();
        for (int flag = 0; flag < MANY_FLAGS; flag++) {
            flags.put("flag" + flag, FlagdTexts.flag(true));
        }
        return flags;
    }

    private void send(Map<String, String> flags) throws Exception {
        stream.get(10, TimeUnit.SECONDS)
                .onNext(SyncFlagsResponse.newBuilder()
                        .setFlagConfiguration(FlagdTexts.json(flags))
                        .build());
    }

    private final class Flags extends FlagSyncServiceGrpc.FlagSyncServiceImplBase {
        @Override
        public void syncFlags(SyncFlagsRequest request, StreamObserver<SyncFlagsResponse> answers) {
            answers.onNext(SyncFlagsResponse.newBuilder()
                    .setFlagConfiguration(FlagdTexts.json(Map.of()))
                    .build());
            stream.complete(answers);
        }

        @Override
        public void getMetadata(GetMetadataRequest request, StreamObserver<GetMetadataResponse> answer) {
            answer.onNext(GetMetadataResponse.getDefaultInstance());
            answer.onCompleted();
        }
    }
}
