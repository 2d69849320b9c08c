package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.RUNNING;

import dev.openfeature.sdk.FeatureProvider;
import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.UnknownReason;
import dev.yellowjack.Transition;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Three children in the three states that a silent flag must not change: one runs, one is down because its flag is off,
 * and one has crashed and is quarantined. The fallback of each is what it was not to go by any more.
 */
final class Trio {
    private final ProviderStage stage;
    private final Probe crashed;
    private final List<Transition> before;

    private Trio(ProviderStage stage, Probe crashed) {
        this.stage = stage;
        this.crashed = crashed;
        before = stage.recorder.transitions();
    }

    /** Plugs a provider of the back end in, and brings three children into their states. */
    static Trio on(ProviderStage stage) {
        return on(stage, stage.backend::provider);
    }

    /** Plugs this provider in, and brings three children into their states. */
    static Trio on(ProviderStage stage, Supplier<FeatureProvider> provider) {
        Probe runs = stage.probe("runs");
        Probe rests = stage.probe("rests");
        Probe crashed = stage.probe("crashed");
        stage.plugIn(provider.get());
        stage.until("the provider to answer", () -> stage.answers("rests", false));
        stage.start(runs.child(), rests.child().fallbackOn(), crashed.child());
        stage.run(runs, crashed);
        stage.awaitReading("rests", Reading.OFF);
        stage.crash(crashed);
        stage.await("crashed", QUARANTINED);
        stage.await("rests", OFF);
        stage.until(
                "the listener to be told",
                () -> isToldOf(stage, "runs") && isToldOf(stage, "crashed") && isToldOf(stage, "rests"));
        return new Trio(stage, crashed);
    }

    /** Whether the listener has heard of the state that a child is in. */
    private static boolean isToldOf(ProviderStage stage, String child) {
        List<Step> path = stage.recorder.path(child);
        ChildState told = path.isEmpty() ? OFF : path.get(path.size() - 1).state();
        return told == stage.state(child);
    }

    String[] flags() {
        return new String[] {"runs", "rests", "crashed"};
    }

    /** Waits until each flag reads UNKNOWN for one of these reasons, and watches that it changes no child. */
    void assertHolds(Set<UnknownReason> family) {
        awaitUnknown(family);
        assertHolds();
    }

    /** Waits until each flag reads UNKNOWN for one of these reasons. */
    void awaitUnknown(Set<UnknownReason> family) {
        for (String flag : flags()) {
            stage.awaitUnknown(flag, family);
        }
    }

    /** Watches that no child changes. */
    void assertHolds() {
        stage.watch(
                "no child changes, since no flag has been heard to", () -> before.equals(stage.recorder.transitions()));
    }

    /** Sets each flag to what it was. */
    void setAsBefore() {
        stage.backend.on("runs", "crashed");
        stage.backend.off("rests");
    }

    /** Waits until each flag reads again as it did before it fell silent, and watches that no child changes for it. */
    void assertUnchanged() {
        awaitReadings();
        assertHolds();
    }

    /** Waits until each flag reads again as it did before it fell silent. */
    void awaitReadings() {
        stage.awaitReading("runs", Reading.ON);
        stage.awaitReading("rests", Reading.OFF);
        stage.awaitReading("crashed", Reading.ON);
    }

    /** Turns each flag round. */
    void setToTheOpposite() {
        stage.backend.off("runs", "crashed");
        stage.backend.on("rests");
    }

    /** Waits until each child has followed its flag, which was turned round, and that the quarantine can be ended. */
    void assertFollows() {
        stage.await("runs", OFF);
        stage.await("rests", RUNNING);
        stage.await("crashed", OFF); // §3.3
        stage.backend.on("crashed");
        stage.awaitRunning(crashed);
        stage.awaitForGood(
                "each child to follow its flag",
                () -> stage.state("runs") == OFF
                        && stage.state("rests") == RUNNING
                        && stage.state("crashed") == RUNNING);
    }

    /** The whole of it: they heed their flags again. */
    void assertHeeds() {
        setToTheOpposite();
        assertFollows();
    }
}
