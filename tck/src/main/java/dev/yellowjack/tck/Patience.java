package dev.yellowjack.tck;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits in real time, with bounds. Everything that has to happen gets long; what must not happen is given short. */
final class Patience {
    /** How long something that must happen may take: many times what it takes on a slow machine, unless set. */
    static final Duration LONG = Options.ofThisRun().patience();

    /** How long to look whether something happens that must not. */
    static final Duration SHORT = Duration.ofMillis(50);

    private static final long LOOK_NANOS = 200_000;

    private Patience() {}

    /** Waits for a condition; if it has not come in time, fails, and says what it waited for and what there is. */
    static void until(Duration bound, Supplier<String> what, BooleanSupplier condition, Supplier<String> situation) {
        if (!holdsWithin(bound, condition)) {
            throw new AssertionError("waited " + bound.toMillis() + " ms for this, and it did not come: " + what.get()
                    + "\n" + situation.get());
        }
    }

    /** Waits for a condition, and says whether it came in time. */
    static boolean holdsWithin(Duration bound, BooleanSupplier condition) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            look();
        }
        return true;
    }

    /** Waits until a condition has held for some time without a break, and says whether that came in time. */
    static boolean settlesWithin(Duration bound, Duration time, BooleanSupplier condition) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (holdsWithin(Duration.ofNanos(deadline - System.nanoTime()), condition)) {
            if (!holdsWithin(time, () -> !condition.getAsBoolean())) {
                return true;
            }
        }
        return false;
    }

    /** Lets a short time pass. Never to let something happen: only to see that nothing does. */
    static void quiet() {
        letPass(SHORT);
    }

    /** Lets some time pass. Never to let something happen. */
    static void letPass(Duration time) {
        holdsWithin(time, () -> false);
    }

    private static void look() {
        LockSupport.parkNanos(LOOK_NANOS);
        if (Thread.currentThread().isInterrupted()) {
            throw new AssertionError("interrupted while waiting: the test took longer than its time limit");
        }
    }
}
