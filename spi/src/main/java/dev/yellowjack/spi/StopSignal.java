package dev.yellowjack.spi;

import dev.yellowjack.runtime.SupervisorClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Whether one incarnation is to stop: who waits to hear it, what is to run then, and whether all of it has ended.
 *
 * <p>An object of its own, so that nobody outside can hold its monitor: the control loop takes it.
 *
 * <p>Thread-safe.
 */
final class StopSignal {
    private volatile boolean requested;
    private volatile boolean bodyEnded;
    private boolean callbacksRunning; // guarded by this, as all below
    private List<Runnable> callbacks = List.of();
    private List<Thread> waiters = List.of();

    /** Whether a stop was requested, or the body has ended, after which nothing is worth waiting for. */
    boolean isGiven() {
        return requested || bodyEnded;
    }

    /** Requests the stop. Returns whether there are callbacks, which are then to be run: true once at most (§2.1). */
    synchronized boolean request() {
        if (requested) {
            return false;
        }
        requested = true;
        callbacksRunning = !callbacks.isEmpty() && !bodyEnded;
        wakeWaiters();
        return callbacksRunning;
    }

    /** Takes a callback, or says that it comes too late to be kept. */
    synchronized boolean register(Runnable callback) {
        if (isGiven()) {
            return false;
        }
        if (callbacks.isEmpty()) {
            callbacks = new ArrayList<>(1);
        }
        callbacks.add(callback);
        return true;
    }

    /** What is to be run when the stop is requested. After that, nothing is added. */
    synchronized List<Runnable> callbacks() {
        return callbacks;
    }

    /** The body has ended. Returns whether the callbacks have too, or never began. */
    synchronized boolean endBody() {
        bodyEnded = true;
        wakeWaiters(); // threads that the body has left behind
        return !callbacksRunning;
    }

    /** The callbacks have ended, or never will begin. Returns whether the body has ended too. */
    synchronized boolean endCallbacks() {
        callbacksRunning = false;
        return bodyEnded;
    }

    /**
     * Waits for the signal.
     *
     * @param deadline when to give up, in nanoseconds of the clock; null for never
     * @return whether it was given
     */
    boolean await(SupervisorClock clock, @Nullable Long deadline) throws InterruptedException {
        Thread self = Thread.currentThread();
        addWaiter(self);
        try {
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (isGiven()) {
                    return true;
                }
                if (deadline == null) {
                    LockSupport.park(this);
                } else if (deadline - clock.nanoTime() > 0) {
                    clock.parkUntil(deadline);
                } else {
                    return false;
                }
            }
        } finally {
            removeWaiter(self);
        }
    }

    private synchronized void addWaiter(Thread thread) {
        if (waiters.isEmpty()) {
            waiters = new ArrayList<>(1);
        }
        waiters.add(thread);
    }

    private synchronized void removeWaiter(Thread thread) {
        waiters.remove(thread);
    }

    private void wakeWaiters() {
        waiters.forEach(LockSupport::unpark);
    }
}
