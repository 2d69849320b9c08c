package dev.yellowjack.tck;

import dev.openfeature.sdk.FeatureProvider;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * §4.1 to §4.3 on a real provider whose answers are good, but do not arrive: because a hook throws, or the provider is
 * replaced by null, by the default, by an error code, or by an Error.
 */
interface SpoiltAnswerRules {
    @Test
    @Rule({"4.1", "4.2", "3.5", "6.1"})
    default void while_a_hook_of_the_flag_client_throws_no_child_changes_and_then_each_heeds_its_flag(
            ProviderStage stage) {
        ThrowingHook hook = new ThrowingHook();
        stage.client.addHooks(hook);
        assertSpoilsNothing(Trio.on(stage), hook);
    }

    @Test
    @Rule({"4.1", "4.2", "3.5", "6.1"})
    default void while_a_hook_of_all_flag_clients_throws_no_child_changes_and_then_each_heeds_its_flag(
            ProviderStage stage) {
        ThrowingHook hook = new ThrowingHook();
        stage.api.addHooks(hook);
        assertSpoilsNothing(Trio.on(stage), hook);
    }

    @Test
    @Rule({"4.1", "4.2", "3.5", "6.1"})
    default void while_the_provider_says_null_or_the_default_or_throws_no_child_changes_and_then_each_heeds_its_flag(
            ProviderStage stage) {
        Wall wall = stage.wall();
        assertSpoilsNothing(Trio.on(stage, () -> wall), wall);
    }

    private static void assertSpoilsNothing(Trio trio, Spoiler spoiler) {
        List<Spoiler.Way> ways = spoiler.ways();
        for (Spoiler.Way way : ways) {
            way.begin().run();
            trio.assertHolds(Set.of(way.reason()));
            spoiler.behave();
            trio.awaitReadings();
        }

        Spoiler.Way way = ways.get(ways.size() - 1);
        way.begin().run();
        trio.awaitUnknown(Set.of(way.reason()));
        trio.setToTheOpposite();
        trio.assertHolds(Set.of(way.reason()));
        spoiler.behave();
        trio.assertFollows();
    }

    @Test
    @Rule({"4.1", "4.3", "6.1"})
    default void a_hook_that_throws_from_the_beginning_decides_nothing(ProviderStage stage) {
        ThrowingHook hook = new ThrowingHook();
        stage.client.addHooks(hook);
        assertNewcomersGoByFallback(stage, stage.backend::provider, hook);
    }

    @Test
    @Rule({"4.1", "4.3", "6.1"})
    default void a_provider_that_says_null_or_the_default_or_throws_from_the_beginning_decides_nothing(
            ProviderStage stage) {
        Wall wall = stage.wall();
        assertNewcomersGoByFallback(stage, () -> wall, wall);
    }

    private static void assertNewcomersGoByFallback(
            ProviderStage stage, Supplier<FeatureProvider> provider, Spoiler spoiler) {
        Newcomers newcomers = new Newcomers(stage);
        stage.plugIn(provider.get());
        stage.start(stage.builder());
        for (Spoiler.Way way : spoiler.ways()) {
            way.begin().run();
            newcomers.join(way.reason());
            newcomers.assertGoByFallback();
        }

        spoiler.behave();

        newcomers.assertFollow();
    }
}
