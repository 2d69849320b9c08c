package dev.yellowjack.examples.custom;

import java.util.List;

/** Runs bodies on a pool, as a runtime may that takes care of interrupts. */
class Pooled extends Specimen {
    private final Pool pool;

    Pooled(Pool pool) {
        this.pool = pool;
    }

    @Override
    public boolean owns(Thread thread) {
        return pool.owns(thread);
    }

    @Override
    public boolean takesThreads() {
        return false;
    }

    @Override
    Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
        return new OnThePool(member, number, lifecycle, core);
    }

    class OnThePool extends Incarnation {
        private final Core core;

        OnThePool(Member member, int number, Lifecycle lifecycle, Core core) {
            super(member, number, lifecycle, core);
            this.core = core;
        }

        @Override
        void start() {
            pool.execute(this::run);
        }

        /** Under the monitor, so that none of these threads goes back to the pool meanwhile (§2.7). */
        @Override
        void interrupt(List<Thread> threads) {
            core.monitor().decide(() -> threads().forEach(Thread::interrupt));
        }
    }
}
