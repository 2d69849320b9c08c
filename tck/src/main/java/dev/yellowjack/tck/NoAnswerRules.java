package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.tck.Step.to;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.yellowjack.ChildState;
import dev.yellowjack.Reading.UnknownReason;
import dev.yellowjack.Transition.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** §4.1 to §4.3 on a real provider: a flag that has no boolean value starts nothing and stops nothing. */
interface NoAnswerRules {
    /** What a flag may read that is not there, or is disabled. */
    Set<UnknownReason> NOT_THERE = EnumSet.of(
            UnknownReason.FLAG_NOT_FOUND, UnknownReason.DEFAULT_RETURNED, UnknownReason.NO_VALUE, UnknownReason.ERROR);

    /** What a flag may read that is of another type; for a provider of typed flags it is not there. */
    Set<UnknownReason> NOT_BOOLEAN = EnumSet.of(
            UnknownReason.TYPE_MISMATCH,
            UnknownReason.FLAG_NOT_FOUND,
            UnknownReason.DEFAULT_RETURNED,
            UnknownReason.NO_VALUE,
            UnknownReason.ERROR);

    @Test
    @Rule({"4.1", "4.3"})
    default void a_flag_that_was_never_there_decides_nothing(ProviderStage stage) {
        stage.plugIn();
        assertGoByFallback(stage, "nowhere", NOT_THERE);
    }

    @Test
    @Rule({"4.1", "4.3"})
    @Needs(Ability.MISTYPE)
    default void a_flag_that_is_mistyped_from_the_beginning_decides_nothing(ProviderStage stage) {
        stage.backend.on("orders");
        stage.backend.mistype("orders");
        stage.plugIn();
        assertGoByFallback(stage, "orders", NOT_BOOLEAN);
    }

    @Test
    @Rule({"4.1", "4.3"})
    @Needs(Ability.DISABLE)
    default void a_flag_that_is_disabled_from_the_beginning_decides_nothing(ProviderStage stage) {
        for (boolean on : new boolean[] {true, false}) {
            stage.backend.set("was" + on, on);
            stage.backend.disable("was" + on);
        }
        stage.plugIn();
        assertGoByFallback(stage, "wastrue", NOT_THERE);
        assertGoByFallback(stage, "wasfalse", NOT_THERE);
    }

    /** Two children on a flag without a value do as their fallbacks say, until it has one. */
    private static void assertGoByFallback(ProviderStage stage, String flag, Set<UnknownReason> family) {
        Probe present = stage.probe("present" + flag);
        Probe off = stage.body("off" + flag);
        Probe on = stage.body("on" + flag);
        stage.start(present.child(), off.on(flag), on.on(flag).fallbackOn());
        stage.run(present); // So the provider does answer.

        stage.awaitUnknown(off.id(), family);
        stage.awaitUnknown(on.id(), family);
        stage.awaitRunning(on);
        stage.watch(
                "children go by their fallbacks",
                () -> stage.state(off.id()) == OFF && stage.state(on.id()) == RUNNING);
        stage.assertPath(on.id(), to(ChildState.STARTING, Reason.FALLBACK), to(RUNNING, Reason.BEGUN));
        assertEquals(List.of(), stage.recorder.transitions(off.id()));

        stage.backend.on(flag);
        stage.awaitRunning(off);
        stage.backend.off(flag);
        stage.await(off.id(), OFF);
        stage.await(on.id(), OFF);
        assertEquals(1, on.runs().size());
    }

    @Test
    @Rule({"4.1", "4.2", "3.5"})
    @Needs(Ability.REMOVE)
    default void a_flag_that_is_removed_leaves_its_child_as_it_is(ProviderStage stage) {
        Trio trio = Trio.on(stage);
        stage.backend.remove(trio.flags());
        assertSilenceThenHeed(trio, NOT_THERE);
    }

    @Test
    @Rule({"4.1", "4.2", "3.5"})
    @Needs(Ability.MISTYPE)
    default void a_flag_that_gets_another_type_leaves_its_child_as_it_is(ProviderStage stage) {
        Trio trio = Trio.on(stage);
        stage.backend.mistype(trio.flags());
        assertSilenceThenHeed(trio, NOT_BOOLEAN);
    }

    @Test
    @Rule({"4.1", "4.2", "3.5"})
    @Needs(Ability.DISABLE)
    default void a_flag_that_is_disabled_leaves_its_child_as_it_is(ProviderStage stage) {
        Trio trio = Trio.on(stage);
        stage.backend.disable(trio.flags());
        assertSilenceThenHeed(trio, NOT_THERE);
    }

    private static void assertSilenceThenHeed(Trio trio, Set<UnknownReason> family) {
        trio.assertHolds(family);
        trio.setAsBefore();
        trio.assertUnchanged();
        trio.assertHeeds();
    }
}
