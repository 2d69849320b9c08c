package dev.yellowjack.examples.custom;

import dev.yellowjack.ChildState;
import dev.yellowjack.Crash;
import dev.yellowjack.Reading;
import dev.yellowjack.Report;
import dev.yellowjack.Transition;
import dev.yellowjack.Transition.Reason;
import dev.yellowjack.runtime.SupervisorTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a child: from what its flag says, how its body fares, and what users ask for. The table in {@code
 * docs/RULES.md}, as code.
 *
 * <p>Guarded by the monitor.
 */
class Lifecycle {
    /** How often to look whether a launch was dropped without a word (§1.4). */
    private static final Duration LAUNCH_LOOK = Duration.ofSeconds(1);

    final Core core;
    private final Consumer<Member> forget;
    private long transitions;
    private boolean isClosing;
    private int running;
    private int overdue;

    Lifecycle(Core core, Consumer<Member> forget) {
        this.core = core;
        this.forget = forget;
    }

    // What its flag says

    void onRead(Member child, Reading reading) {
        Reading before = child.reading;
        child.reading = reading;
        if (before.isKnown() || reading.isKnown()) {
            child.readingSince = core.config().clock().instant();
        }
        core.telemetry().read(before, reading);
        core.listeners().tell(listener -> listener.onReading(child.id(), before, reading));
        if (reading.isKnown()) {
            onKnown(child, reading, Reason.FLAG_ON);
        } else if (child.known == null) {
            onKnown(child, child.child.fallback(), Reason.FALLBACK); // §4.3
        }
    }

    void onKnown(Member child, Reading known, Reason reason) {
        child.known = known;
        if (!child.isKnownOn()) {
            onOff(child);
        } else if (child.state == ChildState.OFF && mayStart(child)) { // §3.2: and from no other state
            launch(child, reason);
        }
    }

    void onOff(Member child) {
        forgetCrashes(child); // §8.2
        child.failure = null; // §3.8
        takeDown(child, Reason.FLAG_OFF);
    }

    void forgetCrashes(Member child) {
        child.crashesInRow = 0;
    }

    boolean mayStart(Member child) {
        return !isClosing && !child.isRemoved;
    }

    // What users ask for

