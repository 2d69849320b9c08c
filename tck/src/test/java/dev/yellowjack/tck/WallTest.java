package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderEvent;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody notices the wall before a provider, until it keeps answers back; and then events pass all the same. */
class WallTest {
    private final StreamingBackend backend = new StreamingBackend();
    private final OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
    private final Client client = api.getClient();
    private final Wall wall = new Wall(backend.provider(), OpenFeatureAPI.createIsolated());

    @AfterEach
    void shutDown() {
        api.shutdown();
    }

    @Test
    void answers_pass_until_it_is_told_otherwise_and_when_it_behaves_again() {
        backend.set("orders", true);
        api.setProviderAndWait(wall);
        assertEquals(true, ask().getValue());

        Spoiler.Way throwing = way(wall.ways().size() - 3);
        for (Spoiler.Way way : wall.ways()) {
            way.begin().run();
            backend.set("orders", false);
        }
        assertEquals(true, ask().getValue(), "the default, which is what it says at last");
        wall.behave();
        assertEquals(false, ask().getValue());

        throwing.begin().run();
        assertThrows(OutOfMemoryError.class, this::ask);
        way(0).begin().run();
        assertEquals(ErrorCode.GENERAL, ask().getErrorCode());
        wall.behave();
        assertNull(ask().getErrorCode());
    }

    @Test
    void what_is_announced_behind_it_is_heard_before_it_also_while_it_keeps_answers_back() {
        Queue<List<String>> changed = new ConcurrentLinkedQueue<>();
        Queue<ProviderEvent> others = new ConcurrentLinkedQueue<>();
        api.setProviderAndWait(wall);
        client.on(ProviderEvent.PROVIDER_CONFIGURATION_CHANGED, details -> changed.add(details.getFlagsChanged()));
        client.on(ProviderEvent.PROVIDER_STALE, details -> others.add(ProviderEvent.PROVIDER_STALE));

        backend.set("orders", true);
        until("the change to be heard", () -> changed.contains(List.of("orders")));
        way(0).begin().run();
        backend.set("mails", true);
        until("the other change to be heard", () -> changed.contains(List.of("mails")));
        backend.disconnect();
        until("the outage to be heard of", () -> others.contains(ProviderEvent.PROVIDER_STALE));
    }

    private FlagEvaluationDetails<Boolean> ask() {
        return client.getBooleanDetails("orders", true);
    }

    private Spoiler.Way way(int number) {
        return wall.ways().get(number);
    }

    private static void until(String what, BooleanSupplier condition) {
        Patience.until(Patience.LONG, () -> what, condition, () -> "");
    }
}
