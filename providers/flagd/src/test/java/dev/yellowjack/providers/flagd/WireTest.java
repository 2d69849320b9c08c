package dev.yellowjack.providers.flagd;

import static dev.openfeature.sdk.ProviderEvent.PROVIDER_CONFIGURATION_CHANGED;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_ERROR;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_READY;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_STALE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ProviderState;
import dev.yellowjack.tck.FlagBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class WireTest {
    private static Heard open(FlagBackend backend) throws Exception {
        Heard heard = new Heard(backend.provider());
        heard.await("ready", () -> heard.client.getProviderState() == ProviderState.READY);
        return heard;
    }

    @Test
    void bursts_end_with_the_last_value_in_process() throws Exception {
        burstsEndWithTheLastValue(new SyncServerBackend());
    }

    @Test
    void bursts_end_with_the_last_value_by_rpc() throws Exception {
        burstsEndWithTheLastValue(new EvaluationServerBackend());
    }

    private static void burstsEndWithTheLastValue(FlagBackend backend) throws Exception {
        try (backend;
                Heard heard = open(backend)) {
            for (int round = 0; round < 20; round++) {
                boolean last = round % 2 == 0;
                for (int i = 0; i < 100; i++) {
                    backend.set("a", i % 2 != 0 == last);
                }
                heard.awaitForGood("round " + round, () -> heard.isOn("a") == last);
            }
        }
    }

    @Test
    void a_frozen_server_is_noticed_in_process_and_flips_made_meanwhile_are_heeded() throws Exception {
        frozenIsNoticed(new SyncServerBackend(Outage.FROZEN));
    }

    @Test
    void a_frozen_server_is_noticed_by_rpc_and_flips_made_meanwhile_are_heeded() throws Exception {
        frozenIsNoticed(new EvaluationServerBackend(Outage.FROZEN));
    }

    private static void frozenIsNoticed(WireBackend<?> backend) throws Exception {
        try (backend;
                Heard heard = open(backend)) {
            backend.set("a", true);
            heard.await("on", () -> heard.isOn("a"));
            backend.disconnect();
            heard.await("stale", () -> {
                heard.isOn("a"); // RPC notices by being asked.
                return heard.wasHeard(PROVIDER_STALE, "does not answer");
            });
            backend.set("a", false);
            heard.events.clear();
            backend.reconnect();
            heard.awaitEvent(PROVIDER_READY, "");
            heard.awaitEvent(PROVIDER_CONFIGURATION_CHANGED, "");
            heard.await(
                    "off",
                    () -> heard.client.getBooleanDetails("a", true).getErrorCode() == null
                            && !heard.client.getBooleanValue("a", true));
            heard.await("the end of the old stream", () -> backend.streams() == 1);
        }
    }

    @Test
    void a_provider_that_heard_nothing_is_in_error_and_ready_once_it_hears() throws Exception {
        try (EvaluationServerBackend backend = new EvaluationServerBackend(Outage.FROZEN)) {
            backend.disconnect();
            backend.set("a", true);
            Duration brief = Duration.ofMillis(300);
            try (Heard heard =
                    new Heard(Flagd.rpc().port(backend.port()).deadline(brief).build())) {
                heard.awaitEvent(PROVIDER_ERROR, "");
                long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
                heard.await("the end of a silence", () -> System.nanoTime() - end > 0);
                assertEquals(ProviderState.ERROR, heard.client.getProviderState());
                backend.reconnect();
                heard.await("on", () -> heard.isOn("a"));
                heard.awaitEvent(PROVIDER_READY, "");
            }
        }
    }

    @Test
    void after_an_evaluation_that_was_not_answered_others_fail_at_once_for_a_while() throws Exception {
        try (FlagBackend backend = new EvaluationServerBackend(Outage.FROZEN);
                Heard heard = open(backend)) {
            backend.disconnect();
            heard.await(
                    "one that is not asked",
                    () -> String.valueOf(
                                    heard.client.getBooleanDetails("a", false).getErrorMessage())
                            .contains("did not answer just now"));
        }
    }

    @Test
    void a_missing_flag_is_answered_at_once_by_rpc() throws Exception {
        try (FlagBackend backend = new EvaluationServerBackend();
                Heard heard = open(backend)) {
            heard.isOn("warm-up");
            long from = System.nanoTime();
            assertEquals(
                    ErrorCode.FLAG_NOT_FOUND,
                    heard.client.getBooleanDetails("none", false).getErrorCode());
            long millis = Duration.ofNanos(System.nanoTime() - from).toMillis();
            System.out.println("rpc, missing flag: " + millis + " ms");
            assertTrue(millis < 400, millis + " ms");
        }
    }

    @Test
    void a_server_that_is_down_costs_no_time_by_rpc() throws Exception {
        try (FlagBackend backend = new EvaluationServerBackend();
                Heard heard = open(backend)) {
            backend.disconnect();
            heard.awaitEvent(PROVIDER_STALE, "is lost");
            long from = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertEquals(
                        ErrorCode.GENERAL,
                        heard.client.getBooleanDetails("a", false).getErrorCode());
            }
            long millis = Duration.ofNanos(System.nanoTime() - from).toMillis();
            System.out.println("rpc, server down: 20 evaluations in " + millis + " ms");
            assertTrue(millis < 5_000, millis + " ms");
        }
    }

    @Test
    void flags_of_all_types_are_answered_in_process() throws Exception {
        allTypesAreAnswered(new SyncServerBackend());
    }

    @Test
    void flags_of_all_types_are_answered_by_rpc() throws Exception {
        allTypesAreAnswered(new EvaluationServerBackend());
    }

    private static void allTypesAreAnswered(WireBackend<?> backend) throws Exception {
        for (Map.Entry<String, String> flag : Types.VALUES.entrySet()) {
            backend.put(flag.getKey(), Types.flag(flag.getValue()));
        }
        try (backend;
                Heard heard = open(backend)) {
            Types.assertAnswered(heard.client);
        }
    }

    @Test
    void what_the_server_adds_to_the_context_counts_until_it_adds_it_no_more() throws Exception {
        try (SyncServerBackend backend = new SyncServerBackend();
                Heard heard = open(backend)) {
            backend.context = Optional.of(Struct.newBuilder()
                    .putFields(
                            "region", Value.newBuilder().setStringValue("north").build())
                    .build());
            backend.put("a", FlagTexts.targeted("region", "north"));
            heard.await("on", () -> heard.isOn("a"));
            backend.context = Optional.empty();
            backend.set("b", true);
            heard.await("off", () -> heard.isOn("b") && !heard.isOn("a"));
        }
    }

    @Test
    void a_selector_is_sent() throws Exception {
        try (SyncServerBackend backend = new SyncServerBackend();
                Heard heard = new Heard(Flagd.inProcess()
                        .port(backend.port())
                        .selector("one.json")
                        .build())) {
            heard.await("ready", () -> heard.client.getProviderState() == ProviderState.READY);
            assertEquals(List.of("one.json"), backend.selectors);
        }
    }

    @Test
    void a_connection_that_died_without_a_word_is_given_up_in_process() throws Exception {
        deadConnectionIsGivenUp(new SyncServerBackend(Outage.FROZEN));
    }

    @Test
    void a_connection_that_died_without_a_word_is_given_up_by_rpc() throws Exception {
        deadConnectionIsGivenUp(new EvaluationServerBackend(Outage.FROZEN));
    }

    private static void deadConnectionIsGivenUp(WireBackend<?> backend) throws Exception {
        try (backend;
                Heard heard = open(backend)) {
            backend.set("a", true);
            heard.await("on", () -> heard.isOn("a"));
            backend.proxy.strand();
            backend.set("a", false);
            heard.await(
                    "off",
                    () -> heard.client.getBooleanDetails("a", true).getErrorCode() == null
                            && !heard.client.getBooleanValue("a", true));
            heard.awaitEvent(PROVIDER_STALE, "does not answer");
            heard.await("ready", () -> heard.client.getProviderState() == ProviderState.READY);
            assertEquals(2, backend.proxy.connections(), "the dead one, and the one after it");
        }
    }

    /** As a JVM is on a machine that is busy: to give the stream up, and begin again, would take longer still. */
    @Test
    void a_stream_that_is_slow_to_begin_is_not_given_up() throws Exception {
        try (SyncServerBackend backend = new SyncServerBackend(Outage.FROZEN)) {
            backend.set("a", true);
            backend.disconnect();
            try (Heard heard = new Heard(Flagd.inProcess()
                    .port(backend.port())
                    .deadline(Duration.ofSeconds(30))
                    .build())) {
                long end = System.nanoTime() + Duration.ofSeconds(6).toNanos();
                heard.await("the end of a silence", () -> System.nanoTime() - end > 0);
                backend.reconnect();
                heard.await("on", () -> heard.isOn("a"));
                assertEquals(1, backend.proxy.connections());
                assertFalse(heard.wasHeard(PROVIDER_STALE, ""), "heard " + heard.events);
            }
        }
    }
}
