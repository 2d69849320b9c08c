package dev.yellowjack.providers.flagd;

import dev.yellowjack.tck.Abilities;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A server in this JVM that speaks one of flagd's protocols, behind a proxy that can freeze. */
abstract class WireBackend<M> extends FlagTexts {
    private final Outage outage;
    private final int port = freePort();
    final TcpProxy proxy = new TcpProxy(port);
    private final List<StreamObserver<M>> streams = new ArrayList<>();

    /** Of our own, because gRPC keeps its shared ones for ever where a server could not bind its port. */
    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    private @Nullable Server server;

    WireBackend(Outage outage) throws IOException {
        this.outage = outage;
    }

    abstract BindableService service();

    /** What a stream says at a change of a flag, or at first, where no flag is named. */
    abstract M message(String flag);

    final int port() {
        return outage == Outage.FROZEN ? proxy.port() : port;
    }

    final void up() throws IOException {
        // While nobody listens, a client that dials can be given this very port for its own end, for a moment.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            try {
                server = listen();
                return;
            } catch (IOException taken) {
                if (System.nanoTime() - deadline > 0) {
                    throw taken;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
    }

    private Server listen() throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .channelType(NioServerSocketChannel.class)
                .bossEventLoopGroup(threads)
                .workerEventLoopGroup(threads)
                .directExecutor()
                .addService(service())
                .build()
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A client has come for messages. */
    final void subscribe(StreamObserver<M> stream) {
        synchronized (streams) {
            if (stream instanceof ServerCallStreamObserver<M> call) {
                call.setOnCancelHandler(() -> {});
            }
            stream.onNext(message(""));
            streams.add(stream);
        }
    }

    /** How many there are that no client has ended. */
    final int streams() {
        synchronized (streams) {
            streams.removeIf(stream -> stream instanceof ServerCallStreamObserver<M> call && call.isCancelled());
            return streams.size();
        }
    }

    @Override
    void changed(String flag) {
        synchronized (streams) {
            streams();
            M message = message(flag);
            streams.forEach(stream -> stream.onNext(message));
        }
    }

    @Override
    public final void set(String flag, boolean on) throws Exception {
        synchronized (streams) {
            super.set(flag, on);
        }
    }

    @Override
    public Abilities abilities() {
        return Abilities.all();
    }

    @Override
    public final void disconnect() throws Exception {
        if (outage == Outage.FROZEN) {
            proxy.freeze();
        } else {
            down();
        }
    }

    private void down() throws InterruptedException {
        if (server != null) {
            server.shutdownNow();
            server.awaitTermination(5, TimeUnit.SECONDS);
            synchronized (streams) {
                streams.clear();
            }
        }
    }

    @Override
    public final void reconnect() throws Exception {
        if (outage == Outage.FROZEN) {
            proxy.thaw();
        } else {
            up();
        }
    }

    @Override
    public final void close() throws Exception {
        down();
        proxy.close();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
