package dev.yellowjack.providers.launchdarkly;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EventDetails;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderEvent;
import dev.openfeature.sdk.ProviderState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A provider on an API of its own, and all that was heard of it, in the order of its arrival. */
final class Listening implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ImmutableContext SOMEBODY = new ImmutableContext("somebody");

    /** An event of a provider. */
    record News(ProviderEvent event, EventDetails details) {
        @Override
        public String toString() {
            return event + " \"" + details.getMessage() + "\" " + details.getFlagsChanged();
        }
    }

    final OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
    final Client client = api.getClient();
    final List<News> news = new CopyOnWriteArrayList<>();

    Listening(FeatureProvider provider) {
        for (ProviderEvent event : ProviderEvent.values()) {
            api.on(event, details -> news.add(new News(event, details)));
        }
        api.setProvider(provider);
    }

    /** One that is ready. */
    static Listening toReady(FeatureProvider provider) {
        Listening fresh = new Listening(provider);
        fresh.awaitState(ProviderState.READY);
        return fresh;
    }

    FlagEvaluationDetails<Boolean> ask(String flag, boolean fallback) {
        return client.getBooleanDetails(flag, fallback, SOMEBODY);
    }

    /** Whether the provider itself says so. */
    boolean reads(String flag, boolean value) {
        FlagEvaluationDetails<Boolean> details = ask(flag, !value);
        return details.getErrorCode() == null && details.getValue() == value;
    }

    List<News> of(ProviderEvent event) {
        return news.stream().filter(one -> one.event() == event).toList();
    }

    void awaitState(ProviderState state) {
        await("state " + state, () -> client.getProviderState() == state);
    }

    void awaitEvent(ProviderEvent event, String part) {
        await(
                event + " with \"" + part + "\"",
                () -> of(event).stream()
                        .anyMatch(one ->
                                String.valueOf(one.details().getMessage()).contains(part)));
    }

    void await(String what, BooleanSupplier condition) {
        if (!holdsWithin(PATIENCE, condition)) {
            throw new AssertionError("waited for " + what + "; the state is " + client.getProviderState()
                    + ", and was heard:\n" + heard());
        }
    }

    String heard() {
        return news.stream().map(News::toString).collect(Collectors.joining("\n"));
    }

    static boolean holdsWithin(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.onSpinWait();
            Thread.yield();
        }
        return true;
    }

    @Override
    public void close() {
        api.shutdown();
    }
}
