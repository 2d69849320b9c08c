package dev.yellowjack.virtualthreads;

import dev.yellowjack.spi.Launch;
import dev.yellowjack.spi.LaunchTask;
import dev.yellowjack.spi.Launcher;

/** A new virtual thread for everything. */
final class VirtualThreadLauncher implements Launcher {
    @Override
    public Launch launch(LaunchTask task) {
        thread(task.name(), task).start();
        return Launch.CERTAIN;
    }

    @Override
    public boolean isPrompt() {
        return true;
    }

    @Override
    public Thread helper(String name, Runnable work) {
        return thread(name, work);
    }

    /**
     * The control loop has the thread-locals of whoever started the supervisor, a copy of which is nothing to a child: what
     * a body is to have around it, it has from where the child was added. Only the class loader it has from here.
     */
    private static Thread thread(String name, Runnable work) {
        Thread thread = Thread.ofVirtual()
                .inheritInheritableThreadLocals(false)
                .name(name)
                .unstarted(work);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        return thread;
    }
}
