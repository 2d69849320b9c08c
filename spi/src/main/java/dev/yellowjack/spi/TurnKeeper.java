package dev.yellowjack.spi;

import dev.yellowjack.runtime.SupervisorClock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Gives the {@link FlagReader}'s turn to one thread at a time, and takes it away from one whose evaluation hangs (§4.6).
 *
 * <p>A thread that evaluates says so by its pulse. The keeper feels it eight times within the time limit; if it has stood
 * still for the whole of it, the keeper and the thread race for it, and one of them wins: the evaluation has come back,
 * or its turn is lost. To look at the clock for each evaluation could cost as much as the evaluation; so only the first
 * few after a rest are timed exactly, and any other from when the keeper first felt it. Either way a limit is kept to
 * within a quarter, or within two milliseconds where it is shorter than eight, and never cut short.
 *
 * <p>To wake a thread is most of what an idle supervisor costs. So while nothing is asked the keeper stays away until shortly
 * after the next look, but no longer than a time limit; and whoever has asked those few, and asks on, calls it unless it will
 * come soon anyway.
 */
final class TurnKeeper {
    private static final int FEELS_PER_LIMIT = 8;
    private static final long SHORTEST_PAUSE_NANOS = 1_000_000;
    private static final int TIMED_AFTER_REST = 64;

    /** What a thread does with the turn. */
    @FunctionalInterface
    interface Holder {
        /**
         * Returns when the keeper is closed.
         *
         * @param hanging the question at which the previous holder hangs, if any
         * @throws TurnLost as it came out of {@link Turn#end}
         */
        void haveTurn(Turn turn, @Nullable Question hanging);
    }

