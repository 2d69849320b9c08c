package dev.yellowjack.providers.conformance;

import com.sun.net.httpserver.HttpExchange;
import dev.openfeature.contrib.providers.unleash.UnleashProvider;
import dev.openfeature.contrib.providers.unleash.UnleashProviderConfig;
import dev.openfeature.sdk.FeatureProvider;
import dev.yellowjack.tck.Abilities;
import dev.yellowjack.tck.Ability;
import dev.yellowjack.tck.FlagBackend;
import io.getunleash.util.UnleashConfig;
import io.getunleash.util.UnleashScheduledExecutorImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** A server that speaks Unleash's client protocol, and is asked each second. */
final class UnleashBackend implements FlagBackend {
    private static final String FEATURE = """
            {"name":"%s","type":"release","enabled":%s,\
            "strategies":[{"name":"default","parameters":{},"constraints":[%s]}],"variants":[]}""";
    private static final String CONSTRAINT = """
            {"contextName":"%s","operator":"IN","values":["%s"],"inverted":false,"caseInsensitive":false}""";

    private final Map<String, String> features = new TreeMap<>(); // guarded by this
    private int version; // guarded by this
    private final Path backup = Files.createTempDirectory("yellowjack-unleash");
    private final LoopbackServer server = new LoopbackServer(this::answer);

    UnleashBackend() throws IOException {}

    private void answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().endsWith("/client/features")) {
            LoopbackServer.answer(exchange, 202, ""); // registrations and metrics
            return;
        }
        String tag;
        String body;
        synchronized (this) {
            tag = "\"" + version + "\"";
            body = features.values().stream()
                    .collect(Collectors.joining(",", "{\"version\":2,\"segments\":[],\"features\":[", "]}"));
        }
        exchange.getResponseHeaders().set("ETag", tag);
        boolean known = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        LoopbackServer.answer(exchange, known ? 304 : 200, known ? "" : body);
    }

    UnleashConfig.Builder settings() {
        return new UnleashConfig.Builder()
                .appName("yellowjack-kit")
                .instanceId(UUID.randomUUID().toString())
                .unleashAPI(server.address() + "/api")
                .apiKey("kit")
                .fetchTogglesInterval(1)
                .fetchTogglesConnectTimeoutSeconds(1)
                .fetchTogglesReadTimeoutSeconds(1)
                .backupFile(backup.resolve(UUID.randomUUID() + ".json").toString());
    }

    @Override
    public FeatureProvider provider() {
        return provider(settings().scheduledExecutor(new UnleashScheduledExecutorImpl()));
    }

    static FeatureProvider provider(UnleashConfig.Builder settings) {
        return new UnleashProvider(
                UnleashProviderConfig.builder().unleashConfigBuilder(settings).build());
    }

    @Override
    public Abilities abilities() {
        return Abilities.all()
                .without(Ability.MISTYPE, "all its flags are on or off; one with variants is on or off, too")
                .without(Ability.DISABLE, "a flag that is disabled in an environment is OFF there, and says so");
    }

    @Override
    public void set(String flag, boolean on) {
        put(flag, FEATURE.formatted(flag, on, ""));
    }

    private synchronized void put(String flag, String feature) {
        features.put(flag, feature);
        version++;
    }

    @Override
    public synchronized void remove(String flag) {
        features.remove(flag);
        version++;
    }

    @Override
    public void targetInstance(String flag, String targetingKey) {
        targetChild(flag, "targetingKey", targetingKey);
    }

    @Override
    public void targetChild(String flag, String attribute, String value) {
        put(flag, FEATURE.formatted(flag, true, CONSTRAINT.formatted(attribute, value)));
    }

    @Override
    public void disconnect() {
        server.disconnect();
    }

    @Override
    public void reconnect() throws IOException {
        server.reconnect();
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (var files = Files.list(backup)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(backup);
    }
}
