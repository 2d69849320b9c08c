package dev.yellowjack.providers.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.openfeature.contrib.providers.flagsmith.FlagsmithProvider;
import dev.openfeature.contrib.providers.flagsmith.FlagsmithProviderOptions;
import dev.openfeature.sdk.FeatureProvider;
import dev.yellowjack.tck.Abilities;
import dev.yellowjack.tck.Ability;
import dev.yellowjack.tck.FlagBackend;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A server that speaks Flagsmith's protocol for flags of identities, and is asked at each evaluation. */
final class FlagsmithBackend implements FlagBackend {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By flag: whether it is on, or {@code trait=value}. */
    private final Map<String, String> flags = new ConcurrentHashMap<>();

    private final LoopbackServer server = new LoopbackServer(this::answer);

    FlagsmithBackend() throws IOException {}

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode identity = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String text = flags.entrySet().stream()
                .map(flag -> """
                        {"feature":{"id":1,"name":"%s","type":"STANDARD"},"enabled":%s,"feature_state_value":null}""".formatted(flag.getKey(), isOn(flag.getValue(), identity)))
                .collect(Collectors.joining(",", "{\"flags\":[", "],\"traits\":[]}"));
        LoopbackServer.answer(exchange, 200, text);
    }

    private static boolean isOn(String rule, JsonNode identity) {
        if (!rule.contains("=")) {
            return Boolean.parseBoolean(rule);
        }
        String[] wanted = rule.split("=", 2);
        if (wanted[0].equals("identifier")) {
            return identity.path("identifier").asText().equals(wanted[1]);
        }
        for (JsonNode trait : identity.path("traits")) {
            if (trait.path("trait_key").asText().equals(wanted[0])) {
                return trait.path("trait_value").asText().equals(wanted[1]);
            }
        }
        return false;
    }

    @Override
    public FeatureProvider provider() {
        return new FlagsmithProvider(FlagsmithProviderOptions.builder()
                .apiKey("kit")
                .baseUri(server.address() + "/api/v1/")
                .connectTimeout(1000)
                .readTimeout(1000)
                .build());
    }

    @Override
    public Abilities abilities() {
        return Abilities.all()
                .without(
                        Ability.PUSH,
                        "it announces nothing, and asks its server at each evaluation: a flip is seen at the next check")
                .without(Ability.MISTYPE, "each of its flags is on or off, whatever value it has besides")
                .without(Ability.DISABLE, "a flag that is disabled is OFF, and says so");
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
    public void targetInstance(String flag, String targetingKey) {
        flags.put(flag, "identifier=" + targetingKey);
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
