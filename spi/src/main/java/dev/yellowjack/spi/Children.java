package dev.yellowjack.spi;

import dev.openfeature.sdk.EvaluationContext;
import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Crash;
import dev.yellowjack.Reading;
import dev.yellowjack.Report;
import dev.yellowjack.RestartPolicy;
import dev.yellowjack.Transition;
import dev.yellowjack.runtime.SupervisorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The children of a supervisor: the only writer of their state. Everything here runs on the control loop.
 *
 * <p>It takes each input to the {@link ChildMachine} of its child, commits the step, and then does its effects (§6.3).
 */
final class Children implements Effect.Performer {
    private static final long PROBE_NANOS = Duration.ofSeconds(1).toNanos();

    /** What became of a request to add a child. */
    enum Added {
        YES,
        ID_IS_TAKEN,
        ID_IS_BEING_REMOVED,
        CLOSED
    }

    private final ControlLoop loop;
    private final SupervisorClock clock;
    private final FlagReader reader;
    private final Hands hands;
    private final Listeners listeners;
    private final Inside inside;
    private final Incarnation.Fate fate;
    private final boolean probing;
    private final Runnable whenSettled;
    private final Runnable whenEnded;

    private final Map<String, ChildCell> cells = new LinkedHashMap<>(); // in the order of adding
    private long added;
    private long transitions;
    private int live;
    private int overdue;
    private boolean closing;
    private boolean settled;
    private Timers.@Nullable Timer probe;

    /**
     * Makes an empty family.
     *
     * @param probing whether a launch can be lost, and must be asked after
     * @param whenSettled run once, when all are asked to close and each has ended or is overdue
     * @param whenEnded run once, when all are asked to close and each has ended
     */
    Children(
            ControlLoop loop,
            SupervisorClock clock,
            FlagReader reader,
            Hands hands,
            Listeners listeners,
            Inside inside,
            Incarnation.Fate fate,
            boolean probing,
            Runnable whenSettled,
            Runnable whenEnded) {
        this.loop = loop;
        this.clock = clock;
        this.reader = reader;
        this.hands = hands;
        this.listeners = listeners;
        this.inside = inside;
        this.fate = fate;
        this.probing = probing;
        this.whenSettled = whenSettled;
        this.whenEnded = whenEnded;
    }

    // What the supervisor asks for

