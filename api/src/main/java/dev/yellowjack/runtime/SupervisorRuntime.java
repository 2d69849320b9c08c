package dev.yellowjack.runtime;

import dev.yellowjack.Supervisor;

/**
 * Makes supervisors: the seam between the API and what runs the children.
 *
 * <p>A runtime is found on the class path by {@link java.util.ServiceLoader}, or handed to {@link
 * dev.yellowjack.SupervisorBuilder#runtime(SupervisorRuntime)}. Whatever it is built of, its supervisors obey the rules
 * in {@code docs/RULES.md}; the TCK verifies that.
 *
 * <p>Implementations are thread-safe.
 */
public interface SupervisorRuntime {
    /** What a user calls it to choose it among several; lower case, without blanks, such as {@code threads}. */
    String name();

    /**
     * Makes a supervisor and starts it: its children are read from now on.
     *
     * @param config valid and complete
     * @throws IllegalStateException if this runtime cannot work here, with what to do about it
     */
    Supervisor create(SupervisorConfig config);
}
