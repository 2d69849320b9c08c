package dev.yellowjack.benchmarks;

import dev.yellowjack.Child;
import dev.yellowjack.ChildBody;
import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Children of a supervisor of ours, with everything at its default. */
final class YellowjackCrowd implements Crowd {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Flags flags;
    private final List<String> keys;
    private final Plan plan;
    private final Supervisor supervisor;
    private volatile Muster muster;

    YellowjackCrowd(Flags flags, Plan plan) {
        this.flags = flags;
        this.plan = plan;
        keys = plan.flags();
        muster = new Muster(plan.children());
        SupervisorBuilder builder = Supervisor.builder()
                .client(flags.client())
                .runtime(plan.threads().runtime());
        ChildBody body = this::body;
        for (int i = 0; i < plan.children(); i++) {
            builder.child(
                    Child.named(plan.name(i)).flag(keys.get(i % keys.size())).runs(body));
        }
        supervisor = builder.start();
        supervisor.check().join();
    }

    private void body(ChildContext context) throws InterruptedException {
        Muster of = muster;
        if (plan.stormy()) {
            of.crashInTheStorm();
        }
        of.begun.countDown();
        context.awaitStop();
        of.ended.countDown();
    }

    @Override
    public void start() throws InterruptedException {
        muster = new Muster(plan.children());
        flags.set(keys, true);
        muster.begun.await();
        awaitRecorded(ChildState.RUNNING);
    }

    @Override
    public void stop() throws InterruptedException {
        flags.set(keys, false);
        muster.ended.await();
        awaitRecorded(ChildState.OFF);
    }

    @Override
    public void crash() {
        muster.storm.countDown();
        awaitRecorded(ChildState.QUARANTINED);
    }

    /** The snapshots that this takes are our own cost; once in a millisecond, as one would who waits for that. */
    private void awaitRecorded(ChildState state) {
        while (supervisor.status().counts().getOrDefault(state, 0) < plan.children()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void close() {
        supervisor.close();
        flags.set(keys, false);
    }
}
