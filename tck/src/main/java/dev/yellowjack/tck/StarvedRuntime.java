package dev.yellowjack.tck;

import dev.yellowjack.runtime.SupervisorRuntime;
import java.util.Objects;

/**
 * A runtime whose bodies get no thread until it is told to feed them, so that the kit can look at a child that is
 * STARTING. Such as one on an executor that only queues what it is given.
 *
 * @param runtime launches nothing yet, and refuses nothing: a launch waits
 * @param feed gives a thread to each launch that waits, and at once to each that comes later
 */
public record StarvedRuntime(SupervisorRuntime runtime, Runnable feed) {
    /**
     * Checks the parts.
     *
     * @throws NullPointerException if a part is null
     */
    public StarvedRuntime {
        Objects.requireNonNull(runtime, "runtime");
        Objects.requireNonNull(feed, "feed");
    }
}
