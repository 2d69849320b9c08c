package dev.yellowjack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Closes supervisors when the JVM shuts down. One hook serves all, and keeps no closed supervisor from collection. */
final class ShutdownHook {
    private static final Set<Supervisor> SUPERVISORS = Collections.newSetFromMap(new WeakHashMap<>());
    private static boolean installed;
    private static boolean closing;

    private ShutdownHook() {}

    /**
     * Sees to it that there is a hook.
     *
     * @throws IllegalStateException if the JVM is shutting down already
     */
    static synchronized void install() {
        if (closing) {
            throw shuttingDown(null);
        }
        if (!installed) {
            try {
                Runtime.getRuntime().addShutdownHook(new Thread(ShutdownHook::closeAll, "yellowjack-shutdown"));
            } catch (IllegalStateException inProgress) {
                throw shuttingDown(inProgress);
            }
            installed = true;
        }
    }

    private static IllegalStateException shuttingDown(@Nullable Throwable cause) {
        return new IllegalStateException("the JVM is shutting down; start no supervisor from a shutdown hook", cause);
    }

    /**
     * Closes this supervisor at shutdown.
     *
     * @throws IllegalStateException if the JVM is shutting down already
     */
    static synchronized void close(Supervisor supervisor) {
        install();
        SUPERVISORS.add(supervisor);
    }

    private static synchronized List<Supervisor> takeAll() {
        closing = true;
        return new ArrayList<>(SUPERVISORS);
    }

    private static void closeAll() {
        List<Supervisor> all = takeAll();
        List<Throwable> thrown = new ArrayList<>();
        // All stop side by side, none after another.
        forEach(all, supervisor -> supervisor.close(Duration.ZERO), thrown);
        forEach(all, Supervisor::close, thrown);
        if (!thrown.isEmpty()) {
            IllegalStateException failure = new IllegalStateException("not every supervisor could be closed");
            thrown.forEach(failure::addSuppressed);
            throw failure; // To the handler of uncaught exceptions: there is nobody else.
        }
    }

    /** One that throws does not leave the others open. */
    private static void forEach(List<Supervisor> all, Consumer<Supervisor> action, List<Throwable> thrown) {
        for (Supervisor supervisor : all) {
            try {
                action.accept(supervisor);
            } catch (Throwable any) {
                thrown.add(any);
            }
        }
    }
}
