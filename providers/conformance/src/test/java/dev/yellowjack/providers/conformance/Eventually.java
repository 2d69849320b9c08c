package dev.yellowjack.providers.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what has to come, and watches that something does not. */
final class Eventually {
    private static final Duration LONG = Duration.ofSeconds(20);

    private Eventually() {}

    static void comes(String what, BooleanSupplier condition) {
        assertTrue(within(LONG, condition), "this did not come: " + what);
    }

    static void staysAway(String what, Duration time, BooleanSupplier condition) {
        assertFalse(within(time, condition), "this came: " + what);
    }

    /** Whether it comes in time. */
    static boolean within(Duration bound, BooleanSupplier condition) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }
}
