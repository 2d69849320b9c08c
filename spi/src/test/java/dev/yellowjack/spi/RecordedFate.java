package dev.yellowjack.spi;

import dev.yellowjack.Child;
import dev.yellowjack.Report;
import dev.yellowjack.runtime.BodyContext;
import dev.yellowjack.runtime.SupervisorClock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Notes what incarnations say becomes of them. */
final class RecordedFate implements Incarnation.Fate {
    final List<String> heard = new CopyOnWriteArrayList<>();

    /** What went with it, where something did. */
    final List<Throwable> causes = new CopyOnWriteArrayList<>();

    /** An incarnation that tells this of itself. */
    Incarnation incarnation(Child child, int number, SupervisorClock clock, Inside inside) {
        ChildCell cell = new ChildCell(child, BodyContext.capture(), Instant.EPOCH);
        cell.incarnations = number;
        return new Incarnation(cell, new Incarnation.Setting(clock, inside, this));
    }

    @Override
    public void begun(Incarnation incarnation) {
        hear("begun", null);
    }

    @Override
    public void ended(Incarnation incarnation, @Nullable Throwable thrown) {
        hear("ended", thrown);
    }

    @Override
    public void launchFailed(Incarnation incarnation, Throwable cause) {
        hear("launch failed", cause);
    }

    @Override
    public void failed(Incarnation incarnation, Throwable cause) {
        hear("failed", cause);
    }

    @Override
    public void told(Incarnation incarnation, Report.Kind kind, Throwable problem) {
        hear(kind.toString(), problem);
    }

    private void hear(String what, @Nullable Throwable cause) {
        if (cause != null) {
            causes.add(cause);
        }
        heard.add(what);
    }
}
