package dev.yellowjack.tck;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Value;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A back end in this JVM that can do everything: it streams its flags to its providers, which answer from memory. */
class StreamingBackend implements FlagBackend {
    private final Map<String, Answer> flags = new ConcurrentHashMap<>();
    private final List<StreamingProvider> providers = new CopyOnWriteArrayList<>();
    private final Function<StreamingBackend, StreamingProvider> maker;
    private volatile boolean connected = true;

    StreamingBackend() {
        this(StreamingProvider::new);
    }

    /** One whose providers are made so. */
    StreamingBackend(Function<StreamingBackend, StreamingProvider> maker) {
        this.maker = maker;
    }

    boolean isConnected() {
        return connected;
    }

    /** A provider has hung up. */
    void forget(StreamingProvider provider) {
        providers.remove(provider);
    }

    /** All flags, as a provider is told when it connects. */
    Map<String, Answer> flags() {
        return flags;
    }

    @Override
    public FeatureProvider provider() {
        StreamingProvider provider = maker.apply(this);
        providers.add(provider);
        return provider;
    }

    @Override
    public Abilities abilities() {
        return Abilities.all();
    }

    @Override
    public void set(String flag, boolean on) {
        put(flag, on ? Answer.ON : Answer.OFF);
    }

    @Override
    public void remove(String flag) {
        put(flag, Answer.MISSING);
    }

    @Override
    public void mistype(String flag) {
        put(flag, Answer.error(ErrorCode.TYPE_MISMATCH));
    }

    @Override
    public void disable(String flag) {
        put(flag, Answer.DEFAULT);
    }

    @Override
    public void targetInstance(String flag, String targetingKey) {
        put(flag, (defaultValue, context) -> value(targetingKey.equals(context.getTargetingKey())));
    }

    @Override
    public void targetChild(String flag, String attribute, String value) {
        put(flag, (defaultValue, context) -> value(new Value(value).equals(context.getValue(attribute))));
    }

    private static ProviderEvaluation<Boolean> value(boolean on) {
        return ProviderEvaluation.<Boolean>builder()
                .value(on)
                .reason("TARGETING_MATCH")
                .build();
    }

    private void put(String flag, Answer answer) {
        flags.put(flag, answer);
        if (connected) {
            providers.forEach(provider -> provider.receive(flag, answer));
        }
    }

    @Override
    public void disconnect() {
        connected = false;
        providers.forEach(StreamingProvider::disconnected);
    }

    @Override
    public void reconnect() {
        connected = true;
        providers.forEach(StreamingProvider::reconnected);
    }
}
