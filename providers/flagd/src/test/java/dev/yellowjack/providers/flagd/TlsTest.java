package dev.yellowjack.providers.flagd;

import static dev.openfeature.sdk.ProviderEvent.PROVIDER_ERROR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.openfeature.sdk.ProviderState;
import dev.yellowjack.providers.flagd.FlagdServerBuilder.Mode;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both modes on a server in this JVM that has a certificate. */
@Timeout(120)
final class TlsTest {
    @TempDir
    Path folder = Path.of("");

    private AutoCloseable backend = () -> {};

    private FlagdServerBuilder client(Mode mode, KeyPair shown) throws Exception {
        WireBackend<?> wire = switch (mode) {
            case RPC -> new EvaluationServerBackend();
            case IN_PROCESS -> new SyncServerBackend();
        };
        wire.set("a", true);
        ServerCredentials credentials = TlsServerCredentials.create(
                shown.certificate().toFile(), shown.key().toFile());
        Server server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), credentials)
                .directExecutor()
                .addService(wire.service())
                .build()
                .start();
        backend = () -> {
            server.shutdownNow().awaitTermination();
            wire.close();
        };
        return new FlagdServerBuilder(mode).port(server.getPort());
    }

    @AfterEach
    void close() throws Exception {
        backend.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_server_whose_certificate_is_trusted_is_believed(Mode mode) throws Exception {
        KeyPair pair = KeyPair.of(folder, "right", "localhost");
        try (Heard heard =
                new Heard(client(mode, pair).certificate(pair.certificate()).build())) {
            heard.await("on", () -> heard.isOn("a"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_server_with_another_certificate_is_refused_with_the_reason(Mode mode) throws Exception {
        KeyPair shown = KeyPair.of(folder, "shown", "localhost");
        KeyPair trusted = KeyPair.of(folder, "trusted", "localhost");
        assertRefused(client(mode, shown).certificate(trusted.certificate()), "PKIX path");
    }

    @ParameterizedTest
    @EnumSource
    void a_server_whose_certificate_no_authority_has_signed_is_refused_with_the_reason(Mode mode) throws Exception {
        KeyPair shown = KeyPair.of(folder, "shown", "localhost");
        assertRefused(client(mode, shown).tls(true), "PKIX path");
    }

    @ParameterizedTest
    @EnumSource
    void a_server_with_the_certificate_of_another_host_is_refused_with_the_reason(Mode mode) throws Exception {
        KeyPair pair = KeyPair.of(folder, "right", "elsewhere.example");
        assertRefused(client(mode, pair).certificate(pair.certificate()), "matching localhost");
    }

    @ParameterizedTest
    @EnumSource
    void a_server_that_wants_TLS_says_nothing_without(Mode mode) throws Exception {
        assertRefused(client(mode, KeyPair.of(folder, "right", "localhost")), "UNAVAILABLE");
    }

    private static void assertRefused(FlagdServerBuilder client, String reason) {
        try (Heard heard = new Heard(client.deadline(Duration.ofMillis(1_500)).build())) {
            heard.awaitEvent(PROVIDER_ERROR, reason);
            assertEquals(ProviderState.ERROR, heard.client.getProviderState());
            assertNotEquals(null, heard.client.getBooleanDetails("a", false).getErrorCode());
            assertFalse(heard.isOn("a"));
            String all = String.join(" ", heard.events);
            assertFalse(all.contains("PRIVATE KEY"), all);
            assertEquals(1, all.lines().count(), all);
        }
    }
}
