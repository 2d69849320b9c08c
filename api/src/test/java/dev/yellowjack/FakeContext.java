package dev.yellowjack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A context whose stop a test requests by hand; its callbacks run on the thread that requests it. */
class FakeContext implements ChildContext {
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Runnable> callbacks = new ArrayList<>();
    private Throwable failure;

    void requestStop() {
        List<Runnable> due;
        synchronized (callbacks) {
            stop.countDown();
            due = List.copyOf(callbacks);
            callbacks.clear();
        }
        due.forEach(Runnable::run);
    }

    /** How many callbacks wait for a stop. */
    int callbacks() {
        synchronized (callbacks) {
            return callbacks.size();
        }
    }

    Throwable failure() {
        synchronized (callbacks) {
            return failure;
        }
    }

    @Override
    public String id() {
        return "child";
    }

    @Override
    public int incarnation() {
        return 1;
    }

    @Override
    public boolean stopRequested() {
        return stop.getCount() == 0;
    }

    @Override
    public void awaitStop() throws InterruptedException {
        stop.await();
    }

    @Override
    public boolean awaitStop(Duration timeout) throws InterruptedException {
        return stop.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void onStop(Runnable callback) {
        synchronized (callbacks) {
            if (!stopRequested()) {
                callbacks.add(callback);
                return;
            }
        }
        callback.run();
    }

    @Override
    public void fail(Throwable cause) {
        synchronized (callbacks) {
            failure = cause;
        }
        requestStop();
    }
}
