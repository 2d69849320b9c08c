package dev.yellowjack.spi;

import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Report;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition;
import org.slf4j.Logger;

/** Writes to the log what a person on call must see: it is a listener like any other. */
final class LogListener implements SupervisorListener {
    private final String supervisor;
    private final Logger log;

    LogListener(String supervisor, Logger log) {
        this.supervisor = supervisor;
        this.log = log;
    }

    @Override
    public void onTransition(Transition transition) {
        if (transition.cause() == null || transition.to() == ChildState.STOPPING) {
            log.info(
                    "{}: {}#{} {} -> {} ({})",
                    supervisor,
                    transition.child(),
                    transition.incarnation(),
                    transition.from(),
                    transition.to(),
                    transition.reason());
        } else {
            log.error(
                    "{}: {}#{} {} -> {} ({}){}",
                    supervisor,
                    transition.child(),
                    transition.incarnation(),
                    transition.from(),
                    transition.to(),
                    transition.reason(),
                    transition.to() == ChildState.QUARANTINED
                            ? ": it stays down until its flag is read OFF or it is released"
                            : "",
                    transition.cause());
        }
    }

    /** ON and OFF show in the transitions; that a flag does not answer shows nowhere else. */
    @Override
    public void onReading(String child, Reading before, Reading after) {
        if (!after.isKnown()) {
            log.warn(
                    "{}: the flag of {} reads {}; what it last was known to be stays in force",
                    supervisor,
                    child,
                    after);
        } else if (!before.isKnown() && !before.equals(Reading.NOT_ASKED)) {
            log.info("{}: the flag of {} reads {} again", supervisor, child, after);
        }
    }

    @Override
    public void onReport(Report report) {
        log.warn("{}: {}#{} {}", supervisor, report.child(), report.incarnation(), report.kind(), report.problem());
    }

    @Override
    public void onMissed(long calls) {
        log.warn("{}: {} log entries were left out, because the log is slower than what happens", supervisor, calls);
    }
}
