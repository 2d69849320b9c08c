package dev.yellowjack.runtime;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The clock that all but tests go by. */
enum SystemClock implements SupervisorClock {
    INSTANCE;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public void parkUntil(long deadline) {
        LockSupport.parkNanos(this, deadline - System.nanoTime());
    }
}
