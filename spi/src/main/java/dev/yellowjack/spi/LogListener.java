package dev.yellowjack.spi;

import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Report;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the log what a person on call must see: it is a listener like any other. */
final class LogListener implements SupervisorListener {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final String supervisor;

    LogListener(String supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public void onTransition(Transition transition) {
        if (transition.cause() == null || transition.to() == ChildState.STOPPING) {
            LOG.info(
                    "{}: {}#{} {} -> {} ({})",
                    supervisor,
                    transition.child(),
                    transition.incarnation(),
                    transition.from(),
                    transition.to(),
                    transition.reason());
        } else {
            LOG.error(
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
            LOG.warn(
                    "{}: the flag of {} reads {}; what it last was known to be stays in force",
                    supervisor,
                    child,
                    after);
        } else if (!before.isKnown() && !before.equals(Reading.NOT_ASKED)) {
            LOG.info("{}: the flag of {} reads {} again", supervisor, child, after);
        }
    }

    @Override
    public void onReport(Report report) {
        LOG.warn("{}: {}#{} {}", supervisor, report.child(), report.incarnation(), report.kind(), report.problem());
    }

    @Override
    public void onMissed(long calls) {
        LOG.warn("{}: {} log entries were left out, because the log is slower than what happens", supervisor, calls);
    }
}
