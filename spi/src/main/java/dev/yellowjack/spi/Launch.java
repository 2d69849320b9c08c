package dev.yellowjack.spi;

/**
 * A handle on a task that was handed to a {@link Launcher} and may not have begun.
 *
 * <p>Called on the engine's threads; thread-safe.
 */
public interface Launch {
    /** A launch that cannot be lost any more, and need not be called off. */
    Launch CERTAIN = new Launch() {};

    /**
     * Whether the task has been dropped without a word, and will never run. Asked about once a second for as long as the
     * task has not begun; a true answer is a crash of the child (§1.4).
     */
    default boolean isLost() {
        return false;
    }

    /** The task has been called off before it began, and would do nothing: drop it where it waits (§1.6). May be called twice. */
    default void cancel() {}
}
