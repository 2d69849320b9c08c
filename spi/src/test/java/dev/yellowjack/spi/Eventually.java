package dev.yellowjack.spi;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must come, with a bound; and looks, more shortly, whether something comes that must not. */
final class Eventually {
    /** How long something that must come may take. Shorter for mutants, of which many never let it come. */
    static final Duration BOUND = Duration.ofMillis(Long.getLong("eventually.millis", 10_000));

    private static final long SHORT = Duration.ofMillis(50).toNanos();

    private Eventually() {}

    static void until(String what, BooleanSupplier condition) {
        until(() -> what, condition);
    }

    static void until(Supplier<String> what, BooleanSupplier condition) {
        if (!holdsWithin(BOUND.toNanos(), condition)) {
            throw new AssertionError("did not come within " + BOUND + ": " + what.get());
        }
    }

    static void never(String what, BooleanSupplier condition) {
        if (holdsWithin(SHORT, condition)) {
            throw new AssertionError("must not come, and came: " + what);
        }
    }

    private static boolean holdsWithin(long nanos, BooleanSupplier condition) {
        long deadline = System.nanoTime() + nanos;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            LockSupport.parkNanos(200_000);
        }
        return true;
    }
}
