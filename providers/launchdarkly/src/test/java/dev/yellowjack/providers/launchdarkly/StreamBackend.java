package dev.yellowjack.providers.launchdarkly;

import com.launchdarkly.sdk.server.Components;
import com.launchdarkly.sdk.server.LDConfig;
import dev.openfeature.sdk.FeatureProvider;
import dev.yellowjack.tck.Abilities;
import java.io.IOException;
import java.time.Duration;

/** LaunchDarkly's streaming service in this JVM, for its real client. */
public final class StreamBackend extends JsonBackend {
    static final String SDK_KEY = "sdk-00000000-very-secret";

    /** For the first provider of a JVM: its client has some thousand classes to load, on a machine that may be busy. */
    static final Duration COLD_START = Duration.ofSeconds(30);

    final StreamServer server;
    private final Outage outage;

    /** One that is killed in an outage. */
    public StreamBackend() throws IOException {
        this(Outage.KILLED);
    }

    StreamBackend(Outage outage) throws IOException {
        this.outage = outage;
        server = new StreamServer(this::put);
    }

    private String put() {
        return StreamServer.message("put", "{\"path\":\"/\",\"data\":{\"flags\":" + json() + ",\"segments\":{}}}");
    }

    @Override
    public FeatureProvider provider() {
        return builder().build();
    }

    LaunchDarklyBuilder builder() {
        return LaunchDarkly.sdkKey(SDK_KEY).configure(this::pointHere).deadline(COLD_START);
    }

    /** As in production, but for the addresses, the delay before it dials again, and analytics. */
    void pointHere(LDConfig.Builder config) {
        config.serviceEndpoints(Components.serviceEndpoints()
                        .streaming(server.url())
                        .polling(server.url())
                        .events(server.url()))
                .dataSource(Components.streamingDataSource().initialReconnectDelay(Duration.ofMillis(10)))
                .events(Components.noEvents())
                .diagnosticOptOut(true);
    }

    @Override
    public Abilities abilities() {
        return Abilities.all();
    }

    /** Sends all flags to all streams. */
    void putAll() {
        server.send(put());
    }

    @Override
    void changed(String flag, String json, int version) {
        String path = "{\"path\":\"/flags/" + flag + "\",";
        server.send(
                json.isEmpty()
                        ? StreamServer.message("delete", path + "\"version\":" + version + "}")
                        : StreamServer.message("patch", path + "\"data\":" + json + "}"));
    }

    @Override
    public void disconnect() throws IOException {
        switch (outage) {
            case KILLED -> server.down();
            case UNAVAILABLE -> {
                server.answer(503);
                server.drop();
            }
            case FROZEN -> server.freeze();
        }
    }

    @Override
    public void reconnect() throws IOException {
        switch (outage) {
            case KILLED -> server.up();
            case UNAVAILABLE -> server.answer(200);
            case FROZEN -> server.thaw();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
