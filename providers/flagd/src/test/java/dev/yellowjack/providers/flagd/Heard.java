package dev.yellowjack.providers.flagd;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EventDetails;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderEvent;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A provider on an API of its own, and the events that were heard of it. */
final class Heard implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration FOR_GOOD = Duration.ofMillis(150);

    final OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
    final Client client = api.getClient();
    final List<String> events = new CopyOnWriteArrayList<>();

    Heard(FeatureProvider provider) {
        for (ProviderEvent event : ProviderEvent.values()) {
            api.on(event, details -> events.add(event + " " + words(details)));
        }
        api.setProvider(provider);
    }

    private static String words(EventDetails details) {
        return Objects.requireNonNullElse(details.getMessage(), "");
    }

    boolean isOn(String flag) {
        return client.getBooleanValue(flag, false);
    }

    boolean wasHeard(ProviderEvent event, String part) {
        return events.stream().anyMatch(one -> one.startsWith(event + " ") && one.contains(part));
    }

    void awaitEvent(ProviderEvent event, String part) {
        await(event + " with " + part, () -> wasHeard(event, part));
    }

    void await(String what, BooleanSupplier condition) {
        until(() -> what + " was waited for; heard " + events, condition);
    }

    /** As {@link #await}, but for what is true on the way as well, and has to stay so. */
    void awaitForGood(String what, BooleanSupplier condition) {
        AtomicLong since = new AtomicLong(System.nanoTime());
        await(what, () -> {
            if (!condition.getAsBoolean()) {
                since.set(System.nanoTime());
            }
            return System.nanoTime() - since.get() > FOR_GOOD.toNanos();
        });
    }

    static void until(Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(what.get());
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    @Override
    public void close() {
        api.shutdown();
    }
}
