package dev.yellowjack.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much of a kind is logged, and that the rest is told of. No test minds in how many seconds it runs. */
class LogLimitTest {
    private final Map<String, Long> leftOut = new ConcurrentHashMap<>();
    private final CountDownLatch told = new CountDownLatch(1);
    private final LogLimit limit = new LogLimit("log-limit-test", (kind, entries) -> {
        leftOut.merge(kind, entries, Long::sum);
        told.countDown();
    });
    private final long began = System.nanoTime();

    @AfterEach
    void close() {
        limit.close();
    }

    private long admittedOf(String kind, int entries) {
        long admitted = 0;
        for (int i = 0; i < entries; i++) {
            admitted += limit.admits(kind) ? 1 : 0;
        }
        return admitted;
    }

    private long mostOfAKind() {
        return LogLimit.MOST * (2 + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    }

    @Test
    void so_many_of_a_kind_are_let_through_in_a_second_and_the_others_are_counted() {
        long admitted = admittedOf("a", 100_000);
        assertTrue(LogLimit.MOST <= admitted && admitted <= mostOfAKind(), () -> admitted + " were let through");
        assertEquals(10, admittedOf("b", 10));
        limit.close();
        assertEquals(Map.of("a", 100_000 - admitted), leftOut);
    }

    @Test
    void kinds_without_number_are_counted_together() {
        long admitted = 0;
        for (int kind = 0; kind < 1000; kind++) {
            admitted += admittedOf("kind " + kind, 200);
        }
        limit.close();
        assertEquals(
                1000 * 200,
                admitted + leftOut.values().stream().mapToLong(n -> n).sum());
        assertTrue(leftOut.getOrDefault("others", 0L) > 100 * 200, () -> "left out: " + leftOut);
    }

    @Test
    void what_was_left_out_is_told_even_if_nothing_comes_after_it() throws InterruptedException {
        long admitted = admittedOf("a", 100_000);
        assertTrue(told.await(10, TimeUnit.SECONDS));
        assertTrue(leftOut.getOrDefault("a", 0L) <= 100_000 - admitted);
    }
}
