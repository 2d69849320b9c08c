package dev.yellowjack.spi;

import dev.openfeature.sdk.EvaluationContext;
import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Crash;
import dev.yellowjack.Reading;
import dev.yellowjack.Report;
import dev.yellowjack.Transition;
import dev.yellowjack.runtime.BodyContext;
import dev.yellowjack.runtime.SupervisorClock;
import dev.yellowjack.runtime.SupervisorTelemetry;
import dev.yellowjack.runtime.SupervisorTelemetry.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The children of a supervisor: the only writer of their state. Everything here runs on the control loop.
 *
 * <p>It takes each input to the {@link ChildMachine} of its child, commits the step, and then has its {@link Deeds} done
 * (§6.3).
 */
final class Children {
    private static final int MOST_ATTEMPTS = 100;
    private static final long MOMENT_NANOS = Duration.ofMillis(2).toNanos();
    private static final List<Effect> A_STOP = List.of(Effect.Plain.REQUEST_STOP, Effect.Plain.ARM_GRACE);

    /** What became of a request to add a child. */
    enum Added {
        YES,
        ID_IS_TAKEN,
        ID_IS_BEING_REMOVED,
        CLOSED
    }

    private final SupervisorClock clock;
    private final FlagReader reader;
    private final Listeners listeners;
    private final SupervisorTelemetry telemetry;
    private final Deeds deeds;
    private final Consumer<Throwable> trouble;
    private final Runnable whenSettled;
    private final Runnable whenEnded;

    private final Map<String, ChildCell> cells = new LinkedHashMap<>(); // in the order of adding
    private long added;
    private long transitions;
    private int live;
    private int overdue;
    private boolean closing;

    /** When the input that is being handled was taken up: what is measured begins before anybody hears of it. */
    private long now;

    /** The same by the wall clock, once somebody has wanted to know. */
    private @Nullable Instant instant;

    /** When what is being handled was called for by a flag, by the clock's nanoseconds; else not by a flag. */
    private long calledFor = ChildCell.NOT_CALLED_FOR;

    private List<ChildCell> unasked = List.of(); // to close, the next one last
    private final Slices closings;
    private final CompletableFuture<Void> allAsked = new CompletableFuture<>();
    private boolean settled;

    /**
     * Makes an empty family.
     *
     * @param trouble hears of what failed twice at one child; throws nothing
     * @param whenSettled run once, when all are asked to close and each has ended or is overdue
     * @param whenEnded run at least once, when all are asked to close and each has ended
     */
    Children(
            ControlLoop loop,
            FlagReader reader,
            Hands hands,
            Listeners listeners,
            SupervisorTelemetry telemetry,
            Incarnation.Setting setting,
            Consumer<Throwable> trouble,
            Runnable whenSettled,
            Runnable whenEnded) {
        clock = setting.clock();
        this.reader = reader;
        this.listeners = listeners;
        this.telemetry = telemetry;
        deeds = new Deeds(loop, hands, telemetry, setting, cells.values(), this::apply, this::forget);
        this.trouble = trouble;
        closings = new Slices(loop, this::closeSome, trouble);
        this.whenSettled = whenSettled;
        this.whenEnded = whenEnded;
    }

    // What the supervisor asks for

    Added add(Child spec, EvaluationContext flagContext, BodyContext bodyContext) {
        if (closing) {
            return Added.CLOSED;
        }
        ChildCell other = cells.get(spec.id());
        if (other != null) {
            return other.isBeingRemoved() ? Added.ID_IS_BEING_REMOVED : Added.ID_IS_TAKEN;
        }
        ChildCell cell = new ChildCell(spec, bodyContext, clock.instant());
        cell.subscription = new Subscription(added++, spec.flag(), flagContext, spec.killSwitch()) {
            @Override
            void heard(Reading reading) {
                read(cell, reading);
            }
        };
        cells.put(spec.id(), cell);
        telemetry.added(spec, bodyContext);
        reader.watch(cell.subscription);
        return Added.YES;
    }

    @Nullable
    ChildCell find(String id) {
        return cells.get(id);
    }

    void stopWaiting(String id, CompletableFuture<Boolean> seen) {
        ChildCell cell = cells.get(id);
        if (cell != null) {
            cell.stopWaiting(seen);
        }
    }

    /** The ids there are, for a message to somebody who asked for another. */
    String describeIds(int most) {
        return cells.isEmpty()
                ? "there are no children"
                : cells.keySet().stream()
                        .limit(most)
                        .collect(Collectors.joining(
                                ", ",
                                "there are: ",
                                cells.size() > most ? " and " + (cells.size() - most) + " more" : ""));
    }

