package dev.yellowjack.threads;

import dev.yellowjack.Supervisor;
import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.runtime.SupervisorRuntime;
import dev.yellowjack.spi.Engine;
import dev.yellowjack.spi.Launch;
import dev.yellowjack.spi.LaunchTask;
import dev.yellowjack.spi.Launcher;
import java.util.Objects;
import java.util.concurrent.ExecutorService;

/**
 * Runs children on platform threads: a new one for each incarnation, or one of an {@link ExecutorService}'s.
 *
 * <p>Its name is {@code threads}. Thread-safe.
 */
public final class ThreadsRuntime implements SupervisorRuntime {
    private final Launcher launcher;

    /** Runs each incarnation on a new daemon thread, named after the child and the incarnation: {@code orders#3}. */
    public ThreadsRuntime() {
        this(ThreadsRuntime::launchOnNewThread);
    }

    private ThreadsRuntime(Launcher launcher) {
        this.launcher = launcher;
    }

    /**
     * Runs each incarnation on a thread of an executor, which may be bounded: a child that waits for a thread is
     * STARTING, delays nobody, and can be stopped before it began (§1.6). A task that the executor rejects, or drops
     * without a word, is a crash of its child (§1.4); so is one that it runs on the thread that hands it over.
     *
     * @param executor never shut down by a supervisor (§5.1); children occupy its threads for as long as they run
     */
    public static ThreadsRuntime on(ExecutorService executor) {
        return new ThreadsRuntime(new ExecutorLauncher(Objects.requireNonNull(executor, "executor")));
    }

    private static Launch launchOnNewThread(LaunchTask task) {
        Thread thread = new Thread(task, task.name());
        thread.setDaemon(true);
        thread.start();
        return Launch.CERTAIN;
    }

    @Override
    public String name() {
        return "threads";
    }

    @Override
    public Supervisor create(SupervisorConfig config) {
        return Engine.start(config, launcher);
    }
}
