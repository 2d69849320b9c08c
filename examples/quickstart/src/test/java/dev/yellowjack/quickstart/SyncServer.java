package dev.yellowjack.quickstart;

import dev.openfeature.flagd.grpc.sync.FlagSyncServiceGrpc;
import dev.openfeature.flagd.grpc.sync.Sync.SyncFlagsRequest;
import dev.openfeature.flagd.grpc.sync.Sync.SyncFlagsResponse;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A stand-in for flagd that speaks its sync protocol, and sends what it is told to. Thread-safe. */
final class SyncServer extends FlagSyncServiceGrpc.FlagSyncServiceImplBase implements AutoCloseable {
    private final List<StreamObserver<SyncFlagsResponse>> streams = new ArrayList<>();
    private final Server server;
    private String flags;

    SyncServer(int port, String flags) throws IOException {
        this.flags = flags;
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .addService(this)
                .build()
                .start();
    }

    synchronized void send(String latest) {
        flags = latest;
        streams.removeIf(
                stream -> stream instanceof ServerCallStreamObserver<SyncFlagsResponse> call && call.isCancelled());
        streams.forEach(stream -> stream.onNext(message()));
    }

    private SyncFlagsResponse message() {
        return SyncFlagsResponse.newBuilder().setFlagConfiguration(flags).build();
    }

    @Override
    public synchronized void syncFlags(SyncFlagsRequest request, StreamObserver<SyncFlagsResponse> stream) {
        if (stream instanceof ServerCallStreamObserver<SyncFlagsResponse> call) {
            call.setOnCancelHandler(() -> {}); // Else a client that has gone would be an exception in send.
        }
        stream.onNext(message());
        streams.add(stream);
    }

    @Override
    public void close() throws IOException {
        try {
            server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException inAHurry) {
            Thread.currentThread().interrupt();
        }
    }
}
