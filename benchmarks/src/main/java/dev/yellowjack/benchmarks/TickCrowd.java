package dev.yellowjack.benchmarks;

import java.util.List;

/** Children of a {@link Tick}. */
final class TickCrowd implements Crowd {
    private final Flags flags;
    private final List<String> keys;
    private final Plan plan;
    private final Tick tick;
    private volatile Muster muster;

    TickCrowd(Flags flags, Plan plan) {
        this.flags = flags;
        this.plan = plan;
        keys = plan.flags();
        muster = new Muster(plan.children());
        tick = new Tick(flags.client(), plan.threads());
        for (int i = 0; i < plan.children(); i++) {
            tick.child(plan.name(i), plan.flag(i), this::body);
        }
        tick.start();
    }

    private void body(Cue cue) {
        Muster of = muster;
        of.begun.countDown();
        cue.await();
        of.ended.countDown();
    }

    @Override
    public void start() throws InterruptedException {
        muster = new Muster(plan.children());
        flags.set(keys, true);
        muster.begun.await();
    }

    @Override
    public void stop() throws InterruptedException {
        flags.set(keys, false);
        muster.ended.await();
    }

    @Override
    public void crash() {
        throw new UnsupportedOperationException("its crashes are not compared");
    }

    @Override
    public void close() {
        tick.close();
        flags.set(keys, false);
    }
}
