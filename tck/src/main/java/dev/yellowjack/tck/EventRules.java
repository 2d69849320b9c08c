package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.RUNNING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.EventDetails;
import dev.openfeature.sdk.ProviderEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** §4.4: when flags are read. */
interface EventRules {
    /** How far apart looks are at least that events cause. */
    Duration SPACING = Duration.ofMillis(10);

    /** In how many {@link #SPACING} steps the second look has come, with room to spare. */
    int SECOND_LOOK = 50;

    @Test
    @Rule("4.4")
    default void every_flag_is_read_once_per_check_interval_though_the_provider_is_mute(Stage stage) {
        Duration interval = Duration.ofSeconds(1);
        Probe orders = stage.probe("orders");
        Probe mailer = stage.probe("mailer");
        stage.start(stage.builder().checkInterval(interval), orders.child(), mailer.child());
        stage.settle();

        stage.flags.on("mailer");
        for (int round = 0; round < 5; round++) { // The event that the provider is ready brings a look or two.
            stage.flags.on("orders");
            stage.advance(interval);
            stage.awaitRunning(orders);
            stage.awaitRunning(mailer);
            stage.flags.off("orders");
            stage.advance(interval);
            stage.await("orders", OFF);
        }

        assertEquals(RUNNING, stage.state("mailer"));
    }

    @Test
    @Rule("4.4")
    default void a_flag_that_an_event_names_is_read_at_once(Stage stage) {
        Probe orders = stage.probe("orders");
        Probe mailer = stage.probe("mailer");
        stage.start(orders, mailer);
        stage.settle();

        stage.flags.on("orders");
        stage.flags.announce("orders");

        stage.advanceUntil(SPACING, 5, "the flag to be read", orders::isLive);
        assertEquals(OFF, stage.state("mailer"), "an event is no reading");
    }

    @Test
    @Rule("4.4")
    default void a_flag_that_an_event_does_not_name_is_read_by_the_second_look(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.settle();
        int asked = stage.flags.evaluations("orders");
        stage.flags.announce("orders");
        stage.advanceUntil(SPACING, SECOND_LOOK, "the event", () -> stage.flags.evaluations("orders") > asked);
        stage.advance(Duration.ofSeconds(1)); // No second look is due any more, of this event or of those at the start.
        stage.settle();

        stage.flags.on("orders");
        stage.flags.announce("another", "that-nobody-uses");

        stage.advanceUntil(SPACING, SECOND_LOOK, "the flag to be read", orders::isLive);
    }

    @Test
    @Rule("4.4")
    default void every_kind_of_event_hastens_a_reading_and_none_is_one(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.settle();

        for (ProviderEvent event : ProviderEvent.values()) {
            stage.flags.on("orders");
            stage.flags.emit(event);
            stage.advanceUntil(SPACING, SECOND_LOOK, event + " to be heeded", orders::isLive);
            stage.flags.emit(event);
            stage.advance(Duration.ofSeconds(1));
            stage.settle();
            assertEquals(RUNNING, stage.state("orders"), () -> event + " changes nothing by itself");

            stage.flags.off("orders");
            stage.flags.emit(event);
            stage.advanceUntil(SPACING, SECOND_LOOK, event + " to be heeded", () -> stage.state("orders") == OFF);
        }
        assertEquals(ProviderEvent.values().length, orders.runs().size());
    }

    @Test
    @Rule("4.4")
    default void a_change_that_is_announced_before_it_is_there_is_seen_by_the_second_look(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.settle();
        int before = stage.flags.evaluations("orders");

        stage.flags.announce("orders");
        stage.advanceUntil(SPACING, 5, "the first look", () -> stage.flags.evaluations("orders") > before);
        stage.check();
        assertEquals(OFF, stage.state("orders"));
        stage.flags.on("orders");

        stage.advanceUntil(SPACING, SECOND_LOOK, "the second look", orders::isLive);
    }

    @Test
    @Rule("4.4")
    default void looks_that_events_cause_are_ten_milliseconds_apart(Stage stage) {
        int events = 200;
        AtomicInteger delivered = new AtomicInteger();
        stage.client.onProviderConfigurationChanged((EventDetails details) -> delivered.incrementAndGet());
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.advance(Duration.ofSeconds(1));
        stage.settle();
        int before = stage.flags.evaluations("orders");

        for (int event = 0; event < events; event++) {
            stage.flags.announce("orders");
        }
        stage.until("the events to be delivered", () -> delivered.get() == events);
        Patience.quiet();
        int atOnce = stage.flags.evaluations("orders") - before;
        assertTrue(atOnce <= 1, () -> atOnce + " looks at one and the same moment");

        stage.advance(SPACING);
        Patience.quiet();
        int later = stage.flags.evaluations("orders") - before;
        assertTrue(later <= 2, () -> later + " looks within 10 ms");
    }
}
