package dev.yellowjack.tck;

import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Report.Kind;
import dev.yellowjack.Transition.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One child as {@code docs/RULES.md} has it, for a body that is a {@link Probe}: what its state must be, and all that a
 * listener must have heard of it. Written from the rules, and not from any runtime.
 *
 * <p>It takes no time to launch or to end: what a step leads to in the end, it is at once.
 *
 * <p>Not thread-safe.
 */
final class ModelChild {
    /** What a child that is STOPPING will be when its incarnation has ended. */
    private enum Heading {
        OFF,
        START,
        CRASH,
        GONE,
        CLOSED,
        CLOSED_AFTER_FAILURE
    }

    private final String id;
    private final Part part;
    private final Supplier<Duration> now;
    private final List<Move> moves = new ArrayList<>();
    private final List<Told> reports = new ArrayList<>();
    private String rule = "1.1";
    private Temper temper;
    private int runs;

    // Of this life: from being added to being forgotten.
    private boolean present;
    private boolean closed;
    private boolean unread = true;
    private Reading reading = Reading.NOT_ASKED;
    private ChildState state = ChildState.OFF;
    private int incarnations;
    private int crashes;
    private int crashesInARow;
    private Expectation.@Nullable Failure lastCrash;

    // Of this incarnation.
    private Heading heading = Heading.OFF;
    private @Nullable Throwable failure;
    private Duration begun = Duration.ZERO;
    private @Nullable Duration due; // the end of the grace, of the interrupt wait, or of the back-off
    private int interrupts;
    private boolean stopRequested;
    private boolean overdue;

    ModelChild(String id, Part part, Supplier<Duration> now) {
        this.id = id;
        this.part = part;
        this.now = now;
        temper = part.temper();
    }

    void add() {
        present = true;
        closed = false;
        unread = true;
        reading = Reading.NOT_ASKED;
        state = ChildState.OFF;
        incarnations = 0;
        crashes = 0;
        crashesInARow = 0;
        lastCrash = null;
        rule = "5.3";
    }

    /** Its flag has been asked. */
    void read(Says says) {
        reading = part.killSwitch() ? says.reading().inverted() : says.reading();
        if (reading.equals(Reading.ON)) {
            readOn();
        } else if (reading.equals(Reading.OFF)) {
            readOff();
        } else {
            readUnknown();
        }
        unread = false;
    }

    /** Its flag has been asked, and has not answered in time (§4.6). */
    void readTimedOut() {
        reading = new Reading.Unknown(Reading.UnknownReason.TIMED_OUT, "");
        readUnknown();
        unread = false;
    }

    private void readOn() {
        switch (state) {
            case OFF -> start(Reason.FLAG_ON, "1.1");
            case QUARANTINED -> rule = "3.2";
            case COMPLETED -> rule = "3.4";
            case STOPPING -> {
                if (heading == Heading.OFF) {
                    heading = Heading.START;
                }
                rule = "2.6";
            }
            case STARTING, RUNNING -> rule = "1.1";
            case BACKING_OFF -> rule = "8.1";
        }
    }

    private void readOff() {
        crashesInARow = 0; // §8.2
        switch (state) {
            case RUNNING, STARTING -> stop(Reason.FLAG_OFF, Heading.OFF, "2.1");
            case QUARANTINED -> move(ChildState.OFF, Reason.FLAG_OFF, "3.3");
            case COMPLETED -> move(ChildState.OFF, Reason.FLAG_OFF, "3.4");
            case BACKING_OFF -> {
                due = null;
                move(ChildState.OFF, Reason.FLAG_OFF, "8.3");
            }
            case STOPPING -> {
                if (heading == Heading.START || heading == Heading.CRASH) {
                    rule = heading == Heading.START ? "2.6" : "3.8";
                    heading = Heading.OFF;
                }
            }
            case OFF -> {}
        }
    }

    private void readUnknown() {
        boolean isDown = state == ChildState.QUARANTINED || state == ChildState.COMPLETED;
        rule = isDown ? "3.5" : "4.2";
        if (unread && state == ChildState.OFF) {
            rule = "4.3";
            if (part.fallbackOn()) {
                start(Reason.FALLBACK, "4.3");
            }
        }
    }

    /** Its live body ends by itself or because the test says so; it throws this, or returns. */
    void end(@Nullable Throwable thrown) {
        due = null;
        overdue = false;
        if (state == ChildState.RUNNING) {
            if (thrown == null) {
                move(ChildState.COMPLETED, Reason.COMPLETED, "3.4");
            } else {
                crash(thrown, "3.1");
            }
        } else {
            if (thrown != null) {
                reports.add(new Told(Kind.THREW_WHILE_STOPPING, incarnations, thrown));
            }
            endAsAsked();
        }
    }

    private void endAsAsked() {
        switch (heading) {
            case OFF -> move(ChildState.OFF, Reason.STOPPED, "2.5");
            case START -> start(Reason.FLAG_ON, "2.6");
            case CRASH -> crash(failure(), "3.8");
            case GONE -> {
                move(ChildState.OFF, Reason.REMOVED, "5.4");
                present = false;
            }
            case CLOSED -> move(ChildState.OFF, Reason.CLOSED, "5.1");
            case CLOSED_AFTER_FAILURE -> {
                recordCrash(failure());
                move(ChildState.QUARANTINED, Reason.CRASHED, failure(), "3.8");
            }
        }
    }

    private Throwable failure() {
        if (failure == null) {
            throw new IllegalStateException("'" + id + "' has not failed");
        }
        return failure;
    }

