package dev.yellowjack.providers.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.openfeature.contrib.providers.ofrep.OfrepProvider;
import dev.openfeature.contrib.providers.ofrep.OfrepProviderOptions;
import dev.openfeature.sdk.FeatureProvider;
import dev.yellowjack.tck.Abilities;
import dev.yellowjack.tck.Ability;
import dev.yellowjack.tck.FlagBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A server that speaks the OpenFeature Remote Evaluation Protocol. */
final class OfrepBackend implements FlagBackend {
    private static final String PATH = "/ofrep/v1/evaluate/flags/";
    private static final String DISABLED = "disabled";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By flag: what is to be {@code value}, or DISABLED, or {@code attribute=value}. */
    private final Map<String, String> flags = new ConcurrentHashMap<>();

    private final LoopbackServer server = new LoopbackServer(this::answer);

    OfrepBackend() throws IOException {}

    private void answer(HttpExchange exchange) throws IOException {
        String flag = exchange.getRequestURI().getPath().substring(PATH.length());
        JsonNode context =
                JSON.readTree(exchange.getRequestBody().readAllBytes()).path("context");
        String rule = flags.get(flag);
        if (rule == null || rule.equals(DISABLED)) {
            LoopbackServer.answer(exchange, 404, "{\"key\":\"%s\",\"errorCode\":\"FLAG_NOT_FOUND\"}".formatted(flag));
            return;
        }
        String value = rule;
        if (rule.contains("=")) {
            String[] wanted = rule.split("=", 2);
            value = Boolean.toString(context.path(wanted[0]).asText().equals(wanted[1]));
        }
        String text = "{\"key\":\"%s\",\"reason\":\"STATIC\",\"variant\":\"v\",\"value\":%s,\"metadata\":{}}";
        LoopbackServer.answer(exchange, 200, text.formatted(flag, value));
    }

    @Override
    public FeatureProvider provider() {
        return OfrepProvider.constructProvider(OfrepProviderOptions.builder()
                .baseUrl(server.address())
                .connectTimeout(Duration.ofSeconds(1))
                .requestTimeout(Duration.ofSeconds(1))
                .build());
    }

    @Override
    public Abilities abilities() {
        return Abilities.all()
                .without(
                        Ability.PUSH,
                        "it announces nothing, and asks its server at each evaluation: a flip is seen at the next check");
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
        flags.put(flag, "\"yellow\"");
    }

    @Override
    public void disable(String flag) {
        flags.put(flag, DISABLED);
    }

    @Override
    public void targetInstance(String flag, String targetingKey) {
        targetChild(flag, "targetingKey", targetingKey);
    }

    @Override
    public void targetChild(String flag, String attribute, String value) {
        flags.put(flag, attribute + "=" + value);
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
    public void close() {
        server.close();
    }
}
