package dev.yellowjack.spi;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What is to be run when. Deadlines are in nanoseconds of one clock, compared by subtraction.
 *
 * <p>Not thread-safe: the control loop's alone.
 */
final class Timers {
    private static final int FEW = 64;

    private final PriorityQueue<Timer> queue = new PriorityQueue<>();
    private int cancelled;

    /** Something to be run, unless it is cancelled first. */
    final class Timer implements Comparable<Timer> {
        private final long deadline;
        private @Nullable Runnable action;

        private Timer(long deadline, Runnable action) {
            this.deadline = deadline;
            this.action = action;
        }

        /** Does nothing if the timer has run or was cancelled before. */
        void cancel() {
            if (action != null) {
                action = null;
                cancelled++;
                sweep();
            }
        }

        @Override
        public int compareTo(Timer other) {
            return Long.signum(deadline - other.deadline);
        }
    }

    Timer arm(long deadline, Runnable action) {
        Timer timer = new Timer(deadline, action);
        queue.add(timer);
        return timer;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** How many are kept, cancelled ones included. */
    int size() {
        return queue.size();
    }

    /** The earliest deadline. There must be one; it may be that of a cancelled timer. */
    long next() {
        return queue.element().deadline;
    }

    /** Takes the action of the earliest timer that is due, if any. */
    @Nullable
    Runnable pollDue(long now) {
        for (Timer first = queue.peek(); first != null && first.deadline - now <= 0; first = queue.peek()) {
            queue.remove();
            Runnable action = first.action;
            if (action != null) {
                first.action = null;
                return action;
            }
            cancelled--;
        }
        return null;
    }

    /** Cancelled timers stay in the queue, for to take one out costs a search; when they are most of it, all go. */
    private void sweep() {
        if (cancelled > FEW && cancelled > queue.size() / 2) {
            queue.removeIf(timer -> timer.action == null);
            cancelled = 0;
        }
    }
}
