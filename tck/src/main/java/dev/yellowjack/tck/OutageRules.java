package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.tck.Ability.COLD_START;
import static dev.yellowjack.tck.Ability.DISCONNECT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** §4.2 and §4.4 on a real provider whose back end is out of reach: what is, stays; what changed meanwhile is made up for. */
interface OutageRules {
    @Test
    @Rule({"4.2", "3.5"})
    @Needs(DISCONNECT)
    default void an_outage_changes_nothing_and_nor_does_its_end(ProviderStage stage) {
        Trio trio = Trio.on(stage);

        stage.backend.disconnect();
        trio.assertHolds();
        stage.backend.reconnect();
        trio.assertUnchanged();

        trio.assertHeeds();
    }

    @Test
    @Rule({"4.4", "4.2"})
    @Needs(DISCONNECT)
    default void what_changed_during_an_outage_is_heeded_after_it(ProviderStage stage) {
        Trio trio = Trio.on(stage);

        stage.backend.disconnect();
        trio.setToTheOpposite();
        trio.assertHolds(); // Fails, too, where disconnect() does nothing.
        stage.backend.reconnect();

        trio.assertFollows();
    }

    @Test
    @Rule({"4.4", "2.6"})
    @Needs(DISCONNECT)
    default void after_short_outages_one_upon_the_other_the_last_word_counts(ProviderStage stage) {
        Probe on = stage.probe("on");
        Probe off = stage.probe("off");
        stage.plugIn();
        stage.start(on, off);
        stage.run(off);

        for (int outage = 0; outage < 3; outage++) {
            stage.backend.disconnect();
            stage.backend.set("on", outage % 2 == 0);
            stage.backend.set("off", outage % 2 == 1);
            stage.backend.reconnect();
        }

        stage.awaitForGood(
                "each child to follow its flag", () -> stage.state("on") == RUNNING && stage.state("off") == OFF);
    }

    @Test
    @Rule({"4.3", "4.2"})
    @Needs(DISCONNECT)
    default void a_provider_that_starts_during_an_outage_decides_nothing(ProviderStage stage) {
        startDuringOutage(stage);
    }

    @Test
    @Rule({"4.4", "4.3"})
    @Needs({DISCONNECT, COLD_START})
    default void a_provider_that_started_during_an_outage_is_heeded_after_it(ProviderStage stage) {
        startDuringOutage(stage);

        stage.backend.reconnect();

        stage.awaitForGood(
                "each child to follow its flag", () -> stage.state("waits") == RUNNING && stage.state("goes") == OFF);
    }

    /** Two children with either fallback; it is the wrong one for what their flags say at the back end. */
    private static void startDuringOutage(ProviderStage stage) {
        Probe waits = stage.probe("waits");
        Probe goes = stage.probe("goes");
        stage.backend.on("waits");
        stage.backend.disconnect();
        stage.api.setProvider(stage.backend.provider()); // Waits for nothing: some are never initialised that way.

        stage.start(waits.child(), goes.child().fallbackOn());

        stage.awaitRunning(goes);
        stage.watch("children go by their fallbacks", () -> waits.runs().isEmpty() && goes.isLive());
        assertEquals(1, goes.runs().size());
        assertEquals(List.of(), stage.recorder.transitions("waits"));
    }
}
