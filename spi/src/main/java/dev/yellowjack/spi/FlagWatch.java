package dev.yellowjack.spi;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EventDetails;
import dev.openfeature.sdk.ProviderEvent;
import dev.yellowjack.runtime.SupervisorTelemetry;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the provider's events into hints to look again (§4.4). It trusts them for nothing else: they come out of order,
 * doubled, late, without names, or not at all.
 *
 * <p>To subscribe can block for as long as another provider of the same API takes to initialise; so it, and its undoing,
 * have threads of their own.
 */
final class FlagWatch {
    private final Client client;
    private final SupervisorTelemetry telemetry;
    private final Consumer<@Nullable Collection<String>> lookAgain;
    private final Map<ProviderEvent, Consumer<EventDetails>> handlers = new EnumMap<>(ProviderEvent.class);
    private final Thread subscribing;
    private final Thread unsubscribing;
    private final Object lock = new Object();
    private volatile boolean closed;

    FlagWatch(
            Client client,
            String threadName,
            SupervisorTelemetry telemetry,
            Consumer<@Nullable Collection<String>> lookAgain) {
        this.client = client;
        this.telemetry = telemetry;
        this.lookAgain = lookAgain;
        for (ProviderEvent event : ProviderEvent.values()) {
            handlers.put(event, details -> handle(event, details));
        }
        subscribing = daemon(threadName + "-subscribe", this::subscribe);
        unsubscribing = daemon(threadName + "-unsubscribe", this::unsubscribe);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        subscribing.start();
    }

    void close() {
        closed = true;
        try {
            unsubscribing.start();
        } catch (OutOfMemoryError noThread) {
            // The handlers stay, and do nothing any more. A provider that is shut down drops them.
        }
    }

    void awaitEnd(long patienceNanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedJoin(unsubscribing, patienceNanos);
    }

    private void subscribe() {
        synchronized (lock) {
            handlers.forEach((event, handler) -> {
                if (!closed) {
                    attempt(() -> client.on(event, handler));
                }
            });
        }
    }

    private void unsubscribe() {
        synchronized (lock) {
            handlers.forEach((event, handler) -> attempt(() -> client.removeHandler(event, handler)));
        }
    }

    /** What fails here costs speed alone: the check asks all the same. The SDK throws where it has no handlers left. */
    private static void attempt(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error notToBeHad) {
            return;
        }
    }

    private void handle(ProviderEvent event, EventDetails details) {
        if (!closed) {
            telemetry.heard(event, details.getProviderName());
            lookAgain.accept(details.getFlagsChanged());
        }
    }
}
