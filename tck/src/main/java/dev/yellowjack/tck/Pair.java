package dev.yellowjack.tck;

import dev.yellowjack.Child;
import dev.yellowjack.ChildContext;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A thing that is started and stopped, and keeps a record of that (§3.9). */
final class Pair {
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private volatile @Nullable ChildContext context;
    private volatile @Nullable RuntimeException startProblem;
    private volatile @Nullable RuntimeException stopProblem;

    Child child() {
        return Child.named("pair").flag("pair").startsAndStops(this::start, this::stop);
    }

    void startThrows(RuntimeException problem) {
        startProblem = problem;
    }

    void stopThrows(RuntimeException problem) {
        stopProblem = problem;
    }

    /** What was called, oldest first: {@code start} or {@code stop}. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    /** The context with which it was started last. */
    ChildContext context() {
        ChildContext latest = context;
        if (latest == null) {
            throw new AssertionError("it has never been started");
        }
        return latest;
    }

    private void start(ChildContext itsContext) {
        context = itsContext;
        calls.add("start");
        throwIfAny(startProblem);
    }

    private void stop() {
        calls.add("stop");
        throwIfAny(stopProblem);
    }

    private static void throwIfAny(@Nullable RuntimeException problem) {
        if (problem != null) {
            throw problem;
        }
    }
}