    /** The turn was taken away while the evaluation went on: its thread must touch nothing any more. */
    static final class TurnLost extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TurnLost() {
            super("turn lost", null, false, false);
        }
    }

    private final SupervisorClock clock;
    private final long limit;
    private final long soon;
    private final String threadName;
    private final Holder holder;
    private final Thread keeper;
    private volatile boolean closed;
    private volatile boolean isCalled;
    private volatile Turn turn;
    private int turns;

    /** When the keeper comes next, if nobody calls it. Written by the keeper alone. */
    private volatile long comesAt;

    // The keeper's alone: the pulse that it felt last, and since when that one has stood.
    private long felt;
    private long since;

    /** Makes a keeper; nothing runs yet. */
    TurnKeeper(SupervisorClock clock, long limit, String threadName, Holder holder) {
        this.clock = clock;
        this.limit = limit;
        soon = Math.max(SHORTEST_PAUSE_NANOS, limit / FEELS_PER_LIMIT);
        this.threadName = threadName;
        this.holder = holder;
        turn = new Turn(null);
        keeper = new Thread(this::keep, threadName + "-keeper");
        keeper.setDaemon(true);
    }

    void start() {
        turn.begin();
        keeper.start();
    }

    /** There is something to do, other than what is being done. Wakes the thread that has the turn, should it be parked. */
    void wake() {
        isCalled = true;
        LockSupport.unpark(turn.thread);
    }

    /** Whether somebody has called since that was last heeded, or this is closed. */
    boolean isCalled() {
        return isCalled || closed;
    }

    /** By whoever has the turn, before it looks for what there is to do. */
    void heed() {
        isCalled = false;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        wake();
        LockSupport.unpark(keeper);
    }

    void awaitEnd(long patienceNanos) throws InterruptedException {
        long deadline = System.nanoTime() + patienceNanos;
        TimeUnit.NANOSECONDS.timedJoin(keeper, patienceNanos);
        TimeUnit.NANOSECONDS.timedJoin(turn.thread, Math.max(1, deadline - System.nanoTime()));
    }

    private void keep() {
        comesAt = clock.nanoTime() + soon;
        while (!closed) {
            clock.parkUntil(comesAt);
            Thread.interrupted();
            comesAt = clock.nanoTime() + soon;
            try {
                feel();
            } catch (OutOfMemoryError noMemoryForATurn) {
                // Nothing was taken away; the next feel comes soon enough.
            }
        }
    }

    private void feel() {
        if (turn.thread.getState() == Thread.State.TERMINATED) {
            turn = new Turn(null); // Out of memory at the worst moment; nothing was being asked.
            felt = 0;
        }
        Turn current = turn;
        current.begin();
        long pulse = current.pulse.get();
        long now = clock.nanoTime();
        if (pulse != felt) {
            felt = pulse;
            since = current.timed ? current.askedAt : now;
        }
        if (!Turn.isAsking(pulse) && current.thread.isAlive()) {
            comesAt = now + Math.max(soon, Math.min(limit, current.restsUntil - now + soon));
            if (!current.willCall) {
                comesAt = now + soon; // Its call may have come too early to be for the time that was written just now.
            }
        }
        if (Turn.isAsking(pulse) && now - since >= limit) {
            Turn successor = new Turn(current.asking);
            if (current.takeAway(pulse)) {
                felt = 0;
                turn = successor;
                successor.begin();
            }
        }
    }

    /** One thread's time with the turn. */
    final class Turn {
        private static final long LOST = -1;

        private final Thread thread;

        /** Odd while it asks, even else; or lost. */
        private final AtomicLong pulse = new AtomicLong();

        // Written before the pulse that they belong to. Should the keeper read those of a later one, then that pulse
        // has
        // gone by, and it cannot take the turn away for it.
        private @Nullable Question asking;
        private boolean timed;
        private long askedAt;

        private int toBeTimed = TIMED_AFTER_REST;

        private volatile long restsUntil = clock.nanoTime();

        /** Whether all that was asked since the last rest was timed, and a call will come when that is no longer so. */
        private volatile boolean willCall = true;

        private Turn(@Nullable Question hanging) {
            thread = new Thread(() -> have(hanging), threadName + "-" + ++turns);
            thread.setDaemon(true);
        }

        /** Does nothing if it has begun. Where there is no thread to be had, the keeper tries again when it next feels. */
        private void begin() {
            if (thread.getState() == Thread.State.NEW) {
                try {
                    thread.start();
                } catch (OutOfMemoryError noThreadYet) {
                    // The next feel comes soon enough.
                }
            }
        }

        private void have(@Nullable Question hanging) {
            try {
                holder.haveTurn(this, hanging);
            } catch (TurnLost lost) {
                if (asking != null) {
                    asking.hasReturned = true;
                    wake();
                }
            } finally {
                callKeeper(); // Should this have died, the keeper is to see it soon.
            }
        }

        /** Says so before it looks; the keeper does it the other way round, so one of them sees the other. */
        private void callKeeper() {
            willCall = false;
            if (comesAt - clock.nanoTime() > soon) {
                LockSupport.unpark(keeper);
            }
        }

        private static boolean isAsking(long pulse) {
            return pulse % 2 == 1;
        }

        private boolean takeAway(long asItWas) {
            return pulse.compareAndSet(asItWas, LOST);
        }

        /** Waits on the clock, or until woken. */
        void rest(long until) {
            toBeTimed = TIMED_AFTER_REST;
            restsUntil = until;
            willCall = true;
            if (!isCalled()) { // Whatever has waited for anything since may have been woken in its place.
                clock.parkUntil(until);
            }
            Thread.interrupted(); // A provider or a hook may have left it set, and then no park would wait.
        }

        /** Before an evaluation. */
        void begin(Question question) {
            asking = question;
            timed = toBeTimed > 0;
            if (timed) {
                toBeTimed--;
                askedAt = clock.nanoTime();
            }
            pulse.setRelease(pulse.getPlain() + 1);
        }

        /**
         * After it.
         *
         * @throws TurnLost if it took so long that the turn was taken away
         */
        void end() {
            long asked = pulse.getPlain();
            if (asked == LOST || !pulse.compareAndSet(asked, asked + 1)) {
                throw new TurnLost();
            }
            if (timed && toBeTimed == 0) {
                callKeeper();
            }
        }
    }
}
