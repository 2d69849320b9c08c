package dev.yellowjack.examples.custom;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EventDetails;
import dev.openfeature.sdk.ProviderEvent;
import dev.yellowjack.runtime.SupervisorTelemetry;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    private final SupervisorTelemetry telemetry;
    private final Map<ProviderEvent, Consumer<EventDetails>> handlers = new EnumMap<>(ProviderEvent.class);
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param changed is given the names of the flags that are said to have changed; none where that is not said
     */
    FlagEvents(Client client, SupervisorTelemetry telemetry, Consumer<Collection<String>> changed) {
        this.client = client;
        this.telemetry = telemetry;
        this.changed = changed;
        for (ProviderEvent event : ProviderEvent.values()) {
            handlers.put(event, details -> handle(event, details));
        }
    }

    /** Subscribes, and unsubscribes when it is closed. On a thread of its own. */
    void run() {
        handlers.forEach((event, handler) -> attempt(() -> client.on(event, handler)));
        awaitClose();
        handlers.forEach((event, handler) -> attempt(() -> client.removeHandler(event, handler)));
    }

    void close() {
        closed.countDown();
    }

    private void handle(ProviderEvent event, EventDetails details) {
        telemetry.heard(event, details.getProviderName());
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
