package dev.yellowjack.virtualthreads;

import dev.yellowjack.Supervisor;
import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.runtime.SupervisorRuntime;
import dev.yellowjack.spi.Engine;

/**
 * Runs each incarnation on a new virtual thread, named after the child and the incarnation: {@code orders#3}.
 *
 * <p>Its name is {@code virtualthreads}. It needs Java 21. Thread-safe.
 */
public final class VirtualThreadsRuntime implements SupervisorRuntime {
    // This class alone of its module is compiled for Java 17, so that there it can say what it needs.
    private static final int FIRST_JAVA = 21;

    /** Makes the runtime, on any Java; it is {@link #create} that needs Java 21. */
    public VirtualThreadsRuntime() {}

    @Override
    public String name() {
        return "virtualthreads";
    }

    /**
     * Makes a supervisor and starts it.
     *
     * @throws IllegalStateException on a Java before 21
     */
    @Override
    public Supervisor create(SupervisorConfig config) {
        if (Runtime.version().feature() < FIRST_JAVA) {
            throw new IllegalStateException("the runtime 'virtualthreads' needs Java " + FIRST_JAVA
                    + ", and this is Java " + Runtime.version().feature() + "; run on Java " + FIRST_JAVA
                    + " or newer, or take dev.yellowjack:yellowjack-runtime-threads instead");
        }
        return Engine.start(config, new VirtualThreadLauncher());
    }
}
