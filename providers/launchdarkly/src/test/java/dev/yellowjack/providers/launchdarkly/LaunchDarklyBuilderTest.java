package dev.yellowjack.providers.launchdarkly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.launchdarkly.sdk.server.Components;
import com.launchdarkly.sdk.server.LDConfig;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.ImmutableContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LaunchDarklyBuilderTest {
    private static final String KEY = "sdk-very-secret";

    @Test
    void a_key_that_is_not_set_is_refused_with_where_to_look() {
        Exception refusal = assertThrows(NullPointerException.class, () -> LaunchDarkly.sdkKey(null));
        assertTrue(refusal.getMessage().contains("environment variable"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void a_blank_key_is_refused(String key) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> LaunchDarkly.sdkKey(key));
        assertTrue(refusal.getMessage().contains("blank"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY + "\n", KEY + "\r\n", " " + KEY, KEY + "\u00e4", KEY + "\u0000"})
    void a_key_that_no_header_can_carry_is_refused_and_not_repeated(String key) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> LaunchDarkly.sdkKey(key));
        assertTrue(refusal.getMessage().contains("has a character"), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("very-secret"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 99, 60_001})
    void a_deadline_out_of_bounds_is_refused_with_the_bounds(long millis) {
        LaunchDarklyBuilder builder = LaunchDarkly.sdkKey(KEY);
        Exception refusal =
                assertThrows(IllegalArgumentException.class, () -> builder.deadline(Duration.ofMillis(millis)));
        assertTrue(refusal.getMessage().contains("PT0.1S to PT1M"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 60_000})
    void the_bounds_of_the_deadline_are_allowed(long millis) {
        LaunchDarklyBuilder builder = LaunchDarkly.sdkKey(KEY);
        assertEquals(builder, builder.deadline(Duration.ofMillis(millis)));
    }

    @Test
    void settings_are_made_in_their_order_with_a_new_builder_for_each_provider() {
        List<String> calls = new ArrayList<>();
        List<LDConfig.Builder> configs = new ArrayList<>();
        LaunchDarklyBuilder builder = LaunchDarkly.sdkKey(KEY)
                .configure(config -> {
                    calls.add("first");
                    configs.add(config);
                })
                .configure(config -> calls.add("second"));

        FeatureProvider one = builder.build();
        FeatureProvider other = builder.build();

        assertEquals(List.of("first", "second", "first", "second"), calls);
        assertTrue(configs.get(0) != configs.get(1));
        assertTrue(one != other);
    }

    @Test
    void nothing_is_connected_before_the_initialisation() throws Exception {
        try (StreamBackend backend = new StreamBackend()) {
            FeatureProvider provider =
                    backend.builder().deadline(Duration.ofMinutes(1)).build();
            assertFalse(
                    Listening.holdsWithin(Duration.ofMillis(500), () -> !backend.server.requests.isEmpty()),
                    "it connected before it was initialised");
            provider.initialize(new ImmutableContext("somebody"));
            assertEquals(1, backend.server.streamsOpened.get());
            provider.shutdown();
        }
    }

    @Test
    void neither_builder_nor_provider_tells_the_key() {
        LaunchDarklyBuilder builder =
                LaunchDarkly.sdkKey(KEY).configure(config -> config.events(Components.noEvents()));
        assertFalse((builder + " " + builder.build()).contains(KEY));
    }
}
