package dev.yellowjack.providers.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.contrib.providers.envvar.EnvVarProvider;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderState;
import io.getunleash.util.UnleashScheduledExecutorImpl;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What providers of others get wrong in a way that no supervisor can see: each is in the document, for operators to know. */
class QuirksTest {
    /** Several polls of a file, and more than one of Unleash. */
    private static final Duration SEVERAL_POLLS = Duration.ofMillis(1_500);

    private final OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
    private final Client client = api.getClient();

    @AfterEach
    void shutDown() {
        api.shutdown();
    }

    private FlagEvaluationDetails<Boolean> ask(String flag, boolean byDefault) {
        return client.getBooleanDetails(flag, byDefault, new ImmutableContext("quirks"));
    }

    private boolean answers(String flag, boolean expected) {
        return ask(flag, !expected).getValue() == expected;
    }

    @Test
    void an_environment_variable_that_says_yes_is_off_and_no_error() {
        Map<String, String> variables = Map.of("yes", "yes", "one", "1", "spaced", "true ", "loud", "TRUE");
        api.setProviderAndWait(new EnvVarProvider(variables::get));

        for (String flag : new String[] {"yes", "one", "spaced"}) {
            FlagEvaluationDetails<Boolean> details = ask(flag, true);
            assertEquals(false, details.getValue(), flag);
            assertEquals("STATIC", details.getReason(), flag);
            assertNull(details.getErrorCode(), flag);
        }
        assertTrue(answers("loud", true));
    }

    @Test
    void flagd_of_others_never_sees_a_file_that_is_no_newer_than_the_last() throws Exception {
        try (FlagdFileBackend backend = new FlagdFileBackend()) {
            backend.set("orders", false);
            api.setProviderAndWait(backend.provider());
            FileTime age = Files.getLastModifiedTime(backend.file);

            backend.stealthily("orders", true, age);
            Eventually.staysAway("the flip", SEVERAL_POLLS, () -> answers("orders", true));
            assertEquals(ProviderState.READY, client.getProviderState());

            backend.set("orders", true);
            Eventually.comes("the flip", () -> answers("orders", true));
        }
    }

    @Test
    void flagd_of_others_never_reads_a_file_again_that_was_away_at_one_poll() throws Exception {
        try (FlagdFileBackend backend = new FlagdFileBackend()) {
            backend.set("orders", false);
            api.setProviderAndWait(backend.provider());

            Files.delete(backend.file);
            Eventually.comes("the loss", () -> client.getProviderState() != ProviderState.READY);
            backend.set("orders", true);

            Eventually.staysAway("the flip", SEVERAL_POLLS, () -> answers("orders", true));
            assertEquals("STATIC", ask("orders", true).getReason()); // The last value, and no error.
        }
    }

    @Test
    void unleash_without_an_executor_of_its_own_knows_no_flag_once_another_has_been_shut_down() throws Exception {
        try (UnleashBackend backend = new UnleashBackend()) {
            backend.set("orders", true);
            FeatureProvider first = UnleashBackend.provider(backend.settings());
            api.setProviderAndWait(first);
            Eventually.comes("the first to know the flag", () -> answers("orders", true));
            first.shutdown();

            api.setProviderAndWait(UnleashBackend.provider(backend.settings()));
            Eventually.staysAway("the second to know it", SEVERAL_POLLS, () -> answers("orders", true));
            assertEquals(ProviderState.READY, client.getProviderState());

            api.setProviderAndWait(
                    UnleashBackend.provider(backend.settings().scheduledExecutor(new UnleashScheduledExecutorImpl())));
            Eventually.comes("one with its own to know it", () -> answers("orders", true));
        }
    }

    @Test
    void unleash_gives_the_default_for_a_flag_that_is_not_there_and_says_nothing() throws Exception {
        try (UnleashBackend backend = new UnleashBackend()) {
            backend.set("orders", true);
            api.setProviderAndWait(backend.provider());
            Eventually.comes("the flags", () -> answers("orders", true));

            for (boolean byDefault : new boolean[] {true, false}) {
                FlagEvaluationDetails<Boolean> details = ask("nowhere", byDefault);
                assertEquals(byDefault, details.getValue());
                assertNull(details.getErrorCode());
                assertNull(details.getReason());
            }
        }
    }
}
