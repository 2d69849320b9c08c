package dev.yellowjack.spi;

import dev.yellowjack.Child;
import dev.yellowjack.ChildContext;
import dev.yellowjack.Report;
import dev.yellowjack.runtime.SupervisorClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One run of a body: what the launcher runs, what the body sees of it, and what the loop can do to it.
 *
 * <p>Whether it begins is decided once, by its token (§1.6): either the body's thread takes it and begins, or the loop
 * takes it and the body never runs, or the launch has failed. It has ended when its body and its callbacks have.
 */
final class Incarnation implements ChildContext, LaunchTask {
    private static final int WAITING = 0;
    private static final int BEGUN = 1;
    private static final int NEVER = 2;

    /** Where an incarnation tells what becomes of it. Called on any thread; does not block. */
    interface Fate {
        void begun(Incarnation incarnation);

        void ended(Incarnation incarnation, @Nullable Throwable thrown);

        void launchFailed(Incarnation incarnation, Throwable cause);

        void failed(Incarnation incarnation, Throwable cause);

        void told(Incarnation incarnation, Report.Kind kind, Throwable problem);
    }

    private final ChildCell cell;
    private final Child child;
    private final int number;
    private final SupervisorClock clock;
    private final Inside inside;
    private final Fate fate;

    /** Taken once. Its monitor guards the threads, so that an interrupt reaches none that has gone on (§2.7). */
    private final AtomicInteger token = new AtomicInteger(WAITING);

    private @Nullable Thread bodyThread; // guarded by token
    private @Nullable Thread callbackThread; // guarded by token

    /** Who is launching it: that thread must not run it. Read by another thread it is some other thread, which is true. */
    @Nullable
    Thread launcher;

    /** How it waits for a thread; null until the launcher has said. */
    volatile @Nullable Launch launch;

    private volatile boolean stopRequested;
    private boolean callbacksRunning; // guarded by this, as all below
    private boolean bodyEnded;
    private @Nullable Throwable thrown;
    private List<Runnable> callbacks = List.of();
    private List<Thread> waiters = List.of();

    Incarnation(ChildCell cell, int number, SupervisorClock clock, Inside inside, Fate fate) {
        this.cell = cell;
        child = cell.spec;
        this.number = number;
        this.clock = clock;
        this.inside = inside;
        this.fate = fate;
    }

    /** Whose incarnation it is: for the loop, which alone may look into it. */
    ChildCell cell() {
        return cell;
    }

    @Override
    public String id() {
        return child.id();
    }

    @Override
    public int incarnation() {
        return number;
    }

    @Override
    public String name() {
        return child.id() + "#" + number;
    }

    // Beginning and ending

    @Override
    public void run() {
        if (Thread.currentThread() == launcher) {
            refused(new RejectedExecutionException("the executor ran the body of " + name()
                    + " on the thread that handed it over, which has others to serve (§1.3); take one that runs each"
                    + " task on a thread of its own, without a caller-runs policy"));
        } else if (Inside.current() != null) {
            refused(new RejectedExecutionException("the executor ran the body of " + name()
                    + " on a thread that another body is running on (§1.3); take one that does not nest tasks"));
        } else if (token.compareAndSet(WAITING, BEGUN)) {
            synchronized (token) {
                bodyThread = Thread.currentThread();
            }
            fate.begun(this);
            inside.run(this::runBody);
        }
    }

    private void runBody() {
        Throwable failure = null;
        try {
            child.body().run(this);
        } catch (Throwable any) { // §3.1: anything, Errors included
            failure = any;
        }
        synchronized (token) {
            bodyThread = null;
            Thread.interrupted(); // §2.7: the thread may be another's next
        }
        boolean last;
        synchronized (this) {
            bodyEnded = true;
            thrown = failure;
            last = !callbacksRunning;
            waiters.forEach(LockSupport::unpark); // threads that the body has left behind
        }
        if (last) {
            fate.ended(this, failure);
        }
    }

    @Override
    public void refused(Throwable cause) {
        if (token.compareAndSet(WAITING, NEVER)) {
            fate.launchFailed(this, cause);
        }
    }

    /** Sees to it that the body never begins (§1.6). Returns whether that came in time. */
    boolean callOff() {
        return token.compareAndSet(WAITING, NEVER) || wasCalledOff();
    }

