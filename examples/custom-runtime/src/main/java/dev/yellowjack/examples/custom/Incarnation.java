package dev.yellowjack.examples.custom;

import dev.yellowjack.ChildContext;
import dev.yellowjack.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One launch of a body: its threads, its callbacks, and the context that it is given. What is to be done with it is
 * decided by the {@link Lifecycle}, which hears what becomes of it.
 */
class Incarnation implements ChildContext {
    final Member member;
    final int number;
    final Lifecycle lifecycle;
    final Core core;

    private final Set<Thread> waiters = ConcurrentHashMap.newKeySet();
    private volatile boolean isStopRequested;
    private volatile @Nullable Thread launched;

    // Guarded by the monitor, from here on.
    private List<Runnable> callbacks = new ArrayList<>();
    private boolean hasCallbacksLeft;
    private boolean hasBody = true;
    private boolean isInterrupted;
    private @Nullable Thread bodyThread;
    private @Nullable Thread callbackThread;
    private @Nullable Throwable thrown;
    private long began;
    private long ended;

    Incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
        this.member = member;
        this.number = number;
        this.lifecycle = lifecycle;
        this.core = core;
    }

    String name() {
        return id() + "#" + number;
    }

    /** Whether it is the latest of its child, and has not ended. */
    boolean isCurrent() {
        return member.incarnation == this;
    }

    // Under the monitor: what has been decided, and what has been heard

    void begin() {
        bodyThread = Thread.currentThread();
        began = core.alarms().now();
    }

    /** Returns the callbacks, which are then to be run. */
    List<Runnable> requestStop() {
        List<Runnable> registered = callbacks;
        callbacks = List.of();
        hasCallbacksLeft = !registered.isEmpty();
        giveSignal();
        return registered;
    }

    /** Returns the threads that run now. Those that come later are interrupted when they come. */
    List<Thread> markInterrupted() {
        isInterrupted = true;
        return threads();
    }

    void endBody(@Nullable Throwable problem) {
        hasBody = false;
        bodyThread = null;
        thrown = problem;
        ended = core.alarms().now();
        giveSignal(); // No callback runs now (§2.1), but whoever has kept the context gets an answer.
        endIfAll();
    }

    private void beginCallbacks() {
        callbackThread = Thread.currentThread();
        if (isInterrupted) {
            Thread.currentThread().interrupt(); // §2.3: the grace was over before this thread was there.
        }
    }

    void endCallbacks() {
        hasCallbacksLeft = false;
        callbackThread = null;
        endIfAll();
    }

    private void endIfAll() {
        if (!hasBody && !hasCallbacksLeft) {
            lifecycle.onEnd(this);
        }
    }

    void giveSignal() {
        isStopRequested = true;
        waiters.forEach(LockSupport::unpark);
    }

    /** Whether its thread has come and gone, and the body has not begun. */
    boolean isLost() {
        Thread thread = launched;
        return thread != null && thread.getState() == Thread.State.TERMINATED;
    }

    /** What the body threw; null if it returned. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    /** How long the body ran. */
    Duration ran() {
        return Duration.ofNanos(ended - began);
    }

    /** Those that keep it from ending, the body's first. */
    List<Thread> threads() {
        return Stream.of(bodyThread, callbackThread).filter(Objects::nonNull).toList();
    }

    // Not under the monitor: what is done about it

    /** Gives the body a thread. */
    void start() {
        try {
            Thread thread = core.bodies().newThread(this::run);
            if (thread == null) {
                throw new RejectedExecutionException("there is no thread for " + name());
            }
            thread.setName(name());
            thread.setDaemon(true);
            launched = thread;
            thread.start();
        } catch (Throwable cannot) { // §1.4
            core.monitor().decide(() -> lifecycle.onLaunchFailed(this, cannot));
        }
    }

    /** What the body's thread does. */
    void run() {
        core.errands().onCallingThread(() -> {
            if (core.monitor().answer(() -> lifecycle.onBegun(this))) {
                core.mark().wear(this::runBody);
            }
        });
    }

    void runBody() {
        Throwable problem = null;
        try {
            member.context.run(member.child.body(), this);
        } catch (Throwable any) { // §3.1: Errors included
            problem = any;
        }
        Throwable result = problem;
        core.monitor().decide(() -> endBody(result));
    }

    /** Runs the callbacks of a stop on a thread of theirs. */
    void startCallbacks(List<Runnable> registered) {
        core.errands().run(name() + " stop", () -> core.mark().wear(() -> runCallbacks(registered)));
    }

    void runCallbacks(List<Runnable> registered) {
        core.monitor().decide(this::beginCallbacks);
        registered.forEach(this::runCallback);
        core.monitor().decide(this::endCallbacks);
    }

    void runCallback(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable thrownByIt) {
            core.monitor().decide(() -> lifecycle.report(Report.Kind.CALLBACK_THREW, this, thrownByIt));
        }
    }

    /** Interrupts the body, and the callbacks: on a thread of its own, since what is interrupted may have a say. */
    void interrupt(List<Thread> threads) {
        core.errands().run(name() + " interrupt", () -> threads.forEach(Thread::interrupt));
    }

    // Not under the monitor: what the body is given

    @Override
    public String id() {
        return member.id();
    }

    @Override
    public int incarnation() {
        return number;
    }

    @Override
    public boolean stopRequested() {
        return isStopRequested;
    }

    @Override
    public void awaitStop() throws InterruptedException {
        while (!awaitStop(Duration.ofDays(1))) {
            // That day is over.
        }
    }

    @Override
    public boolean awaitStop(Duration timeout) throws InterruptedException {
        long deadline = core.alarms().now() + Alarms.nanos(timeout);
        waiters.add(Thread.currentThread());
        try {
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                } else if (isStopRequested) {
                    return true;
                } else if (deadline - core.alarms().now() <= 0) {
                    return false;
                }
                core.config().clock().parkUntil(deadline);
            }
        } finally {
            waiters.remove(Thread.currentThread());
        }
    }

    @Override
    public void onStop(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        if (!core.monitor().answer(() -> register(callback))) {
            core.mark().wear(() -> runCallback(callback)); // §2.1: late, so at once and here
        }
    }

    boolean register(Runnable callback) {
        return !isStopRequested && callbacks.add(callback);
    }

    @Override
    public void fail(Throwable cause) {
        Objects.requireNonNull(cause, "cause");
        core.monitor().decide(() -> lifecycle.onFailed(this, cause));
    }
}
