package dev.yellowjack.spi;

/**
 * Puts bodies on threads. This is all that a thin runtime has to bring; the {@link Engine} does the rest.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface Launcher {
    /**
     * Runs a task once, now or later, on a thread that runs nothing else until the task has returned: not the calling
     * thread, and not one of another task that has not returned (§1.3). The task throws nothing. It may be interrupted
     * while it runs, and clears its thread's interrupt flag before it returns, so the thread may be used again.
     *
     * <p>One supervisor calls it on one thread at a time; several may call it at once. It may block where {@link #isPrompt} is false: then later
     * launches wait for it, and nothing else does.
     *
     * @param task what to run
     * @return a handle on the launch; {@link Launch#CERTAIN} where nothing can come between
     * @throws RuntimeException if the task cannot be run: a crash of its child (§1.4); an Error likewise
     */
    Launch launch(LaunchTask task);

    /**
     * Whether {@link #launch} and starting a {@link #helper} never block and take some microseconds only. The engine
     * then does both on whichever of its threads wants it, mostly the control loop; else it keeps a thread of its own for
     * each of the two.
     */
    default boolean isPrompt() {
        return false;
    }

    /**
     * Makes a thread for something short that belongs to a child: running its stop callbacks, interrupting it. Such
     * threads are not taken from a bounded pool: the bodies in that pool may be waiting for just this one. May be called by
     * several threads at once.
     *
     * @param name of the thread
     * @param work what it runs
     * @return a thread that is not started; a daemon
     */
    default Thread helper(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
