package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.RUNNING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.yellowjack.Reading.UnknownReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Children whose flags have never been heard. Half of them wait, since their fallback is OFF, and half of them go; and what
 * the flags would say is the opposite.
 */
final class Newcomers {
    private final ProviderStage stage;
    private final List<Probe> waiting = new ArrayList<>();
    private final List<Probe> going = new ArrayList<>();

    /** Sets the flags. Nobody has come yet. */
    Newcomers(ProviderStage stage) {
        this.stage = stage;
        stage.backend.on("waits");
        stage.backend.off("goes");
    }

    /** Adds one of each kind to the supervisor. Waits until each has read UNKNOWN for this reason. */
    void join(UnknownReason reason) {
        Probe waits = stage.body("waits" + waiting.size());
        Probe goes = stage.body("goes" + going.size());
        waiting.add(waits);
        going.add(goes);
        stage.supervisor().add(waits.on("waits"));
        stage.supervisor().add(goes.on("goes").fallbackOn());
        stage.awaitUnknown(waits.id(), Set.of(reason));
        stage.awaitUnknown(goes.id(), Set.of(reason));
        stage.awaitRunning(goes);
    }

    /** Watches that each goes by its fallback. */
    void assertGoByFallback() {
        stage.watch(
                "children go by their fallbacks",
                () -> waiting.stream().allMatch(waits -> waits.runs().isEmpty())
                        && going.stream().allMatch(Probe::isLive));
    }

    /** Waits until each has followed its flag, which by now can be heard. */
    void assertFollow() {
        stage.awaitForGood(
                "each child to follow its flag",
                () -> waiting.stream().allMatch(waits -> stage.state(waits.id()) == RUNNING)
                        && going.stream().allMatch(goes -> stage.state(goes.id()) == OFF));
        waiting.forEach(waits -> assertEquals(1, waits.runs().size()));
        going.forEach(goes -> assertEquals(1, goes.runs().size()));
    }
}
