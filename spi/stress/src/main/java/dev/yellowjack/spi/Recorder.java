package dev.yellowjack.spi;

import dev.yellowjack.runtime.BodyContext;
import dev.yellowjack.Child;
import dev.yellowjack.ChildBody;
import dev.yellowjack.Report;
import dev.yellowjack.runtime.SupervisorClock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts what an incarnation tells of itself. */
final class Recorder implements Incarnation.Fate {
    private static final Inside INSIDE = new Inside(Nobody.SUPERVISOR, null);

    final AtomicInteger begun = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();
    final AtomicInteger launchFailed = new AtomicInteger();
    private volatile Runnable whenEnded = () -> {};

    /** The first incarnation of a child, which tells this recorder. */
    Incarnation incarnation(ChildBody body) {
        Child child = Child.named("child").flag("flag").runs(body);
        ChildCell cell = new ChildCell(child, BodyContext.capture(), Instant.EPOCH);
        return new Incarnation(cell, new Incarnation.Setting(SupervisorClock.system(), INSIDE, this));
    }

    void whenEnded(Runnable look) {
        whenEnded = look;
    }

    @Override
    public void begun(Incarnation incarnation) {
        begun.incrementAndGet();
    }

    @Override
    public void ended(Incarnation incarnation, @Nullable Throwable thrown) {
        whenEnded.run();
        ended.incrementAndGet();
    }

    @Override
    public void launchFailed(Incarnation incarnation, Throwable cause) {
        launchFailed.incrementAndGet();
    }

    @Override
    public void failed(Incarnation incarnation, Throwable cause) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void told(Incarnation incarnation, Report.Kind kind, Throwable problem) {
        throw new UnsupportedOperationException();
    }
}
