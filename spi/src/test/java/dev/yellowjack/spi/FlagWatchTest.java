package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EventDetails;
import dev.openfeature.sdk.ProviderEvent;
import dev.yellowjack.runtime.SupervisorTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the provider's events lead to (§4.4). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlagWatchTest {
    private static final SupervisorTelemetry TELEMETRY = SupervisorTelemetry.of("watch-test", OpenTelemetry.noop(), 0);
    private static final Set<ProviderEvent> EVERY = EnumSet.allOf(ProviderEvent.class);

    private final Map<ProviderEvent, Consumer<EventDetails>> handlers = new ConcurrentHashMap<>();
    private final Set<ProviderEvent> removed = ConcurrentHashMap.newKeySet();
    private final Set<ProviderEvent> refused = ConcurrentHashMap.newKeySet();
    private final List<Collection<String>> looks = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore calls = new Semaphore(1_000_000);
    private final FlagWatch watch = new FlagWatch(client(), "watch-test", TELEMETRY, looks::add);

    @SuppressWarnings("unchecked")
    private Client client() {
        return (Client) Proxy.newProxyInstance(
                Client.class.getClassLoader(), new Class<?>[] {Client.class}, (proxy, method, arguments) -> {
                    ProviderEvent event = (ProviderEvent) arguments[0];
                    calls.acquire();
                    if (refused.contains(event)) {
                        throw new IllegalStateException("no handlers for " + event);
                    }
                    switch (method.getName()) {
                        case "on" -> handlers.put(event, (Consumer<EventDetails>) arguments[1]);
                        case "removeHandler" -> {
                            removed.add(event);
                            handlers.remove(event, arguments[1]);
                        }
                        default -> throw new UnsupportedOperationException(method.toString());
                    }
                    return proxy;
                });
    }

    @AfterEach
    void end() {
        calls.release(1_000_000);
    }

    private void startAndAwaitAll() {
        watch.start();
        Eventually.until("a handler for every event", () -> handlers.keySet().equals(EVERY));
    }

    private static boolean isThere(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(one -> one.getName().equals(thread) && one.isDaemon());
    }

    @Test
    void every_event_is_a_reason_to_look_at_the_flags_that_it_names() {
        startAndAwaitAll();
        handlers.get(ProviderEvent.PROVIDER_CONFIGURATION_CHANGED)
                .accept(EventDetails.builder().flagsChanged(List.of("f")).build());
        handlers.get(ProviderEvent.PROVIDER_STALE).accept(EventDetails.builder().build());
        List<Collection<String>> expected = new ArrayList<>();
        expected.add(List.of("f"));
        expected.add(null);
        assertEquals(expected, looks);
    }

    @Test
    void a_refused_handler_keeps_no_other_from_being_there() {
        refused.add(ProviderEvent.PROVIDER_READY);
        watch.start();
        Eventually.until("all others", () -> handlers.size() == EVERY.size() - 1);
        assertFalse(handlers.containsKey(ProviderEvent.PROVIDER_READY));
    }

    @Test
    void after_its_close_all_handlers_are_removed_and_an_event_does_nothing() throws InterruptedException {
        startAndAwaitAll();
        Consumer<EventDetails> handler = handlers.get(ProviderEvent.PROVIDER_READY);
        watch.close();
        watch.awaitEnd(Duration.ofSeconds(10).toNanos());
        assertEquals(EVERY, removed);
        assertTrue(handlers.isEmpty(), handlers::toString);
        handler.accept(EventDetails.builder().build());
        assertEquals(List.of(), looks);
    }

    @Test
    void a_provider_that_keeps_it_waiting_holds_a_daemon_and_nobody_else() throws InterruptedException { // §5.1
        calls.drainPermits();
        watch.start();
        Eventually.until("it subscribes", () -> isThere("watch-test-subscribe"));
        watch.close();
        Eventually.until("it waits to unsubscribe", () -> isThere("watch-test-unsubscribe"));
        watch.awaitEnd(1);
        assertEquals(Set.of(), removed, "unsubscribing comes after subscribing");
        calls.release(1_000_000);
        watch.awaitEnd(Duration.ofSeconds(10).toNanos());
        assertEquals(EVERY, removed);
        assertTrue(handlers.isEmpty(), "what it was late to subscribe to is undone");
    }
}
