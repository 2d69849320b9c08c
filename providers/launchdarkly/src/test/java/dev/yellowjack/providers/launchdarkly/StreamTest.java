package dev.yellowjack.providers.launchdarkly;

import static dev.openfeature.sdk.ProviderEvent.PROVIDER_CONFIGURATION_CHANGED;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_ERROR;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_READY;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_STALE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.ProviderState;
import dev.openfeature.sdk.exceptions.FatalError;
import dev.openfeature.sdk.exceptions.GeneralError;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** LaunchDarkly's real client on a server that does what servers do on a bad day. */
@Timeout(120)
final class StreamTest {
    private static final Duration BRIEF = Duration.ofMillis(300);

    private final StreamBackend backend;

    StreamTest() throws IOException {
        backend = new StreamBackend();
    }

    @AfterEach
    void close() throws IOException {
        backend.close();
    }

    @Test
    void an_update_of_fifty_flags_is_announced_as_one() throws Exception {
        try (Listening listening = Listening.toReady(backend.provider())) {
            Set<String> flags =
                    IntStream.range(0, 50).mapToObj(i -> "flag-" + i).collect(Collectors.toCollection(TreeSet::new));
            backend.setQuietly(flags, true);
            backend.putAll();
            Set<String> announced = new TreeSet<>();
            listening.await("all flags to be announced", () -> {
                listening
                        .of(PROVIDER_CONFIGURATION_CHANGED)
                        .forEach(one -> announced.addAll(one.details().getFlagsChanged()));
                return announced.equals(flags);
            });
            int events = listening.of(PROVIDER_CONFIGURATION_CHANGED).size();
            System.out.println("an update of 50 flags: events " + events);
            // One, unless the machine paused the client in the middle: AnnouncerTest has it without a clock.
            assertTrue(events <= 5, () -> listening.heard());
        }
    }

    @Test
    void a_burst_ends_with_the_last_value() throws Exception {
        try (Listening listening = Listening.toReady(backend.provider())) {
            for (int round = 0; round < 20; round++) {
                boolean last = round % 2 == 0;
                for (int i = 0; i < 100; i++) {
                    backend.set("a", i % 2 != 0 == last);
                }
                String marker = "burst-" + round; // The stream is in order: what comes before this has been taken.
                backend.set(marker, true);
                listening.await("the end of round " + round, () -> listening.reads(marker, true));
                assertTrue(listening.reads("a", last), "not the last value of round " + round);
            }
        }
    }

    @Test
    void an_outage_is_said_once_however_often_the_client_tries_and_flips_made_meanwhile_are_heeded() throws Exception {
        try (Listening listening = Listening.toReady(backend.provider())) {
            backend.set("a", true);
            listening.await("on", () -> listening.reads("a", true));
            int before = backend.server.requests.size();
            backend.server.answer(503);
            backend.server.drop();
            listening.awaitEvent(PROVIDER_STALE, "LaunchDarkly is lost");
            listening.await("four more tries", () -> backend.server.requests.size() >= before + 4);
            // Twice at most: in the first second after the start a state is said again.
            assertTrue(listening.of(PROVIDER_STALE).size() <= 2, listening::heard);
            assertTrue(listening.reads("a", true));
            assertEquals(ProviderState.STALE, listening.client.getProviderState());

            listening.news.clear();
            backend.set("a", false);
            backend.server.answer(200);
            listening.awaitState(ProviderState.READY);
            listening.await("off", () -> listening.reads("a", false));
            listening.awaitEvent(PROVIDER_CONFIGURATION_CHANGED, "");
        }
    }

    @Test
    void a_key_that_is_refused_at_the_start_is_fatal_at_once() throws Exception {
        backend.server.answer(401);
        long from = System.nanoTime();
        FeatureProvider provider =
                backend.builder().deadline(Duration.ofMinutes(1)).build();
        Exception refusal = assertThrows(FatalError.class, () -> provider.initialize(new ImmutableContext("somebody")));
        provider.shutdown();
        assertTrue(System.nanoTime() - from < Duration.ofSeconds(30).toNanos(), "it waited for its deadline");
        assertTrue(refusal.getMessage().contains("refuses the SDK key (HTTP 401)"), refusal.getMessage());

        try (Listening listening = new Listening(backend.provider())) {
            listening.awaitState(ProviderState.FATAL);
            assertEquals(ErrorCode.PROVIDER_FATAL, listening.ask("a", true).getErrorCode());
        }
    }

    @Test
    void a_key_that_is_refused_later_is_fatal_and_the_server_is_left_alone() throws Exception {
        try (Listening listening = Listening.toReady(backend.provider())) {
            backend.set("a", true);
            listening.await("on", () -> listening.reads("a", true));
            backend.server.answer(401);
            backend.server.drop();
            listening.awaitState(ProviderState.FATAL);
            listening.awaitEvent(PROVIDER_ERROR, "refuses the SDK key");
            assertEquals(ErrorCode.PROVIDER_FATAL, listening.ask("a", false).getErrorCode());
            int requests = backend.server.requests.size();
            assertFalse(
                    Listening.holdsWithin(BRIEF, () -> backend.server.requests.size() > requests), "it asked again");
        }
    }

