package dev.yellowjack.examples.custom;

import dev.yellowjack.Supervisor;
import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.runtime.SupervisorRuntime;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/**
 * A runtime that is made of the rules alone: it shares no code with the engine.
 *
 * <p>Thread-safe.
 */
public class WholeRuntime implements SupervisorRuntime {
    private final ThreadFactory bodies;

    /** A runtime that gives each body a new thread. */
    public WholeRuntime() {
        this(Thread::new);
    }

    /**
     * A runtime that takes the threads for its bodies from elsewhere. They become daemons, and are named.
     *
     * @param bodies asked once for each incarnation; where it throws, or gives null or a thread that has been started,
     *     that is a failed launch (§1.4)
     */
    public WholeRuntime(ThreadFactory bodies) {
        this.bodies = Objects.requireNonNull(bodies, "bodies");
    }

    @Override
    public String name() {
        return "whole";
    }

    @Override
    public Supervisor create(SupervisorConfig config) {
        OneLockSupervisor supervisor = supervisor(config, bodies);
        supervisor.start();
        return supervisor;
    }

    OneLockSupervisor supervisor(SupervisorConfig config, ThreadFactory threads) {
        return new OneLockSupervisor(config, threads);
    }
}
