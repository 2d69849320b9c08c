package dev.yellowjack.providers.flagd;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Where a flagd server is. */
record Server(String host, int port, boolean tls, Optional<Path> certificate) {
    /**
     * A channel without flagd's retry policy: that tries again when a flag is missing, until the deadline.
     *
     * @param callbacks runs what gRPC calls back
     */
    ManagedChannel channel(Executor callbacks) {
        return Grpc.newChannelBuilderForAddress(host, port, credentials())
                .executor(callbacks)
                .disableRetry()
                .build();
    }

    private ChannelCredentials credentials() {
        if (!tls) {
            return InsecureChannelCredentials.create();
        }
        TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
        try {
            if (certificate.isPresent()) {
                builder.trustManager(certificate.get().toFile());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The certificate " + certificate.get() + " cannot be read", unreadable);
        }
        return builder.build();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
