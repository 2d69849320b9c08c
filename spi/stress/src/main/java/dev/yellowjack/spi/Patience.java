package dev.yellowjack.spi;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come, with a bound; awake at first, since what races is over in a moment. */
final class Patience {
    private static final int SPINS = 2_000;
    private static final long NAP_NANOS = 20_000;
    private static final long BOUND_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long PARTNER_NANOS = Duration.ofSeconds(60).toNanos();

    /** One failure is enough: from then on the fork, which has many more states to go, waits no longer than this. */
    private static final long LOST_NANOS = Duration.ofMillis(1).toNanos();

    private static volatile boolean lost;

    private Patience() {}

    /** Waits for what the engine owes. Returns whether it came. */
    static boolean until(BooleanSupplier condition) {
        if (holdsWithin(lost ? LOST_NANOS : BOUND_NANOS, condition)) {
            return true;
        }
        lost = true;
        return false;
    }

    /** Waits for the other actor, who may itself be waiting for the engine. */
    static void untilPartner(BooleanSupplier condition) {
        if (!holdsWithin(PARTNER_NANOS, condition)) {
            throw new IllegalStateException("the other actor does not come");
        }
    }

    private static boolean holdsWithin(long nanos, BooleanSupplier condition) {
        for (int spin = 0; spin < SPINS; spin++) {
            if (condition.getAsBoolean()) {
                return true;
            }
            Thread.onSpinWait();
        }
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start >= nanos) {
                return false;
            }
            LockSupport.parkNanos(NAP_NANOS);
        }
        return true;
    }
}
