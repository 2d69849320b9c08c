package dev.yellowjack.tck;

import dev.yellowjack.Supervisor;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What is known of a test, for the message of its failure. */
record Situation(Recorder recorder, @Nullable Supervisor supervisor) {
    private static final int REPORTS_SHOWN = 20;

    @Override
    public String toString() {
        return "transitions: " + recorder.transitions() + "\nlatest reports: " + latestReports() + "\nstatus: "
                + status();
    }

    private List<?> latestReports() {
        List<?> all = recorder.reports();
        return all.subList(Math.max(0, all.size() - REPORTS_SHOWN), all.size());
    }

    /** Asks with a bound, because a supervisor that fails may not answer at all. */
    private String status() {
        Supervisor asked = supervisor;
        if (asked == null) {
            return "no supervisor has been started";
        }
        try {
            return Threads.call("tck-situation", asked::status)
                    .get(1, TimeUnit.SECONDS)
                    .toString();
        } catch (TimeoutException silent) {
            return "the supervisor does not answer";
        } catch (InterruptedException | ExecutionException failed) {
            return failed.toString();
        }
    }
}
