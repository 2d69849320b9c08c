package dev.yellowjack.spi;

/**
 * One incarnation to be run by a {@link Launcher}. {@link #run} runs it, does nothing if it was called off meanwhile, and
 * throws nothing.
 *
 * <p>Thread-safe.
 */
public interface LaunchTask extends Runnable {
    /** What to call the thread: the child's id and the number of the incarnation, such as {@code orders#3}. */
    String name();

    /**
     * Says that the task will not be run, where that shows only after {@link Launcher#launch} has returned: a crash of
     * the child (§1.4). Does nothing if the task has begun or was called off.
     *
     * @param cause why
     */
    void refused(Throwable cause);
}
