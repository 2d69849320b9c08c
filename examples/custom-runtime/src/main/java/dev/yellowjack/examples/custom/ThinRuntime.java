package dev.yellowjack.examples.custom;

import dev.yellowjack.Supervisor;
import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.runtime.SupervisorRuntime;
import dev.yellowjack.spi.Engine;
import dev.yellowjack.spi.Launch;
import dev.yellowjack.spi.LaunchTask;

/**
 * Puts each body on a new thread, and leaves all else to the engine.
 *
 * <p>Immutable and thread-safe.
 */
public final class ThinRuntime implements SupervisorRuntime {
    @Override
    public String name() {
        return "thin";
    }

    @Override
    public Supervisor create(SupervisorConfig config) {
        return Engine.start(config, ThinRuntime::launch);
    }

    private static Launch launch(LaunchTask task) {
        Thread thread = new Thread(task, task.name());
        thread.setDaemon(true);
        thread.start();
        return Launch.CERTAIN;
    }
}
