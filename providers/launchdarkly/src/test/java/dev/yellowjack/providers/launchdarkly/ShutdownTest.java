package dev.yellowjack.providers.launchdarkly;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.launchdarkly.sdk.server.Components;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.MutableTrackingEventDetails;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a provider, and what LaunchDarkly is still to be told by then. */
@Timeout(120)
final class ShutdownTest {
    private static final ImmutableContext SANDY = new ImmutableContext("sandy");

    private final StreamBackend backend;

    ShutdownTest() throws IOException {
        backend = new StreamBackend();
    }

    @AfterEach
    void close() throws IOException {
        backend.close();
    }

    private FeatureProvider withEvents() {
        return backend.builder()
                .configure(config -> config.events(Components.sendEvents()))
                .build();
    }

    @Test
    void an_initialisation_that_waits_ends_when_the_provider_is_shut_down() throws Exception {
        backend.server.freeze();
        FeatureProvider provider =
                backend.builder().deadline(Duration.ofMinutes(1)).build();
        CompletableFuture<Void> initialisation = initialising(provider);
        assertTrue(Listening.holdsWithin(Duration.ofSeconds(20), () -> backend.server.streamsOpened.get() == 1));
        provider.shutdown();
        ExecutionException end = org.junit.jupiter.api.Assertions.assertThrows(
                ExecutionException.class, () -> initialisation.get(20, TimeUnit.SECONDS));
        assertInstanceOf(IllegalStateException.class, end.getCause());
    }

    private static CompletableFuture<Void> initialising(FeatureProvider provider) {
        return CompletableFuture.runAsync(() -> {
            try {
                provider.initialize(SANDY);
            } catch (Exception ended) {
                throw new IllegalStateException(ended);
            }
        });
    }

    @Test
    void a_server_of_events_that_hangs_does_not_hold_it_up() throws Exception {
        backend.server.letEventsHang();
        FeatureProvider provider = withEvents();
        provider.initialize(SANDY);
        provider.track("seen", SANDY, null);
        long from = System.nanoTime();
        provider.shutdown();
        long millis = (System.nanoTime() - from) / 1_000_000;
        System.out.println("shutdown with events that hang: " + millis + " ms");
        assertTrue(millis < 8_000, millis + " ms"); // The client alone would take over 10 s.
    }

    @Test
    void a_second_shutdown_does_nothing() throws Exception {
        FeatureProvider provider = backend.provider();
        provider.initialize(SANDY);
        provider.shutdown();
        provider.shutdown();
        backend.provider().shutdown(); // Nor one before the initialisation.
    }

    @Test
    void what_is_tracked_reaches_launchdarkly_at_the_latest_when_it_is_shut_down() throws Exception {
        FeatureProvider provider = withEvents();
        provider.track("too early", SANDY, null);
        provider.initialize(SANDY);
        provider.track("plain", SANDY, null);
        provider.track("paid", SANDY, new MutableTrackingEventDetails(9.5).add("currency", "EUR"));
        provider.track("data", SANDY, new MutableTrackingEventDetails().add("step", 2));
        provider.track("nobody", null, null);
        provider.shutdown();

        String posted = String.join("\n", backend.server.posted);
        assertTrue(posted.contains("\"kind\":\"custom\"") && posted.contains("\"key\":\"plain\""), posted);
        assertTrue(posted.contains("\"metricValue\":9.5") && posted.contains("\"currency\":\"EUR\""), posted);
        assertTrue(posted.contains("\"key\":\"data\"") && posted.contains("\"step\":2"), posted);
        assertTrue(!posted.contains("nobody") && !posted.contains("too early"), posted);
    }

    @Test
    void one_that_the_flag_client_shuts_down_leaves_its_server_alone() throws Exception {
        Listening listening = Listening.toReady(backend.provider());
        listening.api.shutdown();
        int streams = backend.server.streamsOpened.get();
        backend.server.drop();
        assertTrue(!Listening.holdsWithin(Duration.ofMillis(500), () -> backend.server.streamsOpened.get() > streams));
    }

    @Test
    void an_initialisation_that_waits_for_a_file_ends_as_well_when_the_provider_is_shut_down() throws Exception {
        FileDataBackend file = new FileDataBackend();
        try (file) {
            file.disconnect();
            FeatureProvider provider = file.provider();
            CompletableFuture<Void> initialisation = initialising(provider);
            assertTrue(!Listening.holdsWithin(Duration.ofMillis(300), initialisation::isDone));
            long from = System.nanoTime();
            provider.shutdown();
            org.junit.jupiter.api.Assertions.assertThrows(
                    ExecutionException.class, () -> initialisation.get(20, TimeUnit.SECONDS));
            assertTrue(System.nanoTime() - from < Duration.ofSeconds(15).toNanos(), "it waited for its deadline");
        }
    }
}
