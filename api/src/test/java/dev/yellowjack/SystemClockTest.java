package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.runtime.SupervisorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SystemClockTest {
    private final SupervisorClock clock = SupervisorClock.system();

    @Test
    void itParksUntilTheDeadlineAndNotForAPastOne() {
        clock.parkUntil(clock.nanoTime() - 1);
        long deadline = clock.nanoTime() + Duration.ofMillis(20).toNanos();
        while (clock.nanoTime() - deadline < 0) {
            clock.parkUntil(deadline);
        }
        assertTrue(clock.nanoTime() - deadline >= 0);
    }

    @Test
    void anUnparkEndsTheParking() throws Exception {
        CountDownLatch unparked = new CountDownLatch(1);
        Thread sleeper = new Thread(() -> {
            clock.parkUntil(clock.nanoTime() + Duration.ofHours(1).toNanos());
            unparked.countDown();
        });
        sleeper.setDaemon(true);
        sleeper.start();
        Await.until("parked", () -> sleeper.getState() == Thread.State.TIMED_WAITING);
        LockSupport.unpark(sleeper);
        sleeper.join(Await.BOUND.toMillis());
        assertFalse(sleeper.isAlive());
        assertTrue(unparked.getCount() == 0);
    }

    @Test
    void itsInstantIsTheWallClocks() {
        Instant before = Instant.now();
        Instant shown = clock.instant();
        assertFalse(shown.isBefore(before) || shown.isAfter(Instant.now()));
    }
}
