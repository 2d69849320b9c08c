package dev.yellowjack.benchmarks;

import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/** Where all logs go: ours and Pekko's by way of SLF4J, Guava's directly. Entries are made, and dropped. */
final class NullLog extends Handler {
    private NullLog() {}

    /** Takes the place of whatever else this JVM logs to. */
    static void install() {
        LogManager.getLogManager().reset();
        LogManager.getLogManager().getLogger("").addHandler(new NullLog());
    }

    @Override
    public void publish(LogRecord entry) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
