package dev.yellowjack.benchmarks;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Flips flags, and takes the time until the body does its first instruction, or its first one after the stop. Both ends
 * are read from one clock: what it takes to tell the one who flips is not in the figures.
 */
final class Flipper {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Longer than the 10 ms that the rules put between two looks (§4.4); so what is measured is a flip by itself. */
    private static final int SHORTEST_PAUSE_MICROS = 12_000;

    private static final int LONGEST_PAUSE_MICROS = 20_000;

    private final Thread driver = Thread.currentThread();
    private final SplittableRandom random = new SplittableRandom(1);
    private final Flags flags;
    private final AtomicInteger arrivals = new AtomicInteger();
    private volatile long arrived;

    Flipper(Flags flags) {
        this.flags = flags;
    }

    /** A body's first instruction. */
    void arrive() {
        arrived = System.nanoTime();
        arrivals.incrementAndGet();
        LockSupport.unpark(driver);
    }

    /** Some flags, each turned on and off again. */
    void flip(List<String> from, int times, Figures figures) {
        for (int i = 0; i < times; i++) {
            flipOne(from, figures);
        }
    }

    void flipOne(List<String> from, Figures figures) {
        String flag = from.get(random.nextInt(from.size()));
        for (boolean on : List.of(true, false)) {
            pause(random.nextInt(SHORTEST_PAUSE_MICROS, LONGEST_PAUSE_MICROS));
            long took = flip(flag, on);
            figures.add(on ? "on" : "off", took);
            figures.add("either", took);
        }
    }

    private long flip(String flag, boolean on) {
        arrivals.set(0);
        long from = System.nanoTime();
        flags.set(flag, on);
        await(1);
        return arrived - from;
    }

    /** Many flips at once, time and again: so that in a short time the JVM has compiled what a flip takes. */
    void warmUp(List<String> some, int rounds) {
        for (int i = 0; i < rounds; i++) {
            for (boolean on : List.of(true, false)) {
                pause(SHORTEST_PAUSE_MICROS);
                arrivals.set(0);
                flags.set(some, on);
                await(some.size());
            }
        }
    }

    private void await(int bodies) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (arrivals.get() < bodies) {
            LockSupport.parkNanos(PATIENCE_NANOS);
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(arrivals + " bodies have heard of a flip, of " + bodies);
            }
        }
    }

    private static void pause(int micros) {
        try {
            TimeUnit.MICROSECONDS.sleep(micros);
        } catch (InterruptedException byNobody) {
            throw new IllegalStateException(byNobody);
        }
    }
}
