package dev.yellowjack;

import dev.yellowjack.runtime.SupervisorConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A supervisor that runs nothing, and whose closing is conducted by a test. */
class FakeSupervisor implements Supervisor {
    final SupervisorConfig config;

    /** The time-outs of all calls of {@link #close(Duration)}. */
    final List<Duration> closings = new CopyOnWriteArrayList<>();

    /** How many calls of {@link #awaitClosed} have begun. */
    final AtomicInteger waits = new AtomicInteger();

    /** Once zero, {@link #awaitClosed} returns: everything has ended or is overdue. */
    final CountDownLatch closed = new CountDownLatch(1);

    /** What calls of {@link #close(Duration)} that wait are to answer: whether every body has ended. */
    final BlockingQueue<Boolean> everyBodyHasEnded = new LinkedBlockingQueue<>();

    FakeSupervisor(SupervisorConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return config.telemetry().name();
    }

    long waitingClosings() {
        return closings.stream().filter(timeout -> !timeout.isZero()).count();
    }

    @Override
    public void awaitClosed() throws InterruptedException {
        waits.incrementAndGet();
        closed.await();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    @Override
    public boolean close(Duration timeout) {
        closings.add(timeout);
        if (timeout.isZero()) {
            return false;
        }
        try {
            return everyBodyHasEnded.take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void add(Child child) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SupervisorStatus status() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChildStatus status(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean await(String id, ChildState state, Duration timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean release(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int releaseAll() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> check() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void addListener(SupervisorListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void removeListener(SupervisorListener listener) {
        throw new UnsupportedOperationException();
    }
}