    List<ChildStatus> statuses() {
        List<ChildStatus> statuses = new ArrayList<>(cells.size());
        for (ChildCell cell : cells.values()) {
            statuses.add(cell.status());
        }
        return statuses;
    }

    void remove(ChildCell cell) {
        apply(cell, Input.REMOVE);
    }

    boolean release(ChildCell cell) {
        boolean releasable =
                !closing && cell.machine.next(cell.state, Input.RELEASE).reason() == Transition.Reason.RELEASED;
        if (releasable) {
            apply(cell, Input.RELEASE);
        }
        return releasable;
    }

    int releaseAll() {
        int released = 0;
        for (ChildCell cell : cells.values()) {
            released += release(cell) ? 1 : 0;
        }
        return released;
    }

    /**
     * Asks all to stop, in the reverse order of adding (§5.1): some now, and the others when the loop has seen to what else
     * has come. From now on nothing is started.
     *
     * @return done when all have been asked
     */
    CompletableFuture<Void> close() {
        if (!closing) {
            List<ChildCell> all = new ArrayList<>(cells.values());
            unasked = all;
            closing = true; // Last: where there was no memory for the list, the next one who calls tries again.
            closings.begin();
        }
        return allAsked;
    }

    private boolean closeSome() {
        for (int left = Slices.SIZE; left > 0 && !unasked.isEmpty(); left--) {
            apply(unasked.remove(unasked.size() - 1), Input.CLOSE);
        }
        if (unasked.isEmpty()) {
            allAsked.complete(null);
            settle();
        }
        return !unasked.isEmpty();
    }

    // What comes in from the flags and from the bodies

    /**
     * What a flag reads.
     *
     * @param since when that was called for, by the clock's nanoseconds
     */
    void read(long since, FlagReader.News news) {
        calledFor = since;
        try {
            news.subscription().hear(news.reading());
        } finally {
            calledFor = ChildCell.NOT_CALLED_FOR;
        }
    }

    private void read(ChildCell cell, Reading reading) {
        if (cell.state.kind() == State.Kind.GONE) {
            return; // §5.4: it was forgotten while this was on its way.
        }
        Reading before = cell.reading;
        cell.reading = reading;
        cell.readingIsNew = before.isKnown() || reading.isKnown();
        telemetry.read(before, reading);
        try {
            String id = cell.spec.id();
            listeners.publish(listener -> listener.onReading(id, before, reading));
        } catch (OutOfMemoryError untold) {
            trouble.accept(untold); // The reading itself, and those that came with it, must not be lost as well.
        }
        apply(
                cell,
                reading.isKnown() ? reading.equals(Reading.ON) ? Input.READ_ON : Input.READ_OFF : Input.READ_UNKNOWN);
    }

    /** What becomes of an incarnation. Allocates nothing before the input is applied: it must not be lost. */
    void hear(Incarnation incarnation, Input input) {
        ChildCell cell = incarnation.cellIfLatest();
        if (cell != null) {
            if (telemetry.isMeasured()) {
                measure(cell, incarnation, input.kind());
            }
            apply(cell, input);
        } else if (input.kind() == Input.Kind.FAILED) {
            told(incarnation, Report.Kind.FAILED_LATE, input.cause());
        }
    }

    /** Before the input is applied: what ends with it may end all. Allocates nothing of its own. */
    private void measure(ChildCell cell, Incarnation incarnation, Input.Kind input) {
        if (input == Input.Kind.BEGUN
                && cell.state.kind() == State.Kind.STARTING
                && cell.startCalledFor != ChildCell.NOT_CALLED_FOR) {
            telemetry.took(Timing.START_REACTION, incarnation.began() - cell.startCalledFor);
        } else if (input == Input.Kind.ENDED) {
            long end = clock.nanoTime();
            telemetry.took(Timing.INCARNATION, end - incarnation.began());
            if (cell.state.kind() == State.Kind.STOPPING) {
                telemetry.took(Timing.STOP, end - cell.stopAsked);
            }
        }
    }

    void told(Incarnation incarnation, Report.Kind kind, Throwable problem) {
        report(kind, incarnation.id(), incarnation.incarnation(), problem);
    }

    private void report(Report.Kind kind, String child, int incarnation, Throwable problem) {
        Report report = new Report(kind, child, incarnation, problem, clock.instant());
        listeners.publish(listener -> listener.onReport(report));
    }

    // One input of one child

    private void apply(ChildCell cell, Input input) {
        if (closing && !allAsked.isDone() && input != Input.CLOSE && cell.mayBeStarted()) {
            apply(cell, Input.CLOSE); // §5.1: its turn to be asked would come too late.
        }
        try {
            stepWhenThereIsMemory(cell, input);
        } catch (Throwable broke) {
            quarantine(cell, broke);
        }
    }

