package dev.yellowjack.examples.custom;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EventDetails;
import dev.openfeature.sdk.ProviderEvent;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Hears of changes at the flag provider. To subscribe and to unsubscribe may block, for as long as a provider takes to
 * initialise; so one thread does both.
 *
 * <p>Thread-safe.
 */
class FlagEvents {
    private final Client client;
    private final Consumer<Collection<String>> changed;
    private final Consumer<EventDetails> handler = this::handle;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param changed is given the names of the flags that are said to have changed; none where that is not said
     */
    FlagEvents(Client client, Consumer<Collection<String>> changed) {
        this.client = client;
        this.changed = changed;
    }

    /** Subscribes, and unsubscribes when it is closed. On a thread of its own. */
    void run() {
        for (ProviderEvent event : ProviderEvent.values()) {
            attempt(() -> client.on(event, handler));
        }
        awaitClose();
        for (ProviderEvent event : ProviderEvent.values()) {
            attempt(() -> client.removeHandler(event, handler));
        }
    }

    void close() {
        closed.countDown();
    }

    private void handle(EventDetails details) {
        List<String> names = details.getFlagsChanged();
        changed.accept(names == null ? List.of() : names);
    }

    private void awaitClose() {
        while (closed.getCount() > 0) {
            try {
                closed.await();
            } catch (InterruptedException byAStranger) {
                // Nobody has a reason to.
            }
        }
    }

    /** What fails here costs speed alone, since flags are looked at every check interval all the same. */
    private static void attempt(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error notToBeHad) {
            return;
        }
    }
}
