package dev.yellowjack.tck;

import dev.yellowjack.Reading.UnknownReason;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** §4.1 to §4.4 on a real provider that is not there yet, no longer, or replaced. */
interface ProviderLifeRules {
    /** What every flag reads without a provider that is ready. */
    Set<UnknownReason> NOT_READY = Set.of(UnknownReason.PROVIDER_NOT_READY);

    @Test
    @Rule({"4.1", "4.3", "4.4"})
    default void children_wait_for_a_provider_that_is_set_later(ProviderStage stage) {
        assertWaitForProvider(stage);
    }

    @Test
    @Rule({"4.1", "4.3", "4.4"})
    default void children_wait_for_a_provider_that_is_set_while_another_has_not_become_ready(ProviderStage stage) {
        stage.api.setProvider(FakeFlags.readyAfter(stage.gate()));
        assertWaitForProvider(stage);
    }

    @Test
    @Rule({"4.1", "4.3", "4.4"})
    default void children_wait_for_a_provider_that_is_set_when_another_has_failed_for_good(ProviderStage stage) {
        stage.api.setProvider(FakeFlags.fatal());
        assertWaitForProvider(stage);
    }

    private static void assertWaitForProvider(ProviderStage stage) {
        Newcomers newcomers = new Newcomers(stage);
        stage.start(stage.builder());
        newcomers.join(UnknownReason.PROVIDER_NOT_READY);
        newcomers.assertGoByFallback();

        stage.plugIn();

        newcomers.assertFollow();
    }

    @Test
    @Rule({"4.2", "4.1", "4.4", "3.5"})
    default void a_provider_that_is_shut_down_changes_nothing_and_its_successor_is_heeded(ProviderStage stage) {
        Trio trio = Trio.on(stage);

        stage.bounded("the shutdown of the provider", stage.api.getProvider()::shutdown);
        trio.assertHolds();
        stage.plugIn();
        trio.assertUnchanged();

        trio.assertHeeds();
    }

    @Test
    @Rule({"4.1", "4.2", "4.4", "3.5"})
    default void a_provider_whose_successor_knows_none_of_the_flags_changes_nothing(ProviderStage stage) {
        Trio trio = Trio.on(stage);

        stage.plugIn(stage.anotherBackend().provider());
        trio.assertHolds(NoAnswerRules.NOT_THERE);
        stage.plugIn();
        trio.assertUnchanged();

        trio.assertHeeds();
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
