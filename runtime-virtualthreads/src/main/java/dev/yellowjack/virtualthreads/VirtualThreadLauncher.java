package dev.yellowjack.virtualthreads;

import dev.yellowjack.spi.Launch;
import dev.yellowjack.spi.LaunchTask;
import dev.yellowjack.spi.Launcher;

/** A new virtual thread for everything. */
final class VirtualThreadLauncher implements Launcher {
    @Override
    public Launch launch(LaunchTask task) {
        Thread.ofVirtual().name(task.name()).start(task);
        return Launch.CERTAIN;
    }

    @Override
    public boolean isPrompt() {
        return true;
    }

    @Override
    public Thread helper(String name, Runnable work) {
        return Thread.ofVirtual().name(name).unstarted(work);
    }
}
