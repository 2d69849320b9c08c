package dev.yellowjack.spi;

import dev.yellowjack.ChildContext;
import dev.yellowjack.Report;
import dev.yellowjack.RestartPolicy;
import dev.yellowjack.runtime.SupervisorClock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Where an incarnation tells what becomes of it. Called on any thread; blocks only while the heap is full. */
    interface Fate {
        void begun(Incarnation incarnation);

        void ended(Incarnation incarnation, @Nullable Throwable thrown);

        void launchFailed(Incarnation incarnation, Throwable cause);

        void failed(Incarnation incarnation, Throwable cause);

        void told(Incarnation incarnation, Report.Kind kind, Throwable problem);
    }

    /**
     * What all incarnations of a supervisor have in common.
     *
     * @param clock the supervisor's
     * @param inside marks the threads of bodies and callbacks
     * @param fate hears what becomes of them
     */
    record Setting(SupervisorClock clock, Inside inside, Fate fate) {}

    private final Setting setting;

    /** Whose it is. What is not final in there is the loop's. */
    private final ChildCell cell;

    private final int number;
    private final StopSignal stop = new StopSignal();

    /** Taken once. Its monitor guards the threads, so that an interrupt reaches none that has gone on (§2.7). */
    private final AtomicInteger token = new AtomicInteger(WAITING);

    private volatile @Nullable Thread bodyThread; // written under token
    private volatile @Nullable Thread callbackThread; // written under token
    private boolean interrupted; // guarded by token

    /** How long it is to run for its crashes to be forgotten; for ever where there are no restarts anyway (§8.2). */
    private final long window;

    /** By the clock's nanoseconds. Written by the body's thread; read when it has said that it begins. */
    private long began;

    /** How it waits for a thread; null until the launcher has said. */
    private volatile @Nullable Launch launch;

    private volatile @Nullable Throwable thrown;

    /** The next one of a child, which has counted it. On the loop. */
    Incarnation(ChildCell cell, Setting setting) {
        this.setting = setting;
        this.cell = cell;
        number = cell.incarnations;
        RestartPolicy policy = cell.spec.restartPolicy();
        window = policy.limit() == 0 ? Long.MAX_VALUE : Nanos.of(policy.window());
    }

    @Override
    public String id() {
        return cell.spec.id();
    }

    @Override
    public int incarnation() {
        return number;
    }

    @Override
    public String name() {
        return id() + "#" + number;
    }

    /** The child, if this is its latest that has not ended; else null (§5.4). On the loop. */
    @Nullable
    ChildCell cellIfLatest() {
        return cell.incarnation == this ? cell : null;
    }

    // Beginning and ending

    @Override
    public void run() {
        if (!hasItsOwnThread()) {
            return;
        }
        if (begin()) {
            began = setting.clock.nanoTime();
            setting.fate.begun(this);
            try {
                setting.inside.enter();
                cell.context.run(cell.spec.body(), this);
            } catch (Throwable any) { // §3.1: anything, Errors included; or there was not even memory for the mark
                thrown = any;
            }
            Inside.leave();
            end();
        }
    }

    /** Else it is refused. */
    private boolean hasItsOwnThread() {
        try {
            if (Inside.current() == null) {
                return true;
            }
            refused(new RejectedExecutionException("the executor ran the body of " + name()
                    + " on a thread that is not its own (§1.3): the one that hands bodies over, or another body's; take"
                    + " one that runs each task on a thread of its own, without a caller-runs policy"));
        } catch (OutOfMemoryError full) { // A thread-local takes some, even to be looked at.
            refused(full);
        }
        return false;
    }

    private boolean begin() {
        synchronized (token) {
            boolean first = token.compareAndSet(WAITING, BEGUN);
            if (first) {
                Thread.interrupted(); // §2.7: meant for whatever ran here before
                bodyThread = Thread.currentThread();
            }
            return first;
        }
    }

    private void end() {
        synchronized (token) {
            bodyThread = null;
            Thread.interrupted(); // §2.7: the thread may be another's next
        }
        if (stop.endBody()) {
            setting.fate.ended(this, thrown);
        }
    }

    /** When the body began, by the clock's nanoseconds. To be asked when it has said so. */
    long began() {
        return began;
    }

    /** Whether it has run for the whole window of its restart policy (§8.2). To be asked when it has ended. */
    boolean hasOutlastedWindow() {
        return window != Long.MAX_VALUE && setting.clock.nanoTime() - began >= window;
    }

    // Waiting for a thread: what the loop and its hands do

    @Override
    public void refused(Throwable cause) {
        if (token.compareAndSet(WAITING, NEVER)) {
            setting.fate.launchFailed(this, cause);
        }
    }

    /** Sees to it that the body never begins (§1.6). Returns whether that came in time. */
    boolean callOff() {
        return token.compareAndSet(WAITING, NEVER) || token.get() == NEVER;
    }

    boolean isWaiting() {
        return token.get() == WAITING;
    }

    /** The launcher has taken it. */
    void launched(Launch how) {
        launch = how;
        if (token.get() == NEVER) {
            how.cancel(); // Called off before the handle was there.
        }
    }

    /** Whether its launch can still be called off or lost; true, too, before the launcher has said. */
    boolean isUncertain() {
        return launch != Launch.CERTAIN;
    }

    /** Whether the launcher has dropped it without a word (§1.4). */
    boolean isLost() {
        Launch handle = launch;
        return handle != null && isWaiting() && handle.isLost();
    }

    /** Tells the launcher, where it has taken it, that it will not begin. */
    void cancel() {
        Launch handle = launch;
        if (handle != null) {
            handle.cancel();
        }
    }

    // Stopping: what the loop and its hands do

    /** Asks the body to stop. Returns whether there are callbacks, which are then to be run: true once at most (§2.1). */
    boolean requestStop() {
        return stop.request();
    }

    /** Runs the callbacks, on a thread of theirs. */
    void runCallbacks() {
        synchronized (token) {
            callbackThread = Thread.currentThread();
            if (interrupted) {
                callbackThread.interrupt(); // §2.3: the grace was over before this thread was there.
            }
        }
        setting.inside.run(() -> stop.callbacks().forEach(this::runCallback));
        synchronized (token) {
            callbackThread = null;
            Thread.interrupted();
        }
        callbacksEnded();
    }

    /** The callbacks have run, or never will for want of a thread. */
    void callbacksEnded() {
        if (stop.endCallbacks()) {
            setting.fate.ended(this, thrown);
        }
    }

    private void runCallback(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable any) {
            setting.fate.told(this, Report.Kind.CALLBACK_THREW, any);
        }
    }

    /** Interrupts the body and its callbacks, if they still run. May block: what is interrupted may have a say. */
    void interrupt() {
        synchronized (token) {
            interrupted = true;
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
        Thread body = bodyThread; // Without the monitor: an interrupt may be blocked, and hold it.
        Thread thread = body != null ? body : callbackThread;
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
        return stop.isGiven();
    }

    @Override
    public void awaitStop() throws InterruptedException {
        stop.await();
    }

    @Override
    public boolean awaitStop(Duration timeout) throws InterruptedException {
        return stop.await(setting.clock, setting.clock.nanoTime() + Nanos.of(timeout));
    }

    @Override
    public void onStop(Runnable callback) {
        if (!stop.register(Objects.requireNonNull(callback, "callback"))) {
            runCallback(callback); // §2.1: late, so at once
        }
    }

    @Override
    public void fail(Throwable cause) {
        setting.fate.failed(this, Objects.requireNonNull(cause, "cause"));
    }

    @Override
    public String toString() {
        return name();
    }
}
