package dev.yellowjack.spi;

import dev.yellowjack.Supervisor;
import dev.yellowjack.runtime.SupervisorConfig;
import java.util.Objects;

/**
 * What all thin runtimes share: it obeys the rules, and leaves to a {@link Launcher} only to put bodies on threads.
 *
 * <pre>{@code
 * public Supervisor create(SupervisorConfig config) {
 *     return Engine.start(config, task -> {
 *         new Thread(task, task.name()).start();
 *         return Launch.CERTAIN;
 *     });
 * }
 * }</pre>
 *
 * <p>How it is built, who owns what and which thread calls what is in {@code docs/concurrency.md}.
 */
public final class Engine {
    private Engine() {}

    /**
     * Makes a supervisor and starts it.
     *
     * @param config as the runtime was given it
     * @param launcher used by this supervisor until it is closed; it may be shared with others
     */
    public static Supervisor start(SupervisorConfig config, Launcher launcher) {
        Objects.requireNonNull(launcher, "launcher");
        EngineSupervisor supervisor = new EngineSupervisor(config, launcher);
        supervisor.start();
        return supervisor;
    }
}
