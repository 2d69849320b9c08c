package dev.yellowjack.examples.custom;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Threads for all that is not a body and may take its time: each is a daemon, made for one errand.
 *
 * <p>Thread-safe. Not to be called under the monitor, because to start a thread takes its time.
 */
class Errands {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Monitor monitor;
    private final Alarms alarms;
    private final Set<Thread> underWay = ConcurrentHashMap.newKeySet();

    Errands(Monitor monitor, Alarms alarms) {
        this.monitor = monitor;
        this.alarms = alarms;
    }

    /** Runs something on a thread that is waited for at the end. */
    void run(String name, Runnable work) {
        Thread thread = new Thread(() -> onCallingThread(work), name);
        underWay.add(thread);
        start(thread, () -> run(name, work));
    }

    /** Runs something on a thread that nobody waits for, because it may wait for the supervisor to close. */
    void lend(String name, Runnable work) {
        start(new Thread(work, name), () -> lend(name, work));
    }

    /** Does something on the calling thread, which is waited for at the end. */
    void onCallingThread(Runnable work) {
        underWay.add(Thread.currentThread());
        try {
            work.run();
        } finally {
            underWay.remove(Thread.currentThread());
        }
    }

    private void start(Thread thread, Runnable again) {
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError noThreadToBeHad) { // Stops, too, have errands: so it is tried until there is one.
            underWay.remove(thread);
            monitor.decide(() -> alarms.after(PAUSE, () -> monitor.afterwards(again)));
        }
    }

    /** Waits for the errands to be done, except on some threads; not for ever, since one may be blocked (§5.1). */
    void awaitEnd(Set<Thread> exceptions, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : underWay) {
            if (!exceptions.contains(thread)) {
                TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
            }
        }
    }
}
