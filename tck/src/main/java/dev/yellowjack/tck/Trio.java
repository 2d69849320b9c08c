package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.RUNNING;

import dev.yellowjack.Reading;
import dev.yellowjack.Reading.UnknownReason;
import dev.yellowjack.Transition;
import java.util.List;
import java.util.Set;

/**
 * Three children in the three states that a silent flag must not change: one runs, one is down because its flag is off,
 * and one has crashed and is quarantined.
 */
final class Trio {
    private static final int STEPS = 5; // two of the one that runs, three of the one that crashes

    private final ProviderStage stage;
    private final Probe crashed;
    private final List<Transition> before;

    private Trio(ProviderStage stage, Probe crashed) {
        this.stage = stage;
        this.crashed = crashed;
        before = stage.recorder.transitions();
    }

    /** Plugs a provider in, and brings three children into their states. */
    static Trio on(ProviderStage stage) {
        Probe runs = stage.probe("runs");
        Probe rests = stage.probe("rests");
        Probe crashed = stage.probe("crashed");
        stage.plugIn();
        stage.start(runs, rests, crashed);
        stage.run(runs, crashed);
        stage.awaitReading("rests", Reading.OFF);
        stage.crash(crashed);
        stage.await("crashed", QUARANTINED);
        stage.until(
                "the listener to be told", () -> stage.recorder.transitions().size() == STEPS);
        return new Trio(stage, crashed);
    }

    String[] flags() {
        return new String[] {"runs", "rests", "crashed"};
    }

    /** Waits until each flag reads UNKNOWN for one of these reasons, and watches that it changes no child. */
    void assertHolds(Set<UnknownReason> family) {
        for (String flag : flags()) {
            stage.awaitUnknown(flag, family);
        }
        assertHolds();
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
        stage.awaitReading("runs", Reading.ON);
        stage.awaitReading("rests", Reading.OFF);
        stage.awaitReading("crashed", Reading.ON);
        assertHolds();
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
