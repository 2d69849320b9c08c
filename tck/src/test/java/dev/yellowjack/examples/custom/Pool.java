package dev.yellowjack.examples.custom;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.Semaphore;

/**
 * A fixed number of daemon threads, of which the one that was idle last works first: so what one task leaves behind on
 * its thread, the next one finds.
 *
 * <p>Thread-safe.
 */
final class Pool {
    private final int size;
    private final boolean tidy;
    private final Deque<Worker> idle = new ArrayDeque<>(); // guarded by this, like the rest
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int workers;

    /**
     * @param size how many threads, at most
     * @param tidy whether a thread comes back with its interrupt flag cleared
     */
    Pool(int size, boolean tidy) {
        this.size = size;
        this.tidy = tidy;
    }

    synchronized void execute(Runnable task) {
        waiting.add(task);
        if (!idle.isEmpty()) {
            idle.pop().awake.release();
        } else if (workers < size) {
            workers++;
            new Worker().start();
        }
    }

    boolean owns(Thread thread) {
        return thread instanceof Worker worker && worker.pool() == this;
    }

    private final class Worker extends Thread {
        private final Semaphore awake = new Semaphore(0);

        Worker() {
            super("pooled");
            setDaemon(true);
        }

        Pool pool() {
            return Pool.this;
        }

        @Override
        public void run() {
            while (true) {
                next().run();
                if (tidy) {
                    boolean unused = Thread.interrupted();
                }
            }
        }

        private Runnable next() {
            while (true) {
                synchronized (Pool.this) {
                    Runnable task = waiting.poll();
                    if (task != null) {
                        return task;
                    }
                    idle.push(this);
                }
                awake.acquireUninterruptibly(); // Leaves the interrupt flag as it is.
            }
        }
    }
}
