package dev.yellowjack.providers.launchdarkly;

import static dev.openfeature.sdk.ProviderEvent.PROVIDER_CONFIGURATION_CHANGED;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_ERROR;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_READY;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_STALE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.Awaitable;
import dev.openfeature.sdk.ProviderEvent;
import dev.openfeature.sdk.ProviderEventDetails;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AnnouncerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Standing LOST = Standing.stale("lost");

    private final List<ProviderEvent> events = new CopyOnWriteArrayList<>();
    private final List<List<String>> changes = new CopyOnWriteArrayList<>();
    private final Announcer announcer = new Announcer(this::take);

    private Awaitable take(ProviderEvent event, ProviderEventDetails details) {
        if (event == PROVIDER_CONFIGURATION_CHANGED) {
            changes.add(details.getFlagsChanged());
        }
        events.add(event);
        return Awaitable.FINISHED;
    }

    @AfterEach
    void close() {
        announcer.close();
    }

    private void await(ProviderEvent... expected) {
        assertTrue(Listening.holdsWithin(PATIENCE, () -> events.equals(List.of(expected))), () -> "heard " + events);
    }

    @Test
    void nothing_is_announced_before_the_sdk_has_set_the_state() {
        announcer.stands(Standing.READY);
        announcer.changed("a");
        announcer.begin(Standing.READY);
        announcer.stands(LOST);
        await(PROVIDER_STALE); // And neither a second READY nor what was there at the start.
    }

    @Test
    void a_state_is_said_once_however_often_its_reason_changes() {
        announcer.begin(Standing.READY);
        announcer.stands(LOST);
        await(PROVIDER_STALE);
        announcer.stands(Standing.stale("still lost, for another reason"));
        announcer.stands(Standing.READY);
        await(PROVIDER_STALE, PROVIDER_READY);
    }

    @Test
    void the_state_comes_before_the_changes_that_came_with_it() {
        announcer.begin(Standing.READY);
        announcer.stands(LOST);
        await(PROVIDER_STALE);
        synchronized (announcer) { // It can take nothing until both are there.
            announcer.changed("a");
            announcer.stands(Standing.READY);
        }
        await(PROVIDER_STALE, PROVIDER_READY, PROVIDER_CONFIGURATION_CHANGED);
    }

    @Test
    void changes_that_come_together_are_one_event() {
        announcer.begin(Standing.READY);
        Set<String> flags = new HashSet<>();
        synchronized (announcer) {
            for (int i = 0; i < 50; i++) {
                announcer.changed("flag-" + i);
                flags.add("flag-" + i);
            }
        }
        await(PROVIDER_CONFIGURATION_CHANGED);
        assertEquals(flags, new HashSet<>(changes.get(0)));
    }

    @Test
    void a_change_waits_for_those_that_come_right_after_it() {
        announcer.begin(Standing.READY);
        int rounds = 100;
        int alone = 0;
        for (int round = 0; round < rounds; round++) {
            changes.clear();
            announcer.changed("first");
            long soon = System.nanoTime() + 300_000;
            while (System.nanoTime() - soon < 0) {
                Thread.onSpinWait();
            }
            announcer.changed("second");
            assertTrue(Listening.holdsWithin(PATIENCE, () -> changes.stream().anyMatch(one -> one.contains("second"))));
            alone += changes.size() - 1;
        }
        int separate = alone;
        assertTrue(separate < rounds / 2, () -> separate + " of " + rounds + " were announced one by one");
    }

    @Test
    void changes_that_never_pause_are_announced_all_the_same() {
        AtomicLong clock = new AtomicLong(); // No change is ever older than a tenth of a millisecond.
        Announcer restless = new Announcer(this::take, () -> clock.addAndGet(100_000));
        restless.begin(Standing.READY);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (events.isEmpty() && System.nanoTime() - end < 0) {
            restless.changed("restless");
        }
        restless.close();
        assertEquals(List.of(List.of("restless")), changes.subList(0, 1));
    }

    @Test
    void an_event_waits_until_the_sdk_has_taken_the_one_before() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        Awaitable held = new Awaitable();
        Announcer slow = new Announcer((event, details) -> {
            events.add(event);
            taken.countDown();
            return held;
        });
        slow.begin(Standing.READY);
        slow.stands(LOST);
        taken.await();
        slow.stands(Standing.READY);
        slow.changed("a");
        assertTrue(!Listening.holdsWithin(Duration.ofMillis(50), () -> events.size() > 1), () -> "heard " + events);
        held.wakeup();
        await(PROVIDER_STALE, PROVIDER_READY, PROVIDER_CONFIGURATION_CHANGED);
        slow.close();
    }

    @Test
    void what_the_sdk_may_have_overwritten_at_the_start_is_said_again() {
        announcer.begin(Standing.error("no flags yet"));
        announcer.stands(Standing.READY);
        await(PROVIDER_READY, PROVIDER_READY); // At once, and a second later, when the SDK has set its own.
    }

    @Test
    void an_error_for_good_is_another_state_than_an_error() {
        announcer.begin(Standing.error("no flags yet"));
        announcer.stands(Standing.fatal("refused"));
        assertTrue(Listening.holdsWithin(PATIENCE, () -> events.contains(PROVIDER_ERROR)), () -> "heard " + events);
    }
}
