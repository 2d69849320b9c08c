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
    private @Nullable Thread waiter;

    /** Those that wait beside that one: a body has one thread, as a rule. */
    private List<Thread> moreWaiters = List.of();

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
     * <p>Here wait all the bodies, and the first stop may come when a million of them have. A branch that comes after the
     * wait has never been taken by then; the JVM's compiler leaves such a branch out, and each of the million would fall
     * back to the interpreter, which takes some ten microseconds. So after the wait there is no branch, but a call.
     */
    void await() throws InterruptedException {
        Thread self = Thread.currentThread();
        addWaiter(self);
        if (!isOver()) {
            LockSupport.park(this);
        }
        seeWhetherItIsOver(self);
    }

    private void seeWhetherItIsOver(Thread self) throws InterruptedException {
        while (!isOver()) {
            LockSupport.park(this);
        }
        removeWaiter(self);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Waits for the signal until a deadline, in nanoseconds of the clock. Returns whether it was given. */
    boolean await(SupervisorClock clock, long deadline) throws InterruptedException {
        Thread self = Thread.currentThread();
        addWaiter(self);
        try {
            while (!isOver() && deadline - clock.nanoTime() > 0) {
                clock.parkUntil(deadline);
            }
        } finally {
            removeWaiter(self);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return isGiven();
    }

    private boolean isOver() {
        return isGiven() || Thread.currentThread().isInterrupted();
    }

    private synchronized void addWaiter(Thread thread) {
        if (waiter == null) {
            waiter = thread;
            return;
        }
        if (moreWaiters.isEmpty()) {
            moreWaiters = new ArrayList<>(1);
        }
        moreWaiters.add(thread);
    }

    private synchronized void removeWaiter(Thread thread) {
        if (waiter == thread) {
            waiter = null;
        } else {
            moreWaiters.remove(thread);
        }
    }

    private void wakeWaiters() {
        LockSupport.unpark(waiter);
        moreWaiters.forEach(LockSupport::unpark);
    }
}
