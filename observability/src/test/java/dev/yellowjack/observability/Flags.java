package dev.yellowjack.observability;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.providers.memory.Flag;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** Flags in memory, in a domain of their own, which a test turns on and off. */
final class Flags implements AutoCloseable {
    private final String domain = UUID.randomUUID().toString();
    private final InMemoryProvider provider = new InMemoryProvider(Map.of());
    private final CountDownLatch closed = new CountDownLatch(1);

    Flags() {
        OpenFeatureAPI.getInstance().setProviderAndWait(domain, provider);
    }

    Client client() {
        return OpenFeatureAPI.getInstance().getClient(domain);
    }

    Flags on(String... flags) {
        return set("on", flags);
    }

    Flags off(String... flags) {
        return set("off", flags);
    }

    private Flags set(String variant, String... flags) {
        for (String flag : flags) {
            provider.updateFlag(flag, bool().defaultVariant(variant).build());
        }
        return this;
    }

    /** Whoever asks for this flag from now on waits for its answer until the flags are closed. */
    Flags hang(String flag) {
        provider.updateFlag(
                flag,
                bool().defaultVariant("off")
                        .contextEvaluator((one, context) -> {
                            awaitClosed();
                            return false;
                        })
                        .build());
        return this;
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static Flag.FlagBuilder<Boolean> bool() {
        return Flag.<Boolean>builder().variant("on", true).variant("off", false);
    }

    @Override
    public void close() {
        closed.countDown();
        provider.shutdown();
    }
}