    private void crash(Throwable cause, String why) {
        if (now.get().minus(begun).compareTo(Part.WINDOW) >= 0) {
            crashesInARow = 0; // §8.2
        }
        crashesInARow++;
        recordCrash(cause);
        if (crashesInARow > part.restarts()) {
            move(ChildState.QUARANTINED, Reason.CRASHED, cause, part.restarts() == 0 ? why : "8.2");
        } else {
            due = now.get().plus(part.restartPolicy().backOffAfter(crashesInARow, 0));
            move(ChildState.BACKING_OFF, Reason.CRASHED, cause, "8.1");
        }
    }

    private void recordCrash(Throwable cause) {
        crashes++;
        lastCrash = new Expectation.Failure(cause, incarnations);
    }

    /** Somebody calls fail in its live incarnation. */
    void fail(Throwable cause) {
        if (state == ChildState.RUNNING) {
            failure = cause;
            stop(Reason.FAILED, Heading.CRASH, cause, "3.8");
        } else {
            reports.add(new Told(Kind.FAILED_LATE, incarnations, cause));
            rule = "3.8";
        }
    }

    /** Its body listens differently from now on. */
    void temper(Temper changed) {
        temper = changed;
        if (state == ChildState.STOPPING && temper == Temper.HEEDS_STOP) {
            end(null);
        }
    }

    /** Whether a release does anything. */
    boolean release() {
        boolean released = !closed
                && (state == ChildState.QUARANTINED
                        || state == ChildState.COMPLETED
                        || state == ChildState.BACKING_OFF);
        rule = "3.6";
        if (released) {
            due = null;
            crashesInARow = 0;
            start(Reason.RELEASED, "3.6");
        }
        return released;
    }

    void remove() {
        rule = "5.4";
        switch (state) {
            case RUNNING, STARTING -> stop(Reason.REMOVED, Heading.GONE, "5.4");
            case STOPPING -> heading = Heading.GONE;
            case OFF -> present = false;
            case QUARANTINED, COMPLETED, BACKING_OFF -> {
                due = null;
                move(ChildState.OFF, Reason.REMOVED, "5.4");
                present = false;
            }
        }
    }

    void close() {
        closed = true;
        rule = "5.1";
        switch (state) {
            case RUNNING, STARTING -> stop(Reason.CLOSED, Heading.CLOSED, "5.1");
            case BACKING_OFF -> {
                due = null;
                move(ChildState.OFF, Reason.CLOSED, "5.1");
            }
            case STOPPING -> {
                if (heading != Heading.GONE) {
                    heading = heading == Heading.CRASH ? Heading.CLOSED_AFTER_FAILURE : Heading.CLOSED;
                }
            }
            case OFF, QUARANTINED, COMPLETED -> {}
        }
    }

    /** Time has passed: what was due by now has happened. */
    void tick() {
        while (due != null && due.compareTo(now.get()) <= 0) {
            Duration passed = due;
            due = null;
            if (state == ChildState.BACKING_OFF) {
                start(Reason.RESTARTED, "8.1");
            } else if (interrupts == 0) {
                interrupt(passed);
            } else {
                overdue = true;
                reports.add(new Told(Kind.OVERDUE, incarnations, null));
                rule = "2.4";
            }
        }
    }

    private void interrupt(Duration graceEnd) {
        interrupts = 1;
        rule = "2.3";
        if (temper == Temper.HEEDS_INTERRUPT) {
            end(null);
        } else {
            due = graceEnd.plus(Probe.INTERRUPT_WAIT);
        }
    }

    private void start(Reason reason, String why) {
        incarnations++;
        runs++;
        begun = now.get();
        interrupts = 0;
        stopRequested = false;
        failure = null;
        move(ChildState.STARTING, reason, why);
        move(ChildState.RUNNING, Reason.BEGUN, why);
    }

    private void stop(Reason reason, Heading next, String why) {
        stop(reason, next, null, why);
    }

    private void stop(Reason reason, Heading next, @Nullable Throwable cause, String why) {
        heading = next;
        stopRequested = true;
        due = now.get().plus(Probe.GRACE);
        move(ChildState.STOPPING, reason, cause, why);
        if (temper == Temper.HEEDS_STOP) {
            end(null);
        }
    }

    private void move(ChildState to, Reason reason, String why) {
        move(to, reason, null, why);
    }

    private void move(ChildState to, Reason reason, @Nullable Throwable cause, String why) {
        moves.add(new Move(state, to, reason, incarnations, cause));
        state = to;
        rule = why;
    }

    String id() {
        return id;
    }

    ChildState state() {
        return state;
    }

    boolean isPresent() {
        return present;
    }

    /** Whether its body runs. */
    boolean isLive() {
        return state == ChildState.RUNNING || state == ChildState.STOPPING;
    }

    /** Whether it runs, and nobody has asked it to stop. */
    boolean isRunning() {
        return state == ChildState.RUNNING;
    }

    /** What it comes to next by the mere passing of time, and when; null if nothing. */
    @Nullable
    Duration due() {
        return due;
    }

    private boolean isBeingRemoved() {
        return state == ChildState.STOPPING && heading == Heading.GONE;
    }

    /** All that must be true of it now; where anything else is, {@code rule} is broken. */
    Expectation expectation() {
        return new Expectation(
                id,
                rule,
                present,
                state,
                closed || isBeingRemoved() ? null : reading, // Nobody needs to ask for it any more.
                incarnations,
                crashes,
                lastCrash,
                overdue,
                runs,
                isLive(),
                stopRequested,
                interrupts,
                List.copyOf(moves),
                List.copyOf(reports));
    }

    /** From now on it is this rule that is broken if the child is not as expected. */
    void cite(String bystanderRule) {
        rule = bystanderRule;
    }

    /** For a trace: its id and where it is. */
    @Override
    public String toString() {
        return id + (present ? " " + state + (incarnations == 0 ? "" : " #" + incarnations) : " unknown");
    }
}
