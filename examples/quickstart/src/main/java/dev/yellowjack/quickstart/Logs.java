package dev.yellowjack.quickstart;

import dev.yellowjack.Supervisor;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps the logs off the screen, but for what Yellowjack warns of. */
final class Logs {
    // Held here, because the log manager itself would let a logger go, with its settings.
    private static final Logger YELLOWJACK = Logger.getLogger("dev.yellowjack");
    private static final Logger CHILDREN = Logger.getLogger(Supervisor.class.getName());

    private Logs() {}

    /**
     * Silences all loggers, and hands on the warnings and errors of Yellowjack.
     *
     * @param screen where a warning is told, in one line
     */
    static void warnOn(Consumer<String> screen) {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        YELLOWJACK.setLevel(Level.WARNING);
        CHILDREN.setLevel(Level.OFF); // What becomes of the children, the screen hears as a listener.
        YELLOWJACK.addHandler(new Handler() {
            @Override
            public void publish(LogRecord warning) {
                Throwable thrown = warning.getThrown();
                screen.accept(warning.getLevel() + "  " + warning.getMessage()
                        + (thrown == null ? "" : ": " + Words.of(thrown)));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }
}
