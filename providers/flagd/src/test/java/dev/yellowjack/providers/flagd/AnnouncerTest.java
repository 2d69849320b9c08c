package dev.yellowjack.providers.flagd;

import static dev.openfeature.sdk.ProviderEvent.PROVIDER_CONFIGURATION_CHANGED;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_ERROR;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_READY;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_STALE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openfeature.sdk.Awaitable;
import dev.openfeature.sdk.ProviderEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is announced, with nobody between who could reorder it. */
@Timeout(60)
final class AnnouncerTest {
    private final List<ProviderEvent> said = new CopyOnWriteArrayList<>();
    private volatile Awaitable taken = Awaitable.FINISHED;
    private final Announcer announcer = new Announcer(
            (event, details) -> {
                said.add(event);
                return taken;
            },
            Duration.ZERO);

    @AfterEach
    void close() {
        taken.wakeup();
        announcer.close();
    }

    private static void silence() {
        long end = System.nanoTime() + Duration.ofMillis(100).toNanos();
        Heard.until(() -> "the end of a silence", () -> System.nanoTime() - end > 0);
    }

    private void awaitSaid(ProviderEvent... events) {
        Heard.until(() -> List.of(events) + " was waited for; said " + said, () -> said.size() >= events.length);
        assertEquals(List.of(events), said);
    }

    @Test
    void nothing_is_said_before_the_SDK_has_made_the_provider_ready_and_nothing_that_it_says_itself() {
        announcer.good(List.of("a"));
        silence();
        announcer.initialised();
        announcer.flawed(List.of(), "a flaw");
        awaitSaid(PROVIDER_STALE);
    }

    @Test
    void a_flaw_at_the_start_is_said_again_because_the_SDK_may_make_the_provider_ready_after_it() {
        announcer.flawed(List.of("a"), "a flaw");
        announcer.initialised();
        awaitSaid(PROVIDER_STALE, PROVIDER_STALE);
    }

    @Test
    void flags_that_come_while_the_initialisation_fails_are_said_again_because_the_SDK_may_put_the_error_after_them() {
        announcer.failed("nothing was heard");
        announcer.good(List.of("a"));
        awaitSaid(PROVIDER_READY, PROVIDER_CONFIGURATION_CHANGED, PROVIDER_READY);
    }

    @Test
    void an_event_is_said_once_the_SDK_has_taken_the_one_before() {
        announcer.good(List.of());
        announcer.initialised();
        Awaitable first = new Awaitable();
        taken = first;
        announcer.flawed(List.of("a"), "a flaw");
        awaitSaid(PROVIDER_STALE);
        silence();
        assertEquals(List.of(PROVIDER_STALE), said);
        first.wakeup();
        awaitSaid(PROVIDER_STALE, PROVIDER_CONFIGURATION_CHANGED);
    }

    @Test
    void after_a_problem_all_flags_may_have_changed() {
        announcer.good(List.of());
        announcer.initialised();
        announcer.bad("lost");
        awaitSaidAtLast(PROVIDER_ERROR); // There is no grace.
        said.clear();
        announcer.good(List.of());
        awaitSaid(PROVIDER_READY, PROVIDER_CONFIGURATION_CHANGED);
    }

    private void awaitSaidAtLast(ProviderEvent event) {
        Heard.until(() -> event + " was waited for; said " + said, () -> said.contains(event));
    }
}
