package dev.yellowjack.spi;

import dev.yellowjack.runtime.SupervisorClock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives the {@link FlagReader}'s turn to one thread at a time, and takes it away from one whose evaluation hangs (§4.6).
 *
 * <p>A thread that evaluates says so by its pulse, which costs no look at the clock. The keeper feels each pulse four
 * times within the time limit; if it has stood still for the whole of it, the keeper and the thread race for it, and one
 * of them wins: the evaluation has come back, or its turn is lost. So a limit is kept to within a quarter.
 */
final class TurnKeeper {
    private static final int FEELS_PER_LIMIT = 4;
    private static final long SHORTEST_PAUSE = 1_000_000;

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
    private final String threadName;
    private final Holder holder;
    private final Consumer<Question> returned;
    private final Thread keeper;
    private volatile boolean closed;
    private volatile Turn turn;
    private int turns;

    /**
     * Makes a keeper; nothing runs yet.
     *
     * @param returned hears of a question whose evaluation hung and has come back; on the thread that hung
     */
    TurnKeeper(SupervisorClock clock, long limit, String threadName, Holder holder, Consumer<Question> returned) {
        this.clock = clock;
        this.limit = limit;
        this.threadName = threadName;
        this.holder = holder;
        this.returned = returned;
        turn = new Turn(null);
        keeper = new Thread(this::keep, threadName + "-keeper");
        keeper.setDaemon(true);
    }

    void start() {
        turn.thread.start();
        keeper.start();
    }

    /** Wakes the thread that has the turn, should it be parked. */
    void wake() {
        LockSupport.unpark(turn.thread);
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
        long felt = 0;
        long since = clock.nanoTime();
        while (!closed) {
            clock.parkUntil(clock.nanoTime() + Math.max(SHORTEST_PAUSE, limit / FEELS_PER_LIMIT));
            Thread.interrupted();
            Turn current = turn;
            long pulse = current.pulse.get();
            long now = clock.nanoTime();
            if (pulse != felt || !Turn.isAsking(pulse)) {
                felt = pulse;
                since = now;
            } else if (now - since >= limit && current.takeAway(pulse)) {
                felt = 0;
                turn = new Turn(current.asking);
                turn.thread.start();
            }
        }
    }

    /** One thread's time with the turn. */
    final class Turn {
        private static final long LOST = -1;

        private final Thread thread;

        /** Odd while it asks, even else; or lost. */
        private final AtomicLong pulse = new AtomicLong();

        private @Nullable Question asking; // read by the keeper, once it has the pulse

        private Turn(@Nullable Question hanging) {
            thread = new Thread(() -> have(hanging), threadName + "-" + ++turns);
            thread.setDaemon(true);
        }

        private void have(@Nullable Question hanging) {
            try {
                holder.haveTurn(this, hanging);
            } catch (TurnLost lost) {
                if (asking != null) {
                    returned.accept(asking);
                }
            }
        }

        private static boolean isAsking(long pulse) {
            return pulse % 2 == 1;
        }

        private boolean takeAway(long asItWas) {
            return pulse.compareAndSet(asItWas, LOST);
        }

        /** Before an evaluation. */
        void begin(Question question) {
            asking = question;
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
        }
    }
}
