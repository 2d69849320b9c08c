package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.RUNNING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openfeature.sdk.FeatureProvider;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.UnknownReason;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** §4.1 to §4.4 on a real provider that is not there yet, no longer, or replaced. */
interface ProviderLifeRules {
    /** What every flag reads without a provider that is ready. */
    Set<UnknownReason> NOT_READY = Set.of(UnknownReason.PROVIDER_NOT_READY);

    @Test
    @Rule({"4.1", "4.3", "4.4"})
    default void children_wait_for_a_provider_that_is_set_later(ProviderStage stage) {
        Probe waits = stage.probe("waits");
        Probe goes = stage.probe("goes");
        stage.backend.on("waits");
        stage.start(waits.child(), goes.child().fallbackOn());
        stage.awaitRunning(goes);
        stage.watch("children go by their fallbacks", () -> waits.runs().isEmpty() && goes.isLive());
        Silences.assertUnknown(
                UnknownReason.PROVIDER_NOT_READY, stage.status("waits").reading());

        stage.plugIn();

        stage.awaitForGood(
                "each child to follow its flag", () -> stage.state("waits") == RUNNING && stage.state("goes") == OFF);
        assertEquals(1, waits.runs().size());
    }

    @Test
    @Rule({"4.2", "4.1"})
    default void a_provider_that_is_shut_down_changes_nothing(ProviderStage stage) {
        Probe runs = stage.probe("runs");
        Probe rests = stage.probe("rests");
        FeatureProvider provider = stage.plugIn();
        stage.start(runs, rests);
        stage.run(runs);
        stage.awaitReading("rests", Reading.OFF);

        stage.bounded("the shutdown of the provider", provider::shutdown);

        stage.watch("no child changes", () -> stage.state("runs") == RUNNING && stage.state("rests") == OFF);
        assertEquals(1, runs.runs().size());
        assertEquals(List.of(), rests.runs());
    }

    @Test
    @Rule({"4.2", "4.4", "3.5"})
    default void a_flag_client_that_is_shut_down_changes_nothing_and_a_new_provider_is_heeded(ProviderStage stage) {
        Trio trio = Trio.on(stage);

        stage.shutDown(stage.api);
        trio.assertHolds(NOT_READY);
        stage.plugIn();
        trio.assertUnchanged();

        trio.assertHeeds();
    }

    @Test
    @Rule({"4.2", "4.4", "3.5"})
    default void a_provider_that_is_replaced_by_its_like_changes_nothing_and_the_new_one_is_heeded(
            ProviderStage stage) {
        Trio trio = Trio.on(stage);

        stage.plugIn();
        trio.assertHolds();
        stage.plugIn();
        trio.assertUnchanged();

        trio.assertHeeds();
    }

    @Test
    @Rule({"4.2", "4.4", "3.5"})
    default void a_provider_whose_successor_is_not_ready_changes_nothing(ProviderStage stage) {
        Trio trio = Trio.on(stage);

        stage.api.setProvider(FakeFlags.readyAfter(stage.gate()));
        trio.assertHolds(NOT_READY);
        stage.plugIn();
        trio.assertUnchanged();

        trio.assertHeeds();
    }

    @Test
    @Rule({"4.2", "4.4", "3.5"})
    default void a_provider_whose_successor_has_failed_for_good_changes_nothing(ProviderStage stage) {
        Trio trio = Trio.on(stage);

        stage.api.setProvider(FakeFlags.fatal());
        trio.assertHolds(NOT_READY);
        stage.plugIn();
        trio.assertUnchanged();

        trio.assertHeeds();
    }
}
