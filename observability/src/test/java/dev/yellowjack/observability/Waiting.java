package dev.yellowjack.observability;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, with a bound that is far off: machines that build are busy. */
final class Waiting {
    static final Duration BOUND = Duration.ofSeconds(60);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Waiting() {}

    /**
     * Returns when the condition holds.
     *
     * @param state what there was instead, for the failure
     */
    static void until(BooleanSupplier condition, Supplier<Object> state) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                fail("not within " + BOUND + "; there was " + state.get());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
