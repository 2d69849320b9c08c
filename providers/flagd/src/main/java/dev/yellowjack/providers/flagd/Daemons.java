package dev.yellowjack.providers.flagd;

import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Threads that do not keep a JVM alive. */
final class Daemons {
    private Daemons() {}

    static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    static ScheduledThreadPoolExecutor scheduler(String name) {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, work -> thread(name, work));
        scheduler.setRemoveOnCancelPolicy(true);
        return scheduler;
    }
}
