package dev.yellowjack.tck;

import dev.yellowjack.Child;
import dev.yellowjack.RestartPolicy;
import java.time.Duration;

/**
 * What one child of a random sequence is like.
 *
 * @param flag the number of its flag; two children may have the same
 * @param killSwitch whether the flag is a kill switch (§4.10)
 * @param fallbackOn whether it counts as ON until its flag has been read (§4.3)
 * @param restarts how many crashes in a row are followed by a restart (§8.2)
 * @param temper how its body listens at first
 */
record Part(int flag, boolean killSwitch, boolean fallbackOn, int restarts, Temper temper) {
    /** The back-off after the first crash in a row; it doubles. */
    static final Duration BACK_OFF = Duration.ofSeconds(3);

    /** How long an incarnation has to run for the crashes before it to be forgotten. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    /** The same on another flag. */
    Part on(int other) {
        return new Part(other, killSwitch, fallbackOn, restarts, temper);
    }

    /** The specification of this child. */
    Child child(Probe body) {
        String key = flagKey();
        Child.Flagged flagged = killSwitch
                ? Child.named(body.id()).killSwitch(key)
                : Child.named(body.id()).flag(key);
        Child child = flagged.runs(body)
                .grace(Probe.GRACE)
                .interruptWait(Probe.INTERRUPT_WAIT)
                .restart(restartPolicy());
        return fallbackOn ? child.fallbackOn() : child;
    }

    RestartPolicy restartPolicy() {
        return restarts == 0
                ? RestartPolicy.never()
                : RestartPolicy.upTo(restarts, WINDOW).backOff(BACK_OFF, WINDOW).jitter(0);
    }

    String flagKey() {
        return flagKey(flag);
    }

    static String flagKey(int flag) {
        return "flag-" + flag;
    }

    @Override
    public String toString() {
        return (killSwitch ? "kill switch " : "")
                + flagKey()
                + (fallbackOn ? ", fallback ON" : "")
                + (restarts > 0 ? ", " + restarts + " restarts" : "")
                + (temper == Temper.HEEDS_STOP ? "" : ", " + temper);
    }
}
