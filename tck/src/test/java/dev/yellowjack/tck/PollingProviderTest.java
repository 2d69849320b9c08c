package dev.yellowjack.tck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.openfeature.sdk.FeatureProvider;
import dev.yellowjack.runtime.SupervisorRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The kit on a provider that polls a server, over the wire. */
class PollingProviderTest extends FlagProviderTck {
    private static final Duration INTERVAL = Duration.ofMillis(40);

    @Override
    protected FlagBackend backend() throws IOException {
        return new PolledServer();
    }

    @Override
    protected Duration flipTime() {
        return INTERVAL.multipliedBy(2);
    }

    @Override
    protected Optional<SupervisorRuntime> runtime() {
        return Optional.of(TestRuntime.runtime());
    }

    @Override
    protected Map<String, String> lastingThreads() {
        return Map.of(
                "HttpClient-", "before Java 21 the JDK's client has no close; its daemons end once it is collected");
    }

    private static final class PolledServer implements FlagBackend {
        private final Map<String, String> flags = new ConcurrentHashMap<>();
        private HttpServer server = listen(0);

        PolledServer() throws IOException {}

        private HttpServer listen(int port) throws IOException {
            HttpServer fresh = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            fresh.createContext("/flags", this::answer);
            fresh.start();
            return fresh;
        }

        private void answer(HttpExchange exchange) throws IOException {
            byte[] body = flags.entrySet().stream()
                    .map(flag -> flag.getKey() + "=" + flag.getValue() + "\n")
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        @Override
        public FeatureProvider provider() {
            InetSocketAddress address = server.getAddress();
            return new PollingProvider(URI.create("http://localhost:" + address.getPort() + "/flags"), INTERVAL);
        }

        @Override
        public Abilities abilities() {
            return Abilities.all()
                    .without(Ability.DISABLE, "a flag is there or not")
                    .without(Ability.TARGET_INSTANCE, "the server is not asked for each evaluation")
                    .without(Ability.TARGET_CHILD, "the server is not asked for each evaluation");
        }

        @Override
        public void set(String flag, boolean on) {
            flags.put(flag, Boolean.toString(on));
        }

        @Override
        public void remove(String flag) {
            flags.remove(flag);
        }

        @Override
        public void mistype(String flag) {
            flags.put(flag, "yellow");
        }

        @Override
        public void disconnect() {
            server.stop(0);
        }

        @Override
        public void reconnect() throws IOException {
            server = listen(server.getAddress().getPort());
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
