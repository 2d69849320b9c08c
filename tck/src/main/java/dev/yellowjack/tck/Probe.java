package dev.yellowjack.tck;

import dev.yellowjack.Child;
import dev.yellowjack.ChildBody;
import dev.yellowjack.ChildContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A body that does as a test tells it, and keeps a record of its incarnations.
 *
 * <p>Unless told otherwise it returns when a stop is requested. It learns of that from {@link
 * ChildContext#stopRequested()} alone, so that a runtime that gets callbacks wrong fails the tests of callbacks.
 */
final class Probe implements ChildBody {
    /** The grace of the child that a probe makes. */
    static final Duration GRACE = Duration.ofSeconds(20);

    /** The interrupt wait of the child that a probe makes. */
    static final Duration INTERRUPT_WAIT = Duration.ofSeconds(5);

    private final String id;
    private final List<Run> runs = new CopyOnWriteArrayList<>();
    private final AtomicInteger live = new AtomicInteger();
    private volatile boolean doubled;
    private volatile ChildBody opening = context -> {};
    private volatile ChildBody deed = context -> {};
    private volatile Temper temper = Temper.HEEDS_STOP;
    private volatile boolean released;

    Probe(String id) {
        this.id = id;
    }

    /** One incarnation. */
    static final class Run {
        private final ChildContext context;
        private final Thread thread = Thread.currentThread();
        private final boolean interruptedAtBegin = thread.isInterrupted();
        private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
        private final AtomicInteger interrupts = new AtomicInteger();
        private final AtomicInteger stopCalls = new AtomicInteger();
        private volatile boolean open;

        private Run(ChildContext context) {
            this.context = context;
        }

        ChildContext context() {
            return context;
        }

        Thread thread() {
            return thread;
        }

        /** Whether its thread came with its interrupt flag set. */
        boolean interruptedAtBegin() {
            return interruptedAtBegin;
        }

        /** Something to register for its stop, and to be counted by {@link #stopCalls}. */
        void onStop() {
            stopCalls.incrementAndGet();
        }

        /** How many times {@link #onStop} was called. */
        int stopCalls() {
            return stopCalls.get();
        }

        /** How many interrupts have reached it. */
        int interrupts() {
            return interrupts.get();
        }
    }

    /** What a test has a live body do; it says whether the body goes on afterwards. */
    private interface Order {
        boolean carryOut(ChildContext context) throws Exception;
    }

    /** Each incarnation begins with this, which is short; it counts as having begun afterwards. */
    Probe opening(ChildBody opening) {
        this.opening = opening;
        return this;
    }

    /** Each incarnation registers a callback that counts. */
    Probe countingStops() {
        return opening(context -> context.onStop(latest()::onStop));
    }

    /** Each incarnation does this once it has begun; it may take as long as it likes. */
    Probe doing(ChildBody deed) {
        this.deed = deed;
        return this;
    }

    /** It goes on when a stop is requested, and ends when it is interrupted after that. */
    Probe ignoringStop() {
        return temper(Temper.HEEDS_INTERRUPT);
    }

    /** It ends for nothing but the test. */
    Probe deaf() {
        return temper(Temper.DEAF);
    }

    /** From now on it listens like this; its live incarnation, too. */
    Probe temper(Temper changed) {
        temper = changed;
        return this;
    }

    void returns() {
        order(context -> false);
    }

    void throwing(Throwable problem) {
        order(context -> {
            throw Sneaky.raise(problem);
        });
    }

    /** Does something on the body's thread; what it throws, the body throws. */
    void does(ChildBody what) {
        order(context -> {
            what.run(context);
            return true;
        });
    }

    /** Does something on the body's thread, and returns. */
    void endsWith(ChildBody what) {
        order(context -> {
            what.run(context);
            return false;
        });
    }

    private void order(Order order) {
        latest().orders.add(order);
    }

    /** Ends the live incarnation and lets every later one end at once: for the end of a test. */
    void release() {
        released = true;
    }

    /** The child that this is the body of: on the flag of its id, with the grace and interrupt wait of this class. */
    Child child() {
        return on(id);
    }

    /** As {@link #child}, on another flag. */
    Child on(String flag) {
        return Child.named(id).flag(flag).runs(this).grace(GRACE).interruptWait(INTERRUPT_WAIT);
    }

    String id() {
        return id;
    }

    /** All incarnations whose body has begun, oldest first. */
    List<Run> runs() {
        return runs;
    }

    /** The incarnation that began last. */
    Run latest() {
        if (runs.isEmpty()) {
            throw new AssertionError("the body of '" + id + "' has never begun");
        }
        return runs.get(runs.size() - 1);
    }

    /** Whether its body has begun and not ended. */
    boolean isLive() {
        return live.get() > 0;
    }

    /** Whether its body is live and is through with its opening. */
    boolean hasBegun() {
        return isLive() && latest().open;
    }

    /** Whether it ever had two live incarnations (§1.2). */
    boolean doubled() {
        return doubled;
    }

    @Override
    public void run(ChildContext context) throws Exception {
        Run run = new Run(context);
        runs.add(run); // first, so that a live probe's latest run is the live one
        if (live.incrementAndGet() > 1) {
            doubled = true;
        }
        try {
            opening.run(context);
            run.open = true;
            deed.run(context);
            obey(run);
        } finally {
            live.decrementAndGet();
        }
    }

    private void obey(Run run) throws Exception {
        while (!released && !(temper == Temper.HEEDS_STOP && run.context.stopRequested())) {
            Order order;
            try {
                order = run.orders.poll(1, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupt) {
                run.interrupts.incrementAndGet();
                if (temper != Temper.DEAF && run.context.stopRequested()) {
                    return;
                }
                continue;
            }
            if (order != null && !order.carryOut(run.context)) {
                return;
            }
        }
    }
}
