package dev.yellowjack.quickstart;

import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderState;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The news of a source, on an API of its own. */
final class Listening implements AutoCloseable {
    final OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
    final List<String> news = new CopyOnWriteArrayList<>();

    Listening(FlagsSource source, Set<String> needed) {
        FlagsNews.follow(api, source, needed, news::add);
    }

    /** Waits for the line that is told next, and forgets it. */
    String next() throws InterruptedException {
        await("news", () -> !news.isEmpty());
        return news.remove(0);
    }

    void awaitReady() throws InterruptedException {
        await("a provider that is ready", () -> api.getClient().getProviderState() == ProviderState.READY);
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("this did not come: " + what);
            }
            Thread.sleep(1);
        }
    }

    @Override
    public void close() {
        api.shutdown();
    }
}
