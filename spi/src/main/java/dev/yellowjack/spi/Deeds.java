package dev.yellowjack.spi;

import dev.yellowjack.runtime.SupervisorClock;
import dev.yellowjack.runtime.SupervisorTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does what follows from a step that has been committed (§6.3): it makes incarnations, arms deadlines, and leaves to the
 * {@link Hands} what can take long. Everything here runs on the control loop.
 */
final class Deeds implements Effect.Performer {
    private static final long PROBE_NANOS = Duration.ofSeconds(1).toNanos();

    private final ControlLoop loop;
    private final SupervisorClock clock;
    private final Hands hands;
    private final SupervisorTelemetry telemetry;
    private final Incarnation.Setting setting;
    private final Collection<ChildCell> children;
    private final BiConsumer<ChildCell, Input> whenDue;
    private final Consumer<ChildCell> forget;

    /** When the input that all this follows from was taken up. */
    private long now;

    private Timers.@Nullable Timer probe;

    /**
     * Makes one that has done nothing yet.
     *
     * @param children all there are, at any time
     * @param whenDue takes the input that a deadline is, when that has passed
     */
    Deeds(
            ControlLoop loop,
            Hands hands,
            SupervisorTelemetry telemetry,
            Incarnation.Setting setting,
            Collection<ChildCell> children,
            BiConsumer<ChildCell, Input> whenDue,
            Consumer<ChildCell> forget) {
        this.loop = loop;
        clock = setting.clock();
        this.hands = hands;
        this.telemetry = telemetry;
        this.setting = setting;
        this.children = children;
        this.whenDue = whenDue;
        this.forget = forget;
    }

    /**
     * Does these, in this order.
     *
     * @param since when the input that they follow from was taken up, by the clock's nanoseconds
     */
    void perform(List<Effect> effects, ChildCell cell, long since) {
        now = since;
        for (int i = 0; i < effects.size(); i++) { // An iterator for each step of each child would be some megabytes.
            effects.get(i).perform(this, cell);
        }
    }

    // Launching

    @Override
    public void launch(ChildCell cell) {
        Incarnation incarnation = new Incarnation(cell, setting);
        cell.incarnation = incarnation;
        hands.launch(incarnation);
        if (probe == null && incarnation.isUncertain()) {
            probe = loop.at(now + PROBE_NANOS, this::probe);
        }
    }

    /** Asks after those that wait for a thread (§1.4), once a second for as long as there are any. */
    private void probe() {
        probe = null;
        List<Incarnation> waiting = new ArrayList<>();
        for (ChildCell cell : children) {
            Incarnation incarnation = cell.incarnation;
            if (cell.state.kind() == State.Kind.STARTING && incarnation != null && incarnation.isUncertain()) {
                waiting.add(incarnation);
            }
        }
        if (!waiting.isEmpty()) {
            hands.probe(waiting);
            probe = loop.at(clock.nanoTime() + PROBE_NANOS, this::probe);
        }
    }

    @Override
    public void cancelLaunch(ChildCell cell) {
        if (cell.incarnation != null) {
            hands.cancel(cell.incarnation);
            cell.incarnation = null;
        }
    }

    // Stopping

    @Override
    public void requestStop(ChildCell cell) {
        cell.stopAsked = now;
        if (cell.incarnation != null && cell.incarnation.requestStop()) {
            hands.runCallbacks(cell.incarnation);
        }
    }

    @Override
    public void interrupt(ChildCell cell) {
        if (cell.incarnation != null) {
            telemetry.interrupted();
            hands.interrupt(cell.incarnation);
        }
    }

    @Override
    public void reportOverdue(ChildCell cell) {
        if (cell.incarnation != null) {
            telemetry.overdue(cell.spec.id());
            hands.reportOverdue(cell.incarnation, Duration.ofNanos(clock.nanoTime() - cell.stopAsked));
        }
    }

    // Deadlines

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
        cell.timer = loop.at(now + Nanos.of(delay), () -> {
            cell.timer = null;
            whenDue.accept(cell, whenOver);
        });
    }

    @Override
    public void forget(ChildCell cell) {
        forget.accept(cell);
    }
}
