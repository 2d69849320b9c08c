package dev.yellowjack.threads;

import dev.yellowjack.spi.Launch;
import dev.yellowjack.spi.LaunchTask;
import dev.yellowjack.spi.Launcher;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Runs bodies on the threads of a user's executor, and notices when the executor drops one. */
record ExecutorLauncher(ExecutorService executor) implements Launcher {

    @Override
    public Launch launch(LaunchTask task) {
        Handover handover = new Handover(task);
        Waiting waiting = new Waiting(executor, handover);
        executor.execute(handover);
        return waiting;
    }

    /** What the executor holds. Nobody else does: when it is collected without having run, the executor has dropped it. */
    private static final class Handover implements Runnable {
        private final LaunchTask task;

        Handover(LaunchTask task) {
            this.task = task;
        }

        @Override
        public void run() {
            String name = Thread.currentThread().getName();
            Thread.currentThread().setName(task.name());
            try {
                task.run();
            } finally {
                Thread.currentThread().setName(name);
                Reference.reachabilityFence(this); // Not to be taken for dropped before the task has begun.
            }
        }
    }

    private static final class Waiting implements Launch {
        private final ExecutorService executor;
        private final WeakReference<Handover> handover;

        Waiting(ExecutorService executor, Handover handover) {
            this.executor = executor;
            this.handover = new WeakReference<>(handover);
        }

        @Override
        public boolean isLost() {
            // A policy that discards tells nobody, and shutdownNow hands the tasks to whoever called it.
            return handover.refersTo(null) || executor.isTerminated();
        }

        @Override
        public void cancel() {
            @Nullable Handover waiting = handover.get();
            if (waiting != null && executor instanceof ThreadPoolExecutor pool) {
                pool.remove(waiting); // A bounded queue has better uses for the place.
            }
        }
    }
}
