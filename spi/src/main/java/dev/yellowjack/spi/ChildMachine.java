package dev.yellowjack.spi;

import static dev.yellowjack.spi.Effect.Plain.ARM_GRACE;
import static dev.yellowjack.spi.Effect.Plain.ARM_INTERRUPT_WAIT;
import static dev.yellowjack.spi.Effect.Plain.CANCEL_LAUNCH;
import static dev.yellowjack.spi.Effect.Plain.FORGET;
import static dev.yellowjack.spi.Effect.Plain.INTERRUPT;
import static dev.yellowjack.spi.Effect.Plain.LAUNCH;
import static dev.yellowjack.spi.Effect.Plain.REPORT_OVERDUE;
import static dev.yellowjack.spi.Effect.Plain.REQUEST_STOP;

import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Report;
import dev.yellowjack.Transition.Reason;
import dev.yellowjack.spi.Input.Ended;
import dev.yellowjack.spi.State.BackingOff;
import dev.yellowjack.spi.State.Closed;
import dev.yellowjack.spi.State.Completed;
import dev.yellowjack.spi.State.Gone;
import dev.yellowjack.spi.State.Next;
import dev.yellowjack.spi.State.Next.ToBroken;
import dev.yellowjack.spi.State.Next.ToClosed;
import dev.yellowjack.spi.State.Next.ToCrash;
import dev.yellowjack.spi.State.Next.ToGone;
import dev.yellowjack.spi.State.Next.ToOff;
import dev.yellowjack.spi.State.Next.ToStart;
import dev.yellowjack.spi.State.Off;
import dev.yellowjack.spi.State.Phase;
import dev.yellowjack.spi.State.Quarantined;
import dev.yellowjack.spi.State.Running;
import dev.yellowjack.spi.State.Starting;
import dev.yellowjack.spi.State.Stopping;
import dev.yellowjack.spi.State.Unread;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one child: what each input does in each state. Pure: it knows no clock, no thread, no flag and no log.
 *
 * <p>Each state has a method that decides every input in one switch without a default, so neither a new state nor a new
 * input compiles until every pair is decided. The numbers are those of {@code docs/RULES.md}.
 *
 * <p>Two things it may rely on. The inputs BEGUN, ENDED and LAUNCH_FAILED are those of the latest incarnation, and come
 * in this order. And where an input takes a STARTING child down, its launch can no longer begin: launch and stop race
 * for one token (§1.6), and whoever calls this machine has taken it, or has let BEGUN go first.
 *
 * @param fallback ON or OFF: what counts if the first question comes back UNKNOWN (§4.3)
 * @param restarts how many crashes in a row are followed by a restart (§8.2)
 */
record ChildMachine(Reading fallback, int restarts) {

    /**
     * What follows from an input.
     *
     * @param state the state from now on
     * @param reason why; there wherever the shown state changes
     * @param cause what went wrong, where the reason is a failure
     * @param aside what is to be reported beside the transition, and before it
     * @param effects what is to be done, in this order, once the state is committed
     */
    record Step(
            State state,
            @Nullable Reason reason,
            @Nullable Throwable cause,
            @Nullable Aside aside,
            List<Effect> effects) {
        private Step with(Aside report) {
            return new Step(state, reason, cause, report, effects);
        }
    }

    /** Something thrown that changes no state and must not be lost. */
    record Aside(Report.Kind kind, Throwable problem) {}

    // What nearly all children go through nearly always is made once: of a hundred thousand at a time, it adds up.
    private static final Step OFF_AT_FIRST = quietly(new Off());
    private static final Step TURNED_ON = to(new Starting(0), Reason.FLAG_ON, LAUNCH);
    private static final Step BEGUN = to(new Running(0), Reason.BEGUN);
    private static final Step TURNED_OFF = stop(new ToOff(), Reason.FLAG_OFF, null);
    private static final Step STOPPED = to(new Off(), Reason.STOPPED);
    private static final Step ASKED_TO_CLOSE = stop(new ToClosed(null), Reason.CLOSED, null);
    private static final Step CLOSED_AFTER_STOP = to(new Closed(ChildState.OFF), Reason.CLOSED);
    private static final Step CLOSED_WHILE_OFF = quietly(new Closed(ChildState.OFF));

    private static final ChildMachine USUAL = new ChildMachine(Reading.OFF, 0);

    /** The rules of a child that has these: for most children, one and the same object. */
    static ChildMachine of(Reading fallback, int restarts) {
        return restarts == 0 && fallback.equals(Reading.OFF) ? USUAL : new ChildMachine(fallback, restarts);
    }

