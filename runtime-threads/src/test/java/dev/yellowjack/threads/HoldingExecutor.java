package dev.yellowjack.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Holds what it is given until it is told to run it. */
final class HoldingExecutor extends AbstractExecutorService {
    private final List<Runnable> held = new ArrayList<>();
    private boolean fed;
    private boolean shutDown;

    @Override
    public synchronized void execute(Runnable work) {
        if (fed) {
            run(work);
        } else {
            held.add(work);
        }
    }

    synchronized void feed() {
        fed = true;
        held.forEach(HoldingExecutor::run);
        held.clear();
    }

    synchronized int waiting() {
        return held.size();
    }

    private static void run(Runnable work) {
        Thread thread = new Thread(work, "held");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void shutdown() {
        shutDown = true;
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        shutDown = true;
        List<Runnable> never = new ArrayList<>(held);
        held.clear();
        return never;
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutDown;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shutDown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }
}