    @Test
    void an_answer_that_the_client_does_not_try_again_after_is_fatal_whatever_it_is() throws Exception {
        backend.server.answer(404);
        try (Listening listening = new Listening(backend.provider())) {
            listening.awaitState(ProviderState.FATAL);
            listening.awaitEvent(PROVIDER_ERROR, "has given up: HTTP 404");
        }
    }

    @Test
    void an_initialisation_that_is_interrupted_is_made_up_for() throws Exception {
        backend.server.freeze();
        backend.set("a", true);
        Listening listening = new Listening(new InMemoryProvider(Map.of()));
        try (listening) {
            Thread setting = new Thread(() -> {
                try {
                    listening.api.setProviderAndWait(backend.provider());
                } catch (RuntimeException interrupted) {
                    return;
                }
            });
            setting.start();
            listening.await("the stream", () -> backend.server.streamsOpened.get() == 1);
            setting.interrupt();
            setting.join();
            backend.server.thaw();
            listening.await("on", () -> listening.reads("a", true));
            listening.awaitState(ProviderState.READY);
        }
    }

    @Test
    void a_client_that_cannot_be_made_is_fatal() throws Exception {
        FeatureProvider provider = backend.builder()
                .configure(config -> config.dataStore(context -> {
                    throw new NoClassDefFoundError("a/driver/that/is/not/There");
                }))
                .build();
        try (Listening listening = new Listening(provider)) {
            listening.awaitState(ProviderState.FATAL);
            listening.awaitEvent(PROVIDER_ERROR, "cannot be made");
        }
    }

    @Test
    void without_a_server_it_is_in_error_after_its_deadline_and_ready_once_there_is_one() throws Exception {
        backend.server.down();
        backend.set("a", true);
        try (Listening listening =
                new Listening(backend.builder().deadline(BRIEF).build())) {
            listening.awaitState(ProviderState.ERROR);
            listening.awaitEvent(PROVIDER_ERROR, "No flags from LaunchDarkly within 300 ms");
            assertEquals(ErrorCode.PROVIDER_NOT_READY, listening.ask("a", false).getErrorCode());
            assertTrue(
                    String.valueOf(listening.ask("a", false).getErrorMessage()).contains("no flags yet"),
                    "the client was asked, and warns of each question");
            backend.server.up();
            listening.awaitState(ProviderState.READY);
            listening.await("on", () -> listening.reads("a", true));
        }
    }

    @Test
    void a_server_that_says_nothing_holds_up_nobody_longer_than_the_deadline() throws Exception {
        backend.server.freeze();
        FeatureProvider provider = backend.builder()
                .deadline(BRIEF)
                .configure(config -> config.startWait(Duration.ofMinutes(5))) // which the client would wait for
                .build();
        long from = System.nanoTime();
        assertThrows(GeneralError.class, () -> provider.initialize(new ImmutableContext("somebody")));
        long millis = (System.nanoTime() - from) / 1_000_000;
        assertTrue(millis >= BRIEF.toMillis() && millis < 30_000, millis + " ms");
        provider.shutdown();
    }

    @Test
    void a_malformed_message_changes_nothing_is_reported_and_heals_by_a_new_stream() throws Exception {
        try (Listening listening = Listening.toReady(backend.provider())) {
            backend.set("a", true);
            listening.await("on", () -> listening.reads("a", true));
            int streams = backend.server.streamsOpened.get();
            listening.news.clear();
            backend.server.answer(503); // Or it might be back before anybody has looked.
            backend.server.send(StreamServer.message("put", "{\"path\":\"/\",\"data\":{\"flags\":[oops"));
            listening.awaitEvent(PROVIDER_STALE, "LaunchDarkly is lost");
            assertTrue(listening.reads("a", true));
            backend.server.answer(200);
            listening.awaitEvent(PROVIDER_READY, "");
            listening.await("a new stream", () -> backend.server.streamsOpened.get() > streams);
            listening.awaitState(ProviderState.READY);
            assertTrue(listening.reads("a", true));
            backend.set("a", false);
            listening.await("off", () -> listening.reads("a", false));
        }
    }

    @Test
    void messages_of_unknown_kinds_are_passed_over() throws Exception {
        try (Listening listening = Listening.toReady(backend.provider())) {
            backend.server.send(": a heartbeat\n\n" + StreamServer.message("news", "{}"));
            backend.set("a", true);
            listening.await("on", () -> listening.reads("a", true));
            assertEquals(0, listening.of(PROVIDER_STALE).size(), listening::heard);
        }
    }

    @Test
    void flags_that_trickle_in_are_taken_when_they_are_whole() throws Exception {
        Set<String> flags = IntStream.range(0, 20).mapToObj(i -> "flag-" + i).collect(Collectors.toSet());
        backend.setQuietly(flags, true);
        backend.server.trickle();
        try (Listening listening = Listening.toReady(backend.provider())) {
            for (String flag : flags) {
                assertTrue(listening.reads(flag, true), flag);
            }
            backend.set("flag-7", false);
            listening.await("off", () -> listening.reads("flag-7", false));
        }
    }

    @Test
    void a_client_that_is_set_to_offline_is_refused_since_it_never_has_flags() throws Exception {
        try (Listening listening = new Listening(
                backend.builder().configure(config -> config.offline(true)).build())) {
            listening.awaitState(ProviderState.FATAL);
            listening.awaitEvent(PROVIDER_ERROR, "offline");
        }
    }
}