    /** A full heap is mostly full for a moment, and an input that is lost is lost for good: so it is worth some moments. */
    private void stepWhenThereIsMemory(ChildCell cell, Input input) {
        State before = cell.state;
        for (int attempt = 1; ; attempt++) {
            try {
                step(cell, input);
                return;
            } catch (OutOfMemoryError full) {
                if (cell.state != before || attempt == MOST_ATTEMPTS) {
                    throw full;
                }
                LockSupport.parkNanos(MOMENT_NANOS);
            }
        }
    }

    private void step(ChildCell cell, Input input) {
        now = clock.nanoTime();
        instant = null;
        ChildMachine.Step step = cell.machine.next(cell.state, input);
        if (step.effects().contains(Effect.Plain.CANCEL_LAUNCH) && !calledOff(cell)) {
            commit(cell, cell.machine.next(cell.state, Input.BEGUN)); // §1.6: the body was first to the token.
            step = cell.machine.next(cell.state, input);
        }
        commit(cell, step);
        if (cell.readingIsNew) {
            cell.readingSince = instant();
            cell.readingIsNew = false;
        }
        deeds.perform(step.effects(), cell, now);
        settle();
    }

    private static boolean calledOff(ChildCell cell) {
        return cell.incarnation == null || cell.incarnation.callOff();
    }

    private void commit(ChildCell cell, ChildMachine.Step step) {
        boolean wasLive = cell.isLive();
        live -= wasLive ? 1 : 0;
        overdue -= cell.isOverdue() ? 1 : 0;
        cell.state = step.state();
        live += cell.isLive() ? 1 : 0;
        if (wasLive && !cell.isLive()) {
            cell.incarnation = null; // It has ended: whatever fails from here on, it is nobody's to stop.
        }
        overdue += cell.isOverdue() ? 1 : 0;
        ChildMachine.Aside aside = step.aside();
        if (aside != null) {
            report(aside.kind(), cell.spec.id(), cell.incarnations, aside.problem());
        }
        if (step.reason() != null && cell.published != cell.state.shown()) {
            publish(cell, step.reason(), step.cause());
        }
        cell.wakeWaiters();
    }

    private void publish(ChildCell cell, Transition.Reason reason, @Nullable Throwable cause) {
        Instant now = instant();
        ChildState from = cell.published;
        ChildState to = cell.state.shown();
        cell.published = to;
        cell.since = now;
        cell.disarm();
        if (to == ChildState.STARTING) {
            cell.incarnations++;
            cell.startCalledFor = calledFor;
        } else if (to == ChildState.STOPPING && calledFor != ChildCell.NOT_CALLED_FOR && telemetry.isMeasured()) {
            telemetry.took(Timing.STOP_REACTION, this.now - calledFor);
        }
        if (cause != null && to != ChildState.STOPPING) {
            cell.crashes++;
            cell.lastCrash = new Crash(cause, cell.incarnations, now);
        }
        Transition transition =
                new Transition(++transitions, cell.spec.id(), cell.incarnations, from, to, reason, cause, now);
        telemetry.moved(transition);
        listeners.publish(listener -> listener.onTransition(transition));
    }

    private Instant instant() {
        if (instant == null) {
            instant = clock.instant();
        }
        return instant;
    }

    /** §6.3: the engine failed at this child, so this child alone is taken down. */
    private void quarantine(ChildCell cell, Throwable broke) {
        try {
            stepWhenThereIsMemory(cell, Input.broke(broke));
        } catch (Throwable again) {
            trouble.accept(again); // And on with the next child: what failed here is nothing to it.
            stopUnseen(cell);
        }
    }

    /** What must not be left undone where not even the transition can be published: a body that is to stop, and is not. */
    private void stopUnseen(ChildCell cell) {
        try {
            if (cell.state.kind() == State.Kind.STOPPING) {
                deeds.perform(A_STOP, cell, now);
            }
        } catch (Throwable last) {
            trouble.accept(last);
        }
    }

    private void settle() {
        if (!allAsked.isDone() || live != overdue) {
            return;
        }
        if (!settled) {
            settled = true;
            whenSettled.run();
        }
        if (live == 0) {
            whenEnded.run();
        }
    }

    private void forget(ChildCell cell) {
        cells.remove(cell.spec.id(), cell);
        telemetry.forgotten(cell.spec.id(), cell.reading);
        if (cell.subscription != null) {
            reader.unwatch(cell.subscription);
        }
    }
}
