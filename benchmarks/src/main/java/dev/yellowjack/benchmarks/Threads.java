package dev.yellowjack.benchmarks;

import dev.yellowjack.runtime.SupervisorRuntime;
import dev.yellowjack.threads.ThreadsRuntime;
import dev.yellowjack.virtualthreads.VirtualThreadsRuntime;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** On what kind of threads bodies run, ours and others'. */
enum Threads {
    /** A new virtual thread for each. */
    VIRTUAL,
    /** A new platform thread for each. */
    PLATFORM,
    /** A platform thread of a pool that has as many as were ever needed at once. */
    POOLED;

    private static final ExecutorService POOL = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("pooled-", 0).factory());

    /** Our runtime on such threads. */
    SupervisorRuntime runtime() {
        return switch (this) {
            case VIRTUAL -> new VirtualThreadsRuntime();
            case PLATFORM -> new ThreadsRuntime();
            case POOLED -> ThreadsRuntime.on(POOL);
        };
    }

    /** Runs a body on such a thread, by the shortest way that there is. */
    void start(String name, Runnable body) {
        switch (this) {
            case VIRTUAL -> Thread.ofVirtual().name(name).start(body);
            case PLATFORM -> Thread.ofPlatform().daemon().name(name).start(body);
            case POOLED -> POOL.execute(body);
        }
    }

    @Override
    public String toString() {
        return switch (this) {
            case VIRTUAL -> "virtual threads";
            case PLATFORM -> "platform threads";
            case POOLED -> "pooled threads";
        };
    }
}
