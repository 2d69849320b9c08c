package dev.yellowjack.benchmarks;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.providers.memory.Flag;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Flags of OpenFeature's own in-memory provider, which announces each change. */
final class Flags {
    private static final Flag<Boolean> ON = flag("on");
    private static final Flag<Boolean> OFF = flag("off");

    private final InMemoryProvider provider;
    private final Client client;

    private static Flag<Boolean> flag(String variant) {
        return Flag.<Boolean>builder()
                .variant("on", true)
                .variant("off", false)
                .defaultVariant(variant)
                .build();
    }

    /** These flags, all of them off. */
    Flags(Collection<String> keys) {
        provider = new InMemoryProvider(all(keys, OFF));
        String domain = UUID.randomUUID().toString();
        OpenFeatureAPI.getInstance().setProviderAndWait(domain, provider);
        client = OpenFeatureAPI.getInstance().getClient(domain);
    }

    Client client() {
        return client;
    }

    /** One change, and so one event. */
    void set(String key, boolean on) {
        provider.updateFlag(key, on ? ON : OFF);
    }

    /** Likewise one event, which names them all. */
    void set(Collection<String> keys, boolean on) {
        provider.updateFlags(all(keys, on ? ON : OFF));
    }

    private static Map<String, Flag<?>> all(Collection<String> keys, Flag<?> flag) {
        Map<String, Flag<?>> flags = new HashMap<>();
        keys.forEach(key -> flags.put(key, flag));
        return flags;
    }
}
