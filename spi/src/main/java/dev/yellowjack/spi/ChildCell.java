package dev.yellowjack.spi;

import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Crash;
import dev.yellowjack.Reading;
import dev.yellowjack.runtime.BodyContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of one child. The control loop's alone; what is final may be read by any thread.
 *
 * <p>It holds; it decides nothing. {@link ChildMachine} decides, and {@link Children} moves it along.
 */
final class ChildCell {
    static final long NOT_CALLED_FOR = Long.MIN_VALUE;

    final Child spec;
    final ChildMachine machine;

    /** What its bodies are run with. */
    final BodyContext context;

    State state = new State.Unread();

    /** What the listeners know: where the next transition comes from, should one ever fail to be published (§6.3). */
    ChildState published = ChildState.OFF;

    Reading reading = Reading.NOT_ASKED;
    Instant readingSince;

    /** Whether it has become another with the input that is being handled, and not just another silence. */
    boolean readingIsNew;

    Instant since;
    int incarnations;
    int crashes;

    @Nullable
    Crash lastCrash;

    /** How it hears of its flag; null only until it is added. */
    @Nullable
    Subscription subscription;

    /** When its latest start was called for by its flag, by the clock's nanoseconds; {@link #NOT_CALLED_FOR} by what else. */
    long startCalledFor = NOT_CALLED_FOR;

    /** The one that was launched last and has not ended; null where there is none. */
    @Nullable
    Incarnation incarnation;

    /** When that was asked to stop, by the clock's nanoseconds. */
    long stopAsked;

    /** The one deadline that this child has, if any: it is over with the state. */
    Timers.@Nullable Timer timer;

    private List<Waiter> waiters = List.of();

    private record Waiter(ChildState state, CompletableFuture<Boolean> seen) {}

    ChildCell(Child spec, BodyContext context, Instant since) {
        this.spec = spec;
        this.context = context;
        this.since = since;
        readingSince = since;
        machine = ChildMachine.of(spec.fallback(), spec.restartPolicy().limit());
    }

    boolean isOverdue() {
        return state instanceof State.Stopping stopping && stopping.phase() == State.Phase.OVERDUE;
    }

    /** Whether it will never change its state again. */
    private boolean isFinal() {
        return state.kind() == State.Kind.GONE || state.kind() == State.Kind.CLOSED;
    }

    /** Whether it is removed and its body has not ended. */
    boolean isBeingRemoved() {
        return state instanceof State.Stopping stopping && stopping.next().goal() == State.Next.Goal.GONE;
    }

    /** Whether a body runs. */
    boolean isLive() {
        return state instanceof State.Running || state instanceof State.Stopping;
    }

    /** Whether there is an input that would start it: no body runs that has not been asked to stop. */
    boolean mayBeStarted() {
        return switch (state.kind()) {
            case UNREAD, OFF, STOPPING, BACKING_OFF, QUARANTINED, COMPLETED -> true;
            case STARTING, RUNNING, CLOSED, GONE -> false;
        };
    }

    ChildStatus status() {
        return new ChildStatus(
                spec.id(),
                spec.flag(),
                spec.killSwitch(),
                state.shown(),
                reading,
                readingSince,
                since,
                incarnations,
                crashes,
                lastCrash,
                isOverdue());
    }

    void disarm() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** Completes with true when the state is seen, at once if it is this; with false when it cannot come any more. */
    CompletableFuture<Boolean> await(ChildState wanted) {
        if (state.shown() == wanted || isFinal()) {
            return CompletableFuture.completedFuture(state.shown() == wanted);
        }
        if (waiters.isEmpty()) {
            waiters = new ArrayList<>(1);
        }
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        waiters.add(new Waiter(wanted, seen));
        return seen;
    }

    void stopWaiting(CompletableFuture<Boolean> seen) {
        waiters.removeIf(waiter -> waiter.seen == seen);
    }

    /** Nobody but {@code await} holds these futures, so completing one runs nobody's code. */
    void wakeWaiters() {
        if (!waiters.isEmpty()) {
            waiters.removeIf(waiter -> {
                boolean seen = waiter.state == state.shown();
                if (seen || isFinal()) {
                    waiter.seen.complete(seen);
                }
                return seen || isFinal();
            });
        }
    }
}
