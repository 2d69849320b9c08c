package dev.yellowjack;

import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** One run of a body on a thread of its own, as a runtime would run it. */
final class Incarnation {
    private final FakeContext context;
    private final AtomicBoolean leftInterrupted = new AtomicBoolean();
    private final FutureTask<Void> run;
    private final Thread thread;

    private Incarnation(ChildBody body, FakeContext context) {
        this.context = context;
        this.run = new FutureTask<>(() -> {
            try {
                body.run(context);
            } finally {
                leftInterrupted.set(Thread.interrupted());
            }
            return null;
        });
        this.thread = new Thread(run, "incarnation");
        thread.setDaemon(true);
    }

    static Incarnation of(Child child) {
        return of(child, new FakeContext());
    }

    static Incarnation of(Child child, FakeContext context) {
        Incarnation incarnation = new Incarnation(child.body(), context);
        incarnation.thread.start();
        return incarnation;
    }

    static Incarnation interruptedBeforeItBegins(Child child) {
        Incarnation incarnation = new Incarnation(
                context -> {
                    Thread.currentThread().interrupt();
                    child.body().run(context);
                },
                new FakeContext());
        incarnation.thread.start();
        return incarnation;
    }

    FakeContext context() {
        return context;
    }

    void requestStop() {
        context.requestStop();
    }

    void interrupt() {
        thread.interrupt();
    }

    boolean isRunning() {
        return !run.isDone();
    }

    /** Waits for the end of the body; what it threw, or null where it returned. */
    Throwable end() throws InterruptedException {
        try {
            run.get(Await.BOUND.toNanos(), TimeUnit.NANOSECONDS);
            return null;
        } catch (ExecutionException thrown) {
            return thrown.getCause();
        } catch (TimeoutException late) {
            throw new AssertionError("the body still runs, at " + Arrays.toString(thread.getStackTrace()), late);
        }
    }

    /** After the end: whether the body left its thread with its interrupt flag set. */
    boolean leftInterrupted() {
        return leftInterrupted.get();
    }
}