    Step next(State state, Input input) {
        return switch (state.kind()) {
            case UNREAD -> whenUnread((Unread) state, input);
            case OFF -> whenOff((Off) state, input);
            case STARTING -> whenStarting((Starting) state, input);
            case RUNNING -> whenRunning((Running) state, input);
            case STOPPING -> whenStopping((Stopping) state, input);
            case BACKING_OFF -> whenBackingOff((BackingOff) state, input);
            case QUARANTINED -> whenQuarantined((Quarantined) state, input);
            case COMPLETED -> whenCompleted((Completed) state, input);
            case CLOSED -> whenClosed((Closed) state, input);
            case GONE -> whenGone((Gone) state, input);
        };
    }

    private Step whenUnread(Unread state, Input input) {
        return switch (input.kind()) {
            case READ_ON -> TURNED_ON; // §1.1
            case READ_OFF -> OFF_AT_FIRST;
            case READ_UNKNOWN -> fallback.equals(Reading.ON) ? launch(0, Reason.FALLBACK) : OFF_AT_FIRST; // §4.3
            case FAILED -> late(state, input);
            case REMOVE -> quietly(new Gone(), FORGET); // §5.4
            case CLOSE -> CLOSED_WHILE_OFF; // §5.1
            case BROKE -> quarantine(input.cause(), false, Reason.ENGINE_FAILED); // §6.3
            case BEGUN, ENDED, LAUNCH_FAILED, GRACE_OVER, INTERRUPT_WAIT_OVER, BACK_OFF_OVER, RELEASE -> stay(state);
        };
    }

    private Step whenOff(Off state, Input input) {
        return switch (input.kind()) {
            case READ_ON -> TURNED_ON; // §1.1
            case FAILED -> late(state, input);
            case REMOVE -> quietly(new Gone(), FORGET); // §5.4
            case CLOSE -> CLOSED_WHILE_OFF; // §5.1
            case BROKE -> quarantine(input.cause(), false, Reason.ENGINE_FAILED); // §6.3
            case READ_OFF,
                    READ_UNKNOWN,
                    BEGUN,
                    ENDED,
                    LAUNCH_FAILED,
                    GRACE_OVER,
                    INTERRUPT_WAIT_OVER,
                    BACK_OFF_OVER,
                    RELEASE -> stay(state);
        };
    }

    private Step whenStarting(Starting state, Input input) {
        return switch (input.kind()) {
            case BEGUN -> state.crashes() == 0 ? BEGUN : to(new Running(state.crashes()), Reason.BEGUN);
            case LAUNCH_FAILED -> crash(input.cause(), state.crashes(), Reason.LAUNCH_FAILED); // §1.4
            case READ_OFF -> to(new Off(), Reason.FLAG_OFF, CANCEL_LAUNCH); // §1.6
            case REMOVE -> to(new Gone(), Reason.REMOVED, CANCEL_LAUNCH, FORGET);
            case CLOSE -> to(new Closed(ChildState.OFF), Reason.CLOSED, CANCEL_LAUNCH);
            case BROKE -> quarantine(input.cause(), true, Reason.ENGINE_FAILED, CANCEL_LAUNCH); // §6.3
            // A body that has not begun neither ends nor fails; were BEGUN ever lost, these must not be.
            case ENDED, FAILED -> whenRunning(new Running(state.crashes()), input);
            case READ_ON, READ_UNKNOWN, GRACE_OVER, INTERRUPT_WAIT_OVER, BACK_OFF_OVER, RELEASE -> stay(state);
        };
    }

    private Step whenRunning(Running state, Input input) {
        return switch (input.kind()) {
            case READ_OFF -> TURNED_OFF; // §2.1
            case ENDED -> endedByItself((Ended) input, state.crashes());
            case FAILED -> stop(new ToCrash(input.cause(), state.crashes()), Reason.FAILED, input.cause()); // §3.8
            case REMOVE -> stop(new ToGone(), Reason.REMOVED, null); // §5.4
            case CLOSE -> ASKED_TO_CLOSE; // §5.1
            case BROKE -> stop(new ToBroken(input.cause()), Reason.ENGINE_FAILED, input.cause()); // §6.3
            case READ_ON, READ_UNKNOWN, BEGUN, LAUNCH_FAILED, GRACE_OVER, INTERRUPT_WAIT_OVER, BACK_OFF_OVER, RELEASE ->
                stay(state);
        };
    }

