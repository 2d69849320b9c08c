package dev.yellowjack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** Closes supervisors when the JVM shuts down. One hook serves all, and keeps no closed supervisor from collection. */
final class ShutdownHook {
    private static final Set<Supervisor> SUPERVISORS = Collections.newSetFromMap(new WeakHashMap<>());
    private static boolean installed;
    private static boolean closing;

    private ShutdownHook() {}

    /**
     * Closes this supervisor at shutdown.
     *
     * @throws IllegalStateException if the JVM is shutting down already
     */
    static synchronized void close(Supervisor supervisor) {
        if (closing) {
            throw new IllegalStateException("the JVM is shutting down; start no supervisor from a shutdown hook");
        }
        if (!installed) {
            Runtime.getRuntime().addShutdownHook(new Thread(ShutdownHook::closeAll, "yellowjack-shutdown"));
            installed = true;
        }
        SUPERVISORS.add(supervisor);
    }

    private static synchronized List<Supervisor> takeAll() {
        closing = true;
        return new ArrayList<>(SUPERVISORS);
    }

    private static void closeAll() {
        List<Supervisor> all = takeAll();
        all.forEach(supervisor -> supervisor.close(Duration.ZERO)); // All stop side by side, none after another.
        all.forEach(Supervisor::close);
    }
}
