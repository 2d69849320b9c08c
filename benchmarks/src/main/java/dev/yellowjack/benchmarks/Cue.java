package dev.yellowjack.benchmarks;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Tells one thread to stop, by the shortest way that there is: what a peer's body waits for where ours has its context. */
final class Cue {
    private volatile boolean given;
    private volatile @Nullable Thread waiting;

    void give() {
        given = true;
        LockSupport.unpark(waiting);
    }

    void await() {
        waiting = Thread.currentThread();
        while (!given) {
            LockSupport.park(this);
        }
    }
}