    private Step whenStopping(Stopping state, Input input) {
        return switch (input.kind()) {
            case READ_ON -> quietly(state.then(afterOn(state.next()))); // §2.6
            case READ_OFF -> quietly(state.then(afterOff(state.next()))); // §2.6, §3.8
            case REMOVE -> quietly(state.then(new ToGone())); // §5.4
            case CLOSE -> quietly(state.then(afterClose(state.next()))); // §5.1
            case BROKE -> again(state.then(afterBreak(state.next(), input.cause()))); // §6.3
            case ENDED -> endedAsAsked(state.next(), (Ended) input); // §2.5
            case GRACE_OVER -> // §2.3
                state.phase() == Phase.GRACE
                        ? quietly(state.in(Phase.INTERRUPTED), INTERRUPT, ARM_INTERRUPT_WAIT)
                        : stay(state);
            case INTERRUPT_WAIT_OVER -> // §2.4
                state.phase() == Phase.INTERRUPTED ? quietly(state.in(Phase.OVERDUE), REPORT_OVERDUE) : stay(state);
            case FAILED -> late(state, input); // §3.8
            case READ_UNKNOWN, BEGUN, LAUNCH_FAILED, BACK_OFF_OVER, RELEASE -> stay(state);
        };
    }

    private Step whenBackingOff(BackingOff state, Input input) {
        return switch (input.kind()) {
            case BACK_OFF_OVER -> launch(state.crashes(), Reason.RESTARTED); // §8.1
            case READ_OFF -> to(new Off(), Reason.FLAG_OFF); // §8.3
            case RELEASE -> launch(0, Reason.RELEASED); // §3.6
            case FAILED -> late(state, input);
            case REMOVE -> to(new Gone(), Reason.REMOVED, FORGET); // §5.4
            case CLOSE -> to(new Closed(ChildState.OFF), Reason.CLOSED); // §5.1
            case BROKE -> quarantine(input.cause(), true, Reason.ENGINE_FAILED); // §6.3
            case READ_ON, READ_UNKNOWN, BEGUN, ENDED, LAUNCH_FAILED, GRACE_OVER, INTERRUPT_WAIT_OVER -> stay(state);
        };
    }

    private Step whenQuarantined(Quarantined state, Input input) {
        return switch (input.kind()) {
            case READ_ON -> quietly(new Quarantined(true)); // §3.2
            case READ_OFF -> to(new Off(), Reason.FLAG_OFF); // §3.3
            case RELEASE -> // §3.6
                state.on() ? launch(0, Reason.RELEASED) : to(new Off(), Reason.RELEASED);
            case FAILED -> late(state, input);
            case REMOVE -> to(new Gone(), Reason.REMOVED, FORGET); // §5.4
            case CLOSE -> quietly(new Closed(ChildState.QUARANTINED));
            case READ_UNKNOWN, // §3.5
                    BEGUN,
                    ENDED,
                    LAUNCH_FAILED,
                    GRACE_OVER,
                    INTERRUPT_WAIT_OVER,
                    BACK_OFF_OVER,
                    BROKE -> stay(state);
        };
    }

    private Step whenCompleted(Completed state, Input input) {
        return switch (input.kind()) {
            case READ_OFF -> to(new Off(), Reason.FLAG_OFF); // §3.4
            case RELEASE -> launch(0, Reason.RELEASED); // §3.6
            case FAILED -> late(state, input);
            case REMOVE -> to(new Gone(), Reason.REMOVED, FORGET); // §5.4
            case CLOSE -> quietly(new Closed(ChildState.COMPLETED));
            case BROKE -> quarantine(input.cause(), true, Reason.ENGINE_FAILED); // §6.3
            case READ_ON, READ_UNKNOWN, BEGUN, ENDED, LAUNCH_FAILED, GRACE_OVER, INTERRUPT_WAIT_OVER, BACK_OFF_OVER ->
                stay(state);
        };
    }

    /** §5.1: nothing is started after close, ever. */
    private Step whenClosed(Closed state, Input input) {
        return switch (input.kind()) {
            case REMOVE ->
                state.shown() == ChildState.OFF ? quietly(new Gone(), FORGET) : to(new Gone(), Reason.REMOVED, FORGET);
            case FAILED -> late(state, input);
            case READ_ON,
                    READ_OFF,
                    READ_UNKNOWN,
                    BEGUN,
                    ENDED,
                    LAUNCH_FAILED,
                    GRACE_OVER,
                    INTERRUPT_WAIT_OVER,
                    BACK_OFF_OVER,
                    RELEASE,
                    CLOSE,
                    BROKE -> stay(state);
        };
    }

    /** §5.4: what comes late to a forgotten child does nothing. */
    private Step whenGone(Gone state, Input input) {
        return switch (input.kind()) {
            case FAILED -> late(state, input);
            case READ_ON,
                    READ_OFF,
                    READ_UNKNOWN,
                    BEGUN,
                    ENDED,
                    LAUNCH_FAILED,
                    GRACE_OVER,
                    INTERRUPT_WAIT_OVER,
                    BACK_OFF_OVER,
                    RELEASE,
                    REMOVE,
                    CLOSE,
                    BROKE -> stay(state);
        };
    }