    boolean release(Member child) {
        switch (child.state) {
            case QUARANTINED, COMPLETED, BACKING_OFF -> {
                if (!mayStart(child)) {
                    return false;
                }
                forgetCrashes(child);
                launch(child, Reason.RELEASED); // Its known reading is ON, or it would not be there.
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    void remove(Member child) {
        child.isRemoved = true;
        takeDown(child, Reason.REMOVED);
        if (child.state != ChildState.STOPPING) {
            forget.accept(child); // §5.4
        }
    }

    void close(List<Member> children) {
        isClosing = true;
        for (Member child : children) {
            if (child.state != ChildState.QUARANTINED && child.state != ChildState.COMPLETED) { // §5.1: they stay so
                takeDown(child, Reason.CLOSED);
            }
        }
        endIfQuiet();
    }

    void takeDown(Member child, Reason reason) {
        switch (child.state) {
            case RUNNING -> askToStop(Objects.requireNonNull(child.incarnation), reason, null);
            case STARTING -> callOff(child, reason);
            case BACKING_OFF, QUARANTINED, COMPLETED -> move(child, ChildState.OFF, reason, null);
            case OFF, STOPPING -> {}
        }
    }

    boolean isClosing() {
        return isClosing;
    }

    /** Whether no body runs, and no callback. */
    boolean hasEnded() {
        return running == 0;
    }

    /** Whether it will not change its state any more. */
    boolean isFinal(Member child) {
        return child.incarnation == null && (isClosing || child.isRemoved);
    }

    // Starting

    void launch(Member child, Reason reason) {
        Incarnation incarnation = incarnation(child, ++child.incarnations);
        child.incarnation = incarnation;
        move(child, ChildState.STARTING, reason, null);
        core.monitor().afterwards(incarnation::start);
        lookAfterLaunch(incarnation);
    }

    Incarnation incarnation(Member child, int number) {
        return new Incarnation(child, number, this, core);
    }

    void lookAfterLaunch(Incarnation incarnation) {
        if (incarnation.isLost()) {
            onLaunchFailed(
                    incarnation,
                    new RejectedExecutionException("the thread of " + incarnation.name() + " did not run it"));
        } else {
            setDeadline(incarnation.member, LAUNCH_LOOK, () -> lookAfterLaunch(incarnation));
        }
    }

    void onLaunchFailed(Incarnation incarnation, Throwable cause) {
        if (isWaiting(incarnation)) {
            crash(incarnation, cause, Reason.LAUNCH_FAILED);
        }
    }

    /** Whether the body may begin, which has got its thread: not if it was called off meanwhile (§1.6). */
    boolean onBegun(Incarnation incarnation) {
        if (!isWaiting(incarnation)) {
            return false;
        }
        running++;
        incarnation.begin();
        move(incarnation.member, ChildState.RUNNING, Reason.BEGUN, null);
        return true;
    }

    /** The token (§1.6): only one that is waited for may begin, and only one that is waited for is called off. */
    boolean isWaiting(Incarnation incarnation) {
        return incarnation.isCurrent() && incarnation.member.state == ChildState.STARTING;
    }

    void callOff(Member child, Reason reason) {
        child.incarnation = null; // When its thread turns up, it finds that nobody waits for it.
        move(child, ChildState.OFF, reason, null);
    }

    // Stopping

    void onFailed(Incarnation incarnation, Throwable cause) {
        Member child = incarnation.member;
        if (incarnation.isCurrent() && child.state == ChildState.RUNNING) {
            child.failure = cause;
            askToStop(incarnation, Reason.FAILED, cause);
        } else {
            report(Report.Kind.FAILED_LATE, incarnation, cause);
        }
    }

    void askToStop(Incarnation incarnation, Reason reason, @Nullable Throwable cause) {
        move(incarnation.member, ChildState.STOPPING, reason, cause);
        List<Runnable> callbacks = incarnation.requestStop();
        if (!callbacks.isEmpty()) {
            core.monitor().afterwards(() -> incarnation.startCallbacks(callbacks));
        }
        setDeadline(incarnation.member, incarnation.member.child.grace(), () -> graceOver(incarnation));
    }

    void graceOver(Incarnation incarnation) {
        List<Thread> threads = incarnation.markInterrupted();
        core.telemetry().interrupted();
        core.monitor().afterwards(() -> incarnation.interrupt(threads));
        setDeadline(incarnation.member, incarnation.member.child.interruptWait(), () -> overdue(incarnation));
    }

    void overdue(Incarnation incarnation) {
        overdue++;
        incarnation.member.isOverdue = true;
        core.telemetry().overdue(incarnation.id());
        Throwable holdUp = new Exception(incarnation.name() + " was asked to stop and interrupted, and still runs");
        holdUp.setStackTrace(incarnation.threads().stream()
                .findFirst()
                .map(Thread::getStackTrace)
                .orElse(new StackTraceElement[0]));
        report(Report.Kind.OVERDUE, incarnation, holdUp);
        endIfQuiet();
    }

    // Ending

    /** Its body has ended, and its callbacks have. */
    void onEnd(Incarnation incarnation) {
        Member child = incarnation.member;
        running--;
        core.telemetry()
                .took(SupervisorTelemetry.Timing.INCARNATION, incarnation.ran().toNanos());
        overdue -= child.isOverdue ? 1 : 0;
        if (child.state == ChildState.RUNNING) {
            endedByItself(incarnation);
        } else {
            endedAsAsked(incarnation);
        }
        endIfQuiet();
    }

    void endedByItself(Incarnation incarnation) {
        Throwable thrown = incarnation.thrown();
        if (thrown == null) {
            incarnation.member.incarnation = null;
            move(incarnation.member, ChildState.COMPLETED, Reason.COMPLETED, null); // §3.4
        } else {
            crash(incarnation, thrown, Reason.CRASHED);
        }
    }

    void endedAsAsked(Incarnation incarnation) {
        Member child = incarnation.member;
        Throwable thrown = incarnation.thrown();
        Throwable failure = child.failure;
        child.failure = null;
        child.incarnation = null;
        if (thrown != null && thrown != failure) {
            report(Report.Kind.THREW_WHILE_STOPPING, incarnation, thrown); // §2.5
        }
        if (child.isRemoved) {
            move(child, ChildState.OFF, Reason.REMOVED, null);
            forget.accept(child);
        } else if (failure != null) {
            crash(incarnation, failure, Reason.CRASHED); // §3.8
        } else if (isClosing) {
            move(child, ChildState.OFF, Reason.CLOSED, null);
        } else if (child.isKnownOn()) {
            launch(child, Reason.FLAG_ON); // §2.6
        } else {
            move(child, ChildState.OFF, Reason.STOPPED, null);
        }
    }

    void crash(Incarnation incarnation, Throwable cause, Reason reason) {
        Member child = incarnation.member;
        child.incarnation = null;
        child.crashes++;
        child.lastCrash =
                new Crash(cause, incarnation.number, core.config().clock().instant());
        if (ranForWholeWindow(incarnation)) {
            forgetCrashes(child); // §8.2
        }
        child.crashesInRow++;
        if (mayRestart(child)) {
            move(child, ChildState.BACKING_OFF, reason, cause);
            setDeadline(child, dueAfterCrash(child), () -> launch(child, Reason.RESTARTED));
        } else {
            move(child, ChildState.QUARANTINED, reason, cause);
        }
    }

    boolean ranForWholeWindow(Incarnation incarnation) {
        return incarnation
                        .ran()
                        .compareTo(incarnation.member.child.restartPolicy().window())
                >= 0;
    }

    boolean mayRestart(Member child) {
        return !isClosing && child.crashesInRow <= child.child.restartPolicy().limit();
    }

    Duration dueAfterCrash(Member child) {
        return child.child
                .restartPolicy()
                .backOffAfter(child.crashesInRow, ThreadLocalRandom.current().nextDouble());
    }

    /** The supervisor has come to its end when it is closing, and what still runs is overdue (§5.1). */
    void endIfQuiet() {
        if (isClosing && running == overdue) {
            core.alarms().end();
            if (hasEnded()) {
                core.monitor().afterwards(core.telemetry()::end);
            }
        }
    }

    // Telling

    void move(Member child, ChildState to, Reason reason, @Nullable Throwable cause) {
        Transition transition = new Transition(
                ++transitions,
                child.id(),
                child.incarnations,
                child.state,
                to,
                reason,
                cause,
                core.config().clock().instant());
        child.enter(to, transition.at());
        count(transition);
        core.listeners().tell(listener -> listener.onTransition(transition));
    }

    void count(Transition transition) {
        core.telemetry().moved(transition); // §7.3
    }

    void report(Report.Kind kind, Incarnation incarnation, Throwable problem) {
        Report report = new Report(
                kind,
                incarnation.id(),
                incarnation.number,
                problem,
                core.config().clock().instant());
        core.listeners().tell(listener -> listener.onReport(report));
    }

    private void setDeadline(Member child, Duration time, Runnable decision) {
        child.setDeadline(core.alarms().after(time, decision));
    }
}
