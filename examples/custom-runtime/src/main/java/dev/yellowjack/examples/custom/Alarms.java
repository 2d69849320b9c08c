package dev.yellowjack.examples.custom;

import dev.yellowjack.runtime.SupervisorClock;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What is to be decided later, by the supervisor's clock. One thread waits for it, and lives as long as the supervisor.
 *
 * <p>Guarded by the monitor, unless said otherwise.
 */
class Alarms {
    private static final System.Logger LOG = System.getLogger(Alarms.class.getName());

    /** As good as never, and short enough to be added to a nanosecond clock without overflow. */
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private final SupervisorClock clock;
    private final Monitor monitor;
    private final Thread thread;
    private final Runnable lastAct;
    private final TreeSet<Alarm> pending = new TreeSet<>();
    private long numbers;
    private volatile boolean ended;

    Alarms(SupervisorClock clock, Monitor monitor, String threadName, Runnable lastAct) {
        this.clock = clock;
        this.monitor = monitor;
        this.lastAct = lastAct;
        thread = new Thread(this::watch, threadName);
        thread.setDaemon(true);
    }

    /** Something to be decided at a time. Once it has come, cancelling does nothing. */
    final class Alarm implements Comparable<Alarm> {
        private final long due;
        private final long number = numbers++;
        private final Runnable decision;

        private Alarm(long due, Runnable decision) {
            this.due = due;
            this.decision = decision;
        }

        void cancel() {
            pending.remove(this);
        }

        @Override
        public int compareTo(Alarm other) { // by subtraction: the clock's count may overflow
            return due == other.due ? Long.compare(number, other.number) : Long.compare(due - other.due, 0);
        }
    }

    /** A duration that can be added to any time. */
    static long nanos(Duration duration) {
        try {
            return Math.max(0, Math.min(duration.toNanos(), LONGEST));
        } catch (ArithmeticException tooLong) {
            return duration.isNegative() ? 0 : LONGEST;
        }
    }

    /** The time by which all deadlines are kept (§5.8). From any thread. */
    long now() {
        return clock.nanoTime();
    }

    Alarm after(Duration time, Runnable decision) {
        return at(now() + nanos(time), decision);
    }

    Alarm at(long due, Runnable decision) {
        Alarm alarm = new Alarm(due, decision);
        pending.add(alarm);
        if (pending.first() == alarm) {
            LockSupport.unpark(thread);
        }
        return alarm;
    }

    /** From the thread that makes the supervisor. */
    void start() {
        thread.start();
    }

    /** No alarm will come any more. The thread does its last act, and ends. */
    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    /** Waits for the thread to end. From any thread, without the monitor. */
    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    /** As {@link #awaitEnd()}, but no longer than a time. */
    void awaitEnd(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
    }

    private void watch() {
        while (!ended) {
            try {
                clock.parkUntil(monitor.answer(this::decideDue));
            } catch (RuntimeException | Error unexpected) { // §6.1: the next alarm must find this thread alive.
                LOG.log(System.Logger.Level.ERROR, "an alarm of " + thread.getName() + " failed", unexpected);
            }
        }
        lastAct.run();
    }

    /** Decides what is due. Returns when the next is. */
    private long decideDue() {
        long now = now();
        while (!pending.isEmpty() && pending.first().due - now <= 0) {
            pending.pollFirst().decision.run();
        }
        return ended ? now : pending.isEmpty() ? now + LONGEST : pending.first().due;
    }
}
