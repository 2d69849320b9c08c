package dev.yellowjack.spi;

import dev.yellowjack.SupervisorListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listeners what happens, each on a thread of its own, behind the loop: {@link #publish} only puts it in a
 * queue (§6.2, §7.2). To wake a thread costs many times what a call does, so whoever waits is woken once for all that
 * the loop has to tell in a turn.
 *
 * <p>Thread-safe.
 */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    /** How many calls an outlet's thread takes from its queue at once, and is woken for even in the middle of a turn. */
    private static final int AT_ONCE = 256;

    private final List<Outlet> outlets = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final String threadName;
    private final Inside inside;
    private final Consumer<Runnable> later;
    private volatile boolean wakingIsDue;
    private volatile boolean closed;

    /**
     * Without listeners yet.
     *
     * @param later runs something when the loop has done what it is at
     */
    Listeners(String threadName, Inside inside, Consumer<Runnable> later) {
        this.threadName = threadName;
        this.inside = inside;
        this.later = later;
    }

    void add(SupervisorListener listener) {
        Outlet outlet = new Outlet(listener, threadName + "-" + numbers.incrementAndGet());
        outlets.add(outlet);
        outlet.open();
    }

    void remove(SupervisorListener listener) {
        outlets.stream()
                .filter(outlet -> outlet.listener == listener)
                .findFirst()
                .filter(outlets::remove)
                .ifPresent(Outlet::drop);
    }

    /** Hands a call to every listener. Does not block. */
    void publish(Consumer<SupervisorListener> call) {
        try {
            for (Outlet outlet : outlets) {
                outlet.put(call);
            }
        } finally {
            wakeLater(); // those that have got it, where there was no memory for the others
        }
    }

    private void wakeLater() {
        if (!wakingIsDue) {
            wakingIsDue = true;
            try {
                later.accept(this::wake);
            } catch (OutOfMemoryError full) {
                wake();
            }
        }
    }

    private void wake() {
        wakingIsDue = false; // First: what is published from here on may come too late for this time.
        outlets.forEach(Outlet::wake);
        outlets.forEach(Outlet::reopen);
    }

    /** Lets the threads go once they have delivered what waits; what comes after that gets a thread again. */
    void close() {
        closed = true;
        outlets.forEach(Outlet::wake);
    }

    /** Waits for the threads to have delivered everything, but not for ever: a listener may be blocked (§5.1). */
    void awaitDelivered(long patienceNanos) throws InterruptedException {
        long deadline = System.nanoTime() + patienceNanos;
        for (Outlet outlet : outlets) {
            Thread thread = outlet.thread();
            if (thread != null) {
                TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
            }
        }
    }

    /** One listener, its queue and its thread. */
    private final class Outlet {
        private final SupervisorListener listener;
        private final String name;
        private final ArrayDeque<Consumer<SupervisorListener>> queue = new ArrayDeque<>(); // guarded by this, as below
        private long missed;
        private @Nullable Thread thread;
        private volatile boolean dropped;

        /** How many calls its thread has taken from the queue and not begun. Written by its thread alone. */
        private volatile int taken;

        Outlet(SupervisorListener listener, String name) {
            this.listener = listener;
            this.name = name;
        }

        /** Does nothing if it is open: what is published while a listener is added may have opened it (§7.2: one thread). */
        synchronized void open() {
            if (thread != null && thread.isAlive()) {
                return;
            }
            thread = new Thread(() -> inside.run(this::deliverAll), name);
            thread.setDaemon(true);
            thread.start();
        }

        synchronized @Nullable Thread thread() {
            return thread;
        }

        synchronized void put(Consumer<SupervisorListener> call) {
            if (dropped) {
                return;
            }
            if (queue.size() + taken >= SupervisorListener.BACKLOG) {
                missed++;
                return;
            }
            if (missed > 0) {
                long count = missed;
                missed = 0;
                queue.add(told -> told.onMissed(count));
            }
            queue.add(call);
            if (queue.size() == AT_ONCE) {
                notifyAll();
            }
        }

        synchronized void wake() {
            notifyAll();
        }

        /** After close it is shut: an overdue body has ended on its own thread, and this runs there. */
        synchronized void reopen() {
            try {
                if (!queue.isEmpty()) {
                    open();
                }
            } catch (OutOfMemoryError noThread) {
                complain(noThread); // It is tried again at the next call.
            }
        }

        synchronized void drop() {
            dropped = true;
            queue.clear();
            notifyAll();
        }

        private void deliverAll() {
            List<Consumer<SupervisorListener>> calls = new ArrayList<>(AT_ONCE);
            while (take(calls)) {
                for (int i = 0; i < calls.size() && !dropped; i++) {
                    taken = calls.size() - i - 1;
                    deliver(calls.get(i));
                }
                calls.clear();
            }
        }

        private void deliver(Consumer<SupervisorListener> call) {
            try {
                call.accept(listener);
            } catch (Throwable thrown) { // §6.1
                complain(thrown);
            }
        }

        private void complain(Throwable thrown) {
            try {
                LOG.warn("listener {} failed; it is called again next time", listener, thrown);
            } catch (Throwable logThrew) {
                // There is nobody left to tell, and the next call is due.
            }
        }

        /** Waits for calls, and takes some. Returns false when there are to be no more for now, and the thread is to end. */
        private synchronized boolean take(List<Consumer<SupervisorListener>> calls) {
            while (queue.isEmpty() && missed == 0 && !closed && !dropped) {
                try {
                    wait();
                } catch (InterruptedException byTheListener) {
                    // The flag is cleared now, and this thread ends by other means.
                }
            }
            if (queue.isEmpty() && missed > 0) {
                long count = missed;
                missed = 0;
                calls.add(told -> told.onMissed(count));
            }
            while (!queue.isEmpty() && calls.size() < AT_ONCE) {
                calls.add(queue.remove());
            }
            taken = calls.size();
            if (calls.isEmpty()) {
                thread = null;
            }
            return !calls.isEmpty();
        }
    }
}
