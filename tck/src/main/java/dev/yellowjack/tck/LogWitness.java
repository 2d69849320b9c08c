package dev.yellowjack.tck;

import dev.yellowjack.ChildState;
import dev.yellowjack.Supervisor;
import dev.yellowjack.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Reads along in the log of supervisors. That takes SLF4J to write to {@code java.util.logging}, by {@code slf4j-jdk14}:
 * where it does not, nothing is seen, and nothing is said.
 *
 * <p>Thread-safe.
 */
final class LogWitness extends Handler implements AutoCloseable {
    private static final String BOUND_TO_JDK = "org.slf4j.jul.JDK14LoggerFactory";
    private static final Logger LOG = Logger.getLogger(Supervisor.class.getName());
    private static final Pattern TRANSITION = Pattern.compile(
            "yellowjack\\.supervisor=(\\S+) yellowjack\\.child=(\\S+)"
                    + " yellowjack\\.incarnation=(\\d+) yellowjack\\.from=(\\w+) yellowjack\\.to=(\\w+) yellowjack\\.reason=(\\w+)");
    private static final Pattern LEFT_OUT =
            Pattern.compile("yellowjack\\.supervisor=(\\S+) yellowjack\\.leftOut=(\\d+) .*'(?:transitions|crashes)");

    private final List<String> transitions = new ArrayList<>(); // guarded by this, as below
    private long leftOut;
    private final String supervisor;
    private final @Nullable Level levelBefore = LOG.getLevel();

    /**
     * One that reads along until it is closed; what the log has otherwise is left as it is.
     *
     * @param supervisor the name of the one that is about to be started
     */
    LogWitness(String supervisor) {
        this.supervisor = supervisor;
        LOG.setLevel(Level.INFO);
        LOG.addHandler(this);
    }

    static boolean isPossible() {
        return LoggerFactory.getILoggerFactory().getClass().getName().equals(BOUND_TO_JDK);
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        Matcher transition = TRANSITION.matcher(entry.getMessage());
        Matcher rest = LEFT_OUT.matcher(entry.getMessage());
        if (transition.find() && transition.group(1).equals(supervisor)) {
            boolean crash = entry.getThrown() != null && entry.getLevel() == Level.SEVERE;
            transitions.add(transition.group(2) + "#" + transition.group(3) + " " + transition.group(4) + ">"
                    + transition.group(5) + " " + transition.group(6) + (crash ? " crash" : ""));
        } else if (rest.find() && rest.group(1).equals(supervisor)) {
            leftOut += Long.parseLong(rest.group(2));
        }
    }

    private static String entryOf(Transition transition) {
        boolean crash = transition.cause() != null && transition.to() != ChildState.STOPPING;
        return transition.child() + "#" + transition.incarnation() + " " + transition.from() + ">" + transition.to()
                + " " + transition.reason() + (crash ? " crash" : "");
    }

    /** Whether the log has these transitions in their order, each once, or has counted what it left out. */
    synchronized boolean has(List<Transition> heard) {
        int logged = 0;
        for (Transition transition : heard) {
            if (logged < transitions.size() && transitions.get(logged).equals(entryOf(transition))) {
                logged++;
            }
        }
        return logged == transitions.size() && logged + leftOut == heard.size();
    }

    @Override
    public synchronized String toString() {
        return transitions + ", and " + leftOut + " left out";
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOG.removeHandler(this);
        LOG.setLevel(levelBefore);
    }
}