    boolean isWaiting() {
        return token.get() == WAITING;
    }

    boolean wasCalledOff() {
        return token.get() == NEVER;
    }

    // Stopping: what the loop and its hands do

    /** Asks the body to stop. Returns whether there are callbacks, which are then to be run once (§2.1). */
    synchronized boolean requestStop() {
        stopRequested = true;
        waiters.forEach(LockSupport::unpark);
        callbacksRunning = !callbacks.isEmpty() && !bodyEnded;
        return callbacksRunning;
    }

    /** Runs the callbacks, on a thread of theirs. */
    void runCallbacks() {
        synchronized (token) {
            callbackThread = Thread.currentThread();
        }
        List<Runnable> all;
        synchronized (this) {
            all = callbacks; // A later registration runs on its own: nothing is added from now on.
        }
        inside.run(() -> all.forEach(this::runCallback));
        synchronized (token) {
            callbackThread = null;
            Thread.interrupted();
        }
        callbacksEnded();
    }

    /** The callbacks have run, or never will for want of a thread. */
    void callbacksEnded() {
        boolean last;
        synchronized (this) {
            callbacksRunning = false;
            last = bodyEnded;
        }
        if (last) {
            fate.ended(this, thrown);
        }
    }

    private void runCallback(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable any) {
            fate.told(this, Report.Kind.CALLBACK_THREW, any);
        }
    }

    /** Interrupts the body and its callbacks, if they still run. May block: what is interrupted may have a say. */
    void interrupt() {
        synchronized (token) {
            if (bodyThread != null) {
                bodyThread.interrupt();
            }
            if (callbackThread != null) {
                callbackThread.interrupt();
            }
        }
    }

    /** A throwable with the stack of the thread that keeps this incarnation from ending. May block for a while. */
    Throwable overdue(Duration sinceAsked) {
        Thread thread;
        synchronized (token) {
            thread = bodyThread != null ? bodyThread : callbackThread;
        }
        Throwable overdue = new Overdue(name() + " still runs " + sinceAsked.toMillis()
                + " ms after it was asked to stop, and did not heed an interrupt; this is the stack of its thread"
                + (thread == null ? "" : " '" + thread.getName() + "'"));
        overdue.setStackTrace(thread == null ? new StackTraceElement[0] : thread.getStackTrace());
        return overdue;
    }

    /** Has the stack of another thread than the one that made it. */
    private static final class Overdue extends Exception {
        private static final long serialVersionUID = 1;

        Overdue(String message) {
            super(message);
        }
    }

    // The context: what the body does

    @Override
    public boolean stopRequested() {
        return stopRequested || hasEnded();
    }

    private synchronized boolean hasEnded() {
        return bodyEnded;
    }

    @Override
    public void awaitStop() throws InterruptedException {
        awaitStop(() -> {
            LockSupport.park(this);
            return true;
        });
    }

    @Override
    public boolean awaitStop(Duration timeout) throws InterruptedException {
        long deadline = clock.nanoTime() + Nanos.of(timeout);
        return awaitStop(() -> {
            if (deadline - clock.nanoTime() <= 0) {
                return false;
            }
            clock.parkUntil(deadline);
            return true;
        });
    }

    /** One turn of waiting; it may return early, and says whether there is time left. */
    private interface Pause {
        boolean pause();
    }

    private boolean awaitStop(Pause pause) throws InterruptedException {
        Thread self = Thread.currentThread();
        addWaiter(self);
        try {
            boolean timeLeft = true;
            while (timeLeft) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (stopRequested()) {
                    return true;
                }
                timeLeft = pause.pause();
            }
            return stopRequested();
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

    @Override
    public void onStop(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        synchronized (this) {
            if (!stopRequested && !bodyEnded) {
                if (callbacks.isEmpty()) {
                    callbacks = new ArrayList<>(1);
                }
                callbacks.add(callback);
                return;
            }
        }
        runCallback(callback); // §2.1: late, so at once
    }

    @Override
    public void fail(Throwable cause) {
        fate.failed(this, Objects.requireNonNull(cause, "cause"));
    }

    @Override
    public String toString() {
        return name();
    }
}