    /** How a body ends that nobody asked to (§3.1, §3.4). */
    private Step endedByItself(Ended ended, int crashes) {
        return ended.thrown() == null
                ? to(new Completed(), Reason.COMPLETED)
                : crash(ended.thrown(), ended.outlastedWindow() ? 0 : crashes, Reason.CRASHED); // §8.2
    }

    /** How a body ends that was asked to: as it was asked to, whatever it threw (§2.5). */
    private Step endedAsAsked(Next next, Ended ended) {
        Step step = switch (next.goal()) {
            case OFF -> STOPPED;
            case START -> TURNED_ON; // §2.6
            case CRASH -> { // §3.8
                ToCrash crash = (ToCrash) next;
                yield crash(crash.cause(), ended.outlastedWindow() ? 0 : crash.crashes(), Reason.CRASHED);
            }
            case BROKEN -> quarantine(((ToBroken) next).cause(), true, Reason.ENGINE_FAILED);
            case GONE -> to(new Gone(), Reason.REMOVED, FORGET); // §5.4
            case CLOSED -> closed(((ToClosed) next).failure());
        };
        return ended.thrown() == null || ended.thrown() == step.cause()
                ? step
                : step.with(new Aside(Report.Kind.THREW_WHILE_STOPPING, ended.thrown()));
    }

    private static Step closed(@Nullable Throwable failure) {
        return failure == null
                ? CLOSED_AFTER_STOP
                : new Step(new Closed(ChildState.QUARANTINED), Reason.CRASHED, failure, null, List.of());
    }

    private static Next afterOn(Next next) {
        return switch (next.goal()) {
            case OFF -> new ToStart(); // §2.6
            case START, CRASH, BROKEN, GONE, CLOSED -> next;
        };
    }

    private static Next afterOff(Next next) {
        return switch (next.goal()) {
            case START, CRASH, BROKEN -> new ToOff(); // §2.6, §3.8
            case OFF, GONE, CLOSED -> next;
        };
    }

    private static Next afterClose(Next next) {
        return switch (next.goal()) {
            case OFF, START -> new ToClosed(null);
            case CRASH -> new ToClosed(((ToCrash) next).cause());
            case BROKEN -> new ToClosed(((ToBroken) next).cause());
            case GONE, CLOSED -> next;
        };
    }

    private static Next afterBreak(Next next, Throwable cause) {
        return switch (next.goal()) {
            case OFF, START, CRASH -> new ToBroken(cause);
            case BROKEN, GONE, CLOSED -> next;
        };
    }

    /** The break may have come before the stop was asked for, or its timer armed: so both are done again. */
    private static Step again(Stopping state) {
        return switch (state.phase()) {
            case GRACE -> quietly(state, REQUEST_STOP, ARM_GRACE);
            case INTERRUPTED -> quietly(state, INTERRUPT, ARM_INTERRUPT_WAIT);
            case OVERDUE -> stay(state);
        };
    }

    private Step crash(Throwable cause, int crashesBefore, Reason reason) {
        int crashes = crashesBefore + 1;
        return crashes > restarts
                ? quarantine(cause, true, reason)
                : new Step(
                        new BackingOff(crashes), reason, cause, null, List.of(new Effect.ArmBackOff(crashes))); // §8.1
    }

    private static Step quarantine(Throwable cause, boolean on, Reason reason, Effect... effects) {
        return new Step(new Quarantined(on), reason, cause, null, List.of(effects));
    }

    private static Step launch(int crashes, Reason reason) {
        return to(new Starting(crashes), reason, LAUNCH);
    }

    private static Step stop(Next next, Reason reason, @Nullable Throwable cause) {
        return new Step(new Stopping(Phase.GRACE, next), reason, cause, null, List.of(REQUEST_STOP, ARM_GRACE));
    }

    /** A failure that comes when nothing can fail any more is only told (§3.8). */
    private static Step late(State state, Input input) {
        return stay(state).with(new Aside(Report.Kind.FAILED_LATE, input.cause()));
    }

    private static Step to(State state, Reason reason, Effect... effects) {
        return new Step(state, reason, null, null, List.of(effects));
    }

    /** A step that the world does not see. */
    private static Step quietly(State state, Effect... effects) {
        return new Step(state, null, null, null, List.of(effects));
    }

    private static Step stay(State state) {
        return quietly(state);
    }
}
