package dev.yellowjack.runtime;

import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Report;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes to the log what a person on call must see: it is a listener like any other. Each entry says all in its message,
 * and carries the parts as key-value pairs.
 */
final class LogListener implements SupervisorListener {
    private final String supervisor;
    private final Logger log;
    private final LogLimit limit;

    LogListener(String supervisor, Logger log) {
        this.supervisor = supervisor;
        this.log = log;
        limit = new LogLimit("yellowjack-" + supervisor + "-log", this::leftOut);
    }

    @Override
    public void onTransition(Transition transition) {
        Throwable cause = transition.cause();
        if (cause != null && transition.to() != ChildState.STOPPING) {
            crash(transition, cause);
        } else if (limit.admits("transitions")) {
            entry(Level.INFO, transition).log(message(transition));
        }
    }

    private void crash(Transition transition, Throwable cause) {
        if (limit.admits("crashes by " + cause.getClass().getName())) {
            boolean stays = transition.to() == ChildState.QUARANTINED;
            entry(Level.ERROR, transition)
                    .setCause(cause)
                    .log(message(transition)
                            + (stays ? ": it stays down until its flag is read OFF or it is released" : ""));
        }
    }

    private String message(Transition transition) {
        return supervisor + ": " + transition.child() + "#" + transition.incarnation() + " " + transition.from()
                + " -> " + transition.to() + " (" + transition.reason() + ")";
    }

    private LoggingEventBuilder entry(Level level, Transition transition) {
        return entry(level, transition.child(), transition.incarnation())
                .addKeyValue("yellowjack.from", transition.from())
                .addKeyValue("yellowjack.to", transition.to())
                .addKeyValue("yellowjack.reason", transition.reason());
    }

    /** ON and OFF show in the transitions; that a flag does not answer shows nowhere else. */
    @Override
    public void onReading(String child, Reading before, Reading after) {
        boolean again = after.isKnown() && !before.isKnown() && !before.equals(Reading.NOT_ASKED);
        if ((after.isKnown() && !again) || !limit.admits(again ? "flags known again" : "flags unknown")) {
            return;
        }
        LoggingEventBuilder entry = log.atLevel(again ? Level.INFO : Level.WARN)
                .addKeyValue("yellowjack.supervisor", supervisor)
                .addKeyValue("yellowjack.child", child)
                .addKeyValue("yellowjack.reading", after);
        String message = supervisor + ": the flag of " + child + " reads " + after;
        entry.log(message + (again ? " again" : "; what it last was known to be stays in force"));
    }

    @Override
    public void onReport(Report report) {
        if (limit.admits("reports " + report.kind())) {
            entry(Level.WARN, report.child(), report.incarnation())
                    .addKeyValue("yellowjack.report", report.kind())
                    .setCause(report.problem())
                    .log(supervisor + ": " + report.child() + "#" + report.incarnation() + " " + report.kind());
        }
    }

    @Override
    public void onMissed(long calls) {
        log.atWarn()
                .addKeyValue("yellowjack.supervisor", supervisor)
                .addKeyValue("yellowjack.leftOut", calls)
                .log(supervisor + ": " + calls
                        + " log entries were left out, because the log is slower than what happens");
    }

    private void leftOut(String kind, long entries) {
        log.atWarn()
                .addKeyValue("yellowjack.supervisor", supervisor)
                .addKeyValue("yellowjack.leftOut", entries)
                .log(supervisor + ": " + entries + " more log entries were left out, of the kind '" + kind
                        + "': there were more than " + LogLimit.MOST
                        + " in a second. Metrics and status have them all");
    }

    private LoggingEventBuilder entry(Level level, String child, int incarnation) {
        return log.atLevel(level)
                .addKeyValue("yellowjack.supervisor", supervisor)
                .addKeyValue("yellowjack.child", child)
                .addKeyValue("yellowjack.incarnation", incarnation);
    }

    /** Tells what has been left out so far. */
    void close() {
        limit.close();
    }
}
