package dev.yellowjack.observability;

import dev.yellowjack.Supervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What supervisors log, kept from the console. Thread-safe. */
final class CrashLog extends Handler {
    private static final Pattern LEFT_OUT =
            Pattern.compile("(\\d+) more log entries were left out, of the kind 'crashes by ([\\w.$]+)'");

    /** Held, because the framework holds loggers weakly. */
    private static final Logger LOGGER = Logger.getLogger(Supervisor.class.getName());

    private final List<LogRecord> records = new ArrayList<>();

    private CrashLog() {}

    static CrashLog open() {
        CrashLog log = new CrashLog();
        LOGGER.addHandler(log);
        LOGGER.setUseParentHandlers(false);
        return log;
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        records.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }

    synchronized int entries() {
        return records.size();
    }

    /** How many errors there are with what was thrown. */
    synchronized long errors(Class<? extends Throwable> thrown) {
        return records.stream()
                .filter(entry -> entry.getLevel() == Level.SEVERE && thrown.isInstance(entry.getThrown()))
                .count();
    }

    /** How many errors it says that it has left out. */
    synchronized long leftOut(Class<? extends Throwable> thrown) {
        return records.stream()
                .map(entry -> LEFT_OUT.matcher(entry.getMessage()))
                .filter(found -> found.find() && found.group(2).equals(thrown.getName()))
                .mapToLong((Matcher found) -> Long.parseLong(found.group(1)))
                .sum();
    }
}
