package dev.yellowjack.spi;

import dev.yellowjack.runtime.SupervisorClock;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One mailbox, one thread, and the timers: whatever runs here runs alone.
 *
 * <p>It runs nothing but the engine's own code, and nothing that can take long (§6.2, §2.8). What throws goes to the
 * handler, and the loop goes on (§6.3).
 *
 * <p>When the loop has ended, its thread is gone; what is posted after that is run by the poster itself, alone all the
 * same. So the end of an overdue body is seen even when the supervisor has long been closed.
 */
final class ControlLoop {
    // A message is added before `parked` and `ended` are read, and both are written before the mailbox is looked at
    // for the last time: so either the loop sees the message, or the poster sees that it must act.
    private final ConcurrentLinkedQueue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final Timers timers = new Timers();
    private final SupervisorClock clock;
    private final String threadName;
    private final Consumer<Throwable> onError;
    private final Runnable afterwards;
    private final Object late = new Object();
    private @Nullable Thread thread; // written before `parked`, and read after it
    private volatile boolean parked;
    private volatile boolean ended;
    private boolean ending;
    private boolean runningLate; // guarded by late

    /**
     * Makes a loop that does nothing yet.
     *
     * @param afterwards run on the loop's thread when the loop has ended, before the thread does
     */
    ControlLoop(String threadName, SupervisorClock clock, Consumer<Throwable> onError, Runnable afterwards) {
        this.threadName = threadName;
        this.clock = clock;
        this.onError = onError;
        this.afterwards = afterwards;
    }

    void start() {
        Thread own = new Thread(this::run, threadName);
        own.setDaemon(true);
        own.start();
    }

    /** Runs a message on the loop, after those that were posted before. From any thread. */
    void post(Runnable message) {
        mailbox.add(message);
        if (parked) {
            LockSupport.unpark(thread);
        }
        if (ended) {
            runLate();
        }
    }

    /** The same, but for returning false where there is no memory for that. */
    boolean offer(Runnable message) {
        try {
            post(message);
            return true;
        } catch (OutOfMemoryError full) {
            return false;
        }
    }

    /** Whether all that was posted before has been done, and nothing else is being done. From any thread. */
    boolean isIdle() {
        return mailbox.isEmpty() && parked; // In this order: before it takes the last message, it is no longer parked.
    }

    /** Runs something on the loop when the clock has come so far. On the loop only. */
    Timers.Timer at(long deadline, Runnable action) {
        return timers.arm(deadline, action);
    }

    /** Ends the loop once the mailbox is empty. On the loop only. */
    void end() {
        ending = true;
    }

    /** Is the loop: called once, on the thread that is to be its own. Returns when the loop has ended. */
    void run() {
        thread = Thread.currentThread();
        while (!ending || !mailbox.isEmpty()) {
            try {
                runMessages();
                runTimers();
                if (!ending) {
                    await();
                }
            } catch (Throwable unexpected) {
                handle(unexpected); // of its own making: out of memory
            }
        }
        ended = true;
        runLate();
        afterwards.run();
    }

    private void runMessages() {
        // As many as there are now, so that timers get their turn under any load.
        Runnable message;
        for (int left = 1024; left > 0 && (message = mailbox.poll()) != null; left--) {
            run(message);
        }
    }

    private void runTimers() {
        if (timers.isEmpty()) {
            return;
        }
        long now = clock.nanoTime();
        for (Runnable due = timers.pollDue(now); due != null; due = timers.pollDue(now)) {
            run(due);
        }
    }

    private void runLate() {
        synchronized (late) {
            if (runningLate) {
                return; // Posted by a message that is being run: that one is to end first.
            }
            runningLate = true;
            for (Runnable message = mailbox.poll(); message != null; message = mailbox.poll()) {
                run(message);
            }
            runningLate = false;
        }
    }

    private void run(Runnable message) {
        try {
            message.run();
        } catch (Throwable unexpected) {
            handle(unexpected);
        }
    }

    private void handle(Throwable unexpected) {
        try {
            onError.accept(unexpected);
        } catch (Throwable notEvenThat) {
            // Out of memory, or of threads. The loop must go on whether or not anybody can be told.
        }
    }

    private void await() {
        parked = true;
        try {
            if (mailbox.isEmpty()) {
                if (timers.isEmpty()) {
                    LockSupport.park(this);
                } else {
                    clock.parkUntil(timers.next());
                }
            }
        } finally {
            parked = false;
        }
        Thread.interrupted(); // With the flag set no park would wait. Nobody but a stranger sets it.
    }
}