    Added add(Child spec, EvaluationContext context) {
        if (closing) {
            return Added.CLOSED;
        }
        ChildCell other = cells.get(spec.id());
        if (other != null) {
            return other.isBeingRemoved() ? Added.ID_IS_BEING_REMOVED : Added.ID_IS_TAKEN;
        }
        ChildCell cell = new ChildCell(spec, clock.instant());
        cell.subscription =
                new Subscription(added++, spec.flag(), context, spec.isKillSwitch(), reading -> read(cell, reading));
        cells.put(spec.id(), cell);
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
        boolean releasable = switch (cell.state.kind()) {
            case QUARANTINED, COMPLETED, BACKING_OFF -> true;
            case UNREAD, OFF, STARTING, RUNNING, STOPPING, CLOSED, GONE -> false;
        };
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

    /** Asks all to stop, in the reverse order of adding (§5.1). */
    void close() {
        closing = true;
        List<ChildCell> lastFirst = new ArrayList<>(cells.values());
        Collections.reverse(lastFirst);
        for (ChildCell cell : lastFirst) {
            apply(cell, Input.CLOSE);
        }
        settle();
    }

    // What comes in from the flags and from the bodies

    private void read(ChildCell cell, Reading reading) {
        cell.reading = reading;
        apply(
                cell,
                reading.isKnown() ? reading.equals(Reading.ON) ? Input.READ_ON : Input.READ_OFF : Input.READ_UNKNOWN);
    }

    void begun(Incarnation incarnation) {
        ChildCell cell = incarnation.cell();
        if (cell.incarnation == incarnation) {
            cell.began = clock.nanoTime();
            apply(cell, Input.BEGUN);
        }
    }

    void ended(Incarnation incarnation, @Nullable Throwable thrown) {
        ChildCell cell = incarnation.cell();
        if (cell.incarnation == incarnation) {
            cell.incarnation = null;
            RestartPolicy policy = cell.spec.restartPolicy();
            apply(cell, Input.ended(thrown, clock.nanoTime() - cell.began >= Nanos.of(policy.window())));
        }
    }

    void launchFailed(Incarnation incarnation, Throwable cause) {
        ChildCell cell = incarnation.cell();
        if (cell.incarnation == incarnation) {
            cell.incarnation = null;
            apply(cell, Input.launchFailed(cause));
        }
    }

    void failed(Incarnation incarnation, Throwable cause) {
        ChildCell cell = incarnation.cell();
        if (cell.incarnation == incarnation) {
            apply(cell, Input.failed(cause));
        } else {
            told(incarnation, Report.Kind.FAILED_LATE, cause);
        }
    }

    void told(Incarnation incarnation, Report.Kind kind, Throwable problem) {
        Report report = new Report(kind, incarnation.id(), incarnation.incarnation(), problem, clock.instant());
        listeners.publish(listener -> listener.onReport(report));
    }

    // One input of one child

    private void apply(ChildCell cell, Input input) {
        try {
            step(cell, input);
        } catch (Throwable broke) {
            quarantine(cell, broke);
        }
    }

    private void step(ChildCell cell, Input input) {
        if (takesDown(input) && cell.state.kind() == State.Kind.STARTING && !calledOff(cell)) {
            commit(cell, cell.machine.next(cell.state, Input.BEGUN)); // §1.6: the body was first to the token.
        }
        ChildMachine.Step step = cell.machine.next(cell.state, input);
        commit(cell, step);
        for (Effect effect : step.effects()) {
            effect.perform(this, cell);
        }
        settle();
    }

    private static boolean takesDown(Input input) {
        return switch (input.kind()) {
            case READ_OFF, REMOVE, CLOSE, BROKE -> true;
            case READ_ON,
                    READ_UNKNOWN,
                    BEGUN,
                    ENDED,
                    LAUNCH_FAILED,
                    FAILED,
                    GRACE_OVER,
                    INTERRUPT_WAIT_OVER,
                    BACK_OFF_OVER,
                    RELEASE -> false;
        };
    }

    private static boolean calledOff(ChildCell cell) {
        return cell.incarnation == null || cell.incarnation.callOff();
    }

    private void commit(ChildCell cell, ChildMachine.Step step) {
        live -= cell.isLive() ? 1 : 0;
        overdue -= cell.isOverdue() ? 1 : 0;
        cell.state = step.state();
        live += cell.isLive() ? 1 : 0;
        overdue += cell.isOverdue() ? 1 : 0;
        if (step.reason() != null && cell.published != cell.state.shown()) {
            publish(cell, step.reason(), step.cause());
        }
        cell.wakeWaiters();
    }

    private void publish(ChildCell cell, Transition.Reason reason, @Nullable Throwable cause) {
        Instant now = clock.instant();
        ChildState from = cell.published;
        ChildState to = cell.state.shown();
        cell.published = to;
        cell.since = now;
        cell.disarm();
        if (to == ChildState.STARTING) {
            cell.incarnations++;
        }
        if (cause != null && to != ChildState.STOPPING) {
            cell.crashes++;
            cell.lastCrash = new Crash(cause, cell.incarnations, now);
        }
        Transition transition =
                new Transition(++transitions, cell.spec.id(), cell.incarnations, from, to, reason, cause, now);
        listeners.publish(listener -> listener.onTransition(transition));
    }

    /** §6.3: the engine failed at this child, so this child alone is taken down. */
    private void quarantine(ChildCell cell, Throwable broke) {
        try {
            step(cell, Input.broke(broke));
        } catch (Throwable again) {
            again.addSuppressed(broke);
            throw again; // To the loop's handler, which goes on with the next child's input.
        }
    }

    private void settle() {
        if (!closing || live != overdue) {
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

    // Effects

    @Override
    public void launch(ChildCell cell) {
        Incarnation incarnation = new Incarnation(cell, cell.incarnations, clock, inside, fate);
        cell.incarnation = incarnation;
        hands.launch(incarnation);
        if (probing && probe == null) {
            probe = loop.after(PROBE_NANOS, this::probe);
        }
    }

    /** Asks after those that wait for a thread (§1.4), once a second for as long as there are any. */
    private void probe() {
        probe = null;
        boolean waiting = false;
        for (ChildCell cell : cells.values()) {
            if (cell.state.kind() == State.Kind.STARTING && cell.incarnation != null) {
                hands.probe(cell.incarnation);
                waiting = true;
            }
        }
        if (waiting) {
            probe = loop.after(PROBE_NANOS, this::probe);
        }
    }

    @Override
    public void cancelLaunch(ChildCell cell) {
        if (cell.incarnation != null) {
            hands.cancel(cell.incarnation);
            cell.incarnation = null;
        }
    }

    @Override
    public void requestStop(ChildCell cell) {
        cell.stopAsked = clock.nanoTime();
        if (cell.incarnation != null && cell.incarnation.requestStop()) {
            hands.runCallbacks(cell.incarnation);
        }
    }

    @Override
    public void interrupt(ChildCell cell) {
        if (cell.incarnation != null) {
            hands.interrupt(cell.incarnation);
        }
    }

    @Override
    public void reportOverdue(ChildCell cell) {
        if (cell.incarnation != null) {
            hands.reportOverdue(cell.incarnation, Duration.ofNanos(clock.nanoTime() - cell.stopAsked));
        }
    }

    @Override
    public void armGrace(ChildCell cell) {
        arm(cell, cell.spec.grace(), Input.GRACE_OVER);
    }

    @Override
    public void armInterruptWait(ChildCell cell) {
        arm(cell, cell.spec.interruptWait(), Input.INTERRUPT_WAIT_OVER);
    }

    @Override
    public void armBackOff(ChildCell cell, int crashes) {
        double random = ThreadLocalRandom.current().nextDouble();
        arm(cell, cell.spec.restartPolicy().backOffAfter(crashes, random), Input.BACK_OFF_OVER);
    }

    private void arm(ChildCell cell, Duration delay, Input whenOver) {
        cell.disarm();
        cell.timer = loop.after(Nanos.of(delay), () -> {
            cell.timer = null;
            apply(cell, whenOver);
        });
    }

    @Override
    public void tell(ChildCell cell, Report.Kind kind, Throwable problem) {
        Report report = new Report(kind, cell.spec.id(), cell.incarnations, problem, clock.instant());
        listeners.publish(listener -> listener.onReport(report));
    }

    @Override
    public void forget(ChildCell cell) {
        cells.remove(cell.spec.id(), cell);
        if (cell.subscription != null) {
            reader.unwatch(cell.subscription);
        }
    }
}
