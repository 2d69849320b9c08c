package dev.yellowjack.examples.custom;

import dev.yellowjack.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A thread that asks: one question after the other, until none is left, or until one outlives its time limit. Then it is
 * left behind with that, and another asks the rest.
 */
final class Asker implements Evaluation.Limit {
    private final Core core;
    private final Flags flags;
    private final Evaluation evaluation;
    private volatile boolean isLeftBehind;

    // Guarded by the monitor.
    private @Nullable Task task;
    private Alarms.@Nullable Alarm limit;

    Asker(Core core, Flags flags, Evaluation evaluation) {
        this.core = core;
        this.flags = flags;
        this.evaluation = evaluation;
    }

    /** A question, and the look that it is asked for. */
    record Task(Question question, Look look) {}

    /** What the thread does. */
    void run() {
        for (Task next = next(); next != null; next = next()) {
            Reading reading = evaluation.evaluate(next.question(), this);
            bring(next, reading);
        }
    }

    private @Nullable Task next() {
        return core.monitor().answer(() -> {
            task = flags.next(this);
            return task;
        });
    }

    private void bring(Task done, Reading reading) {
        core.monitor().decide(() -> {
            if (isLeftBehind) {
                flags.onLateAnswer(done);
            } else {
                flags.onAnswer(done, reading);
            }
        });
    }

    @Override
    public void begins() {
        core.telemetry().evaluated(1);
        core.monitor().decide(() -> limit = core.alarms().after(core.config().evaluationLimit(), this::leaveBehind));
    }

    @Override
    public void ends() {
        core.monitor().decide(() -> {
            if (limit != null) {
                limit.cancel();
            }
        });
    }

    @Override
    public boolean wasOver() {
        return isLeftBehind;
    }

    private void leaveBehind() {
        if (task != null) {
            isLeftBehind = true;
            flags.onTimeOut(task);
        }
    }
}
