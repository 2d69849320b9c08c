package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.ImmutableContext;
import dev.yellowjack.tck.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who has the reader's turn, and when it is taken away (§4.6). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TurnKeeperTest {
    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final Duration FEEL = LIMIT.dividedBy(8);

    private final ManualClock clock = new ManualClock(Long.MAX_VALUE - 1000);
    private final Question question = new Question("f", new ImmutableContext("here"));
    private final CountDownLatch evaluation = new CountDownLatch(1);
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger kept = new AtomicInteger();
    private final AtomicInteger rests = new AtomicInteger();
    private final AtomicReference<Question> handedOver = new AtomicReference<>();
    private final List<Long> asked = new CopyOnWriteArrayList<>();
    private final TurnKeeper keeper =
            new TurnKeeper(clock, LIMIT.toNanos(), "keeper-test", (turn, hanging) -> haveTurn(turn, hanging));

    private volatile boolean asks = true;

    /** The first turn asks one question, that comes back when the test says so; and then it rests, as all others do. */
    private void haveTurn(TurnKeeper.Turn turn, @Nullable Question hanging) {
        handedOver.set(hanging);
        boolean first = turns.incrementAndGet() == 1;
        if (first && asks) {
            turn.begin(question);
            asked.add(clock.nanoTime());
            awaitEvaluation();
            try {
                turn.end();
                kept.incrementAndGet();
            } catch (TurnKeeper.TurnLost mine) {
                lost.incrementAndGet();
                throw mine;
            }
        }
        while (!keeper.isClosed()) {
            turn.rest(clock.nanoTime() + LIMIT.toNanos() * 1000);
            rests.incrementAndGet();
        }
    }

    private void awaitEvaluation() {
        try {
            evaluation.await();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        evaluation.countDown();
        keeper.close();
        keeper.awaitEnd(Duration.ofSeconds(10).toNanos());
        Eventually.until("all threads are gone", () -> threads() == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("keeper-test"))
                .count();
    }

    private static Thread.@Nullable State stateOf(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name) && thread.isDaemon())
                .map(Thread::getState)
                .findAny()
                .orElse(null);
    }

    private static void awaitParked(String name) {
        Eventually.until(() -> name + " is parked", () -> stateOf(name) == Thread.State.WAITING);
    }

    /** Lets the keeper feel the pulse so many times, at the times that it has set itself. */
    private void feel(int times) {
        for (int i = 0; i < times; i++) {
            awaitParked("keeper-test-keeper");
            clock.advance(FEEL);
        }
        awaitParked("keeper-test-keeper");
    }

    private void start() {
        keeper.start();
        if (asks) {
            Eventually.until("it asks", () -> !asked.isEmpty());
        }
        awaitParked("keeper-test-keeper");
    }

    @Test
    void a_turn_is_taken_away_when_its_evaluation_has_hung_for_the_limit_and_not_before() {
        start();
        feel(7);
        Eventually.never("a second turn", () -> turns.get() > 1);
        feel(1);
        Eventually.until("a second turn", () -> turns.get() == 2);
        assertSame(question, handedOver.get());
        assertFalse(question.hasReturned);
        evaluation.countDown();
        Eventually.until("the first comes back", () -> question.hasReturned);
        assertEquals(1, lost.get());
    }

    @Test
    void a_turn_that_was_taken_over_is_kept_by_who_has_it() {
        start();
        feel(8);
        Eventually.until("a second turn", () -> turns.get() == 2);
        awaitParked("keeper-test-2");
        feel(20);
        Eventually.never("a third turn", () -> turns.get() > 2);
    }

    @Test
    void an_evaluation_that_comes_back_in_time_keeps_its_turn() {
        start();
        feel(7);
        evaluation.countDown();
        Eventually.until("it comes back", () -> kept.get() == 1);
        feel(10);
        Eventually.never("a second turn", () -> turns.get() > 1);
        assertEquals(0, lost.get());
        assertFalse(question.hasReturned);
        assertNull(handedOver.get());
    }

    @Test
    void who_rests_is_woken_and_hears_an_interrupt_no_more() {
        asks = false;
        start();
        awaitParked("keeper-test-1");
        Thread resting = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("keeper-test-1"))
                .findAny()
                .orElseThrow();
        resting.interrupt();
        Eventually.until("it looks around", () -> rests.get() == 1);
        awaitParked("keeper-test-1");
        keeper.wake();
        Eventually.until("it looks around again", () -> rests.get() == 2);
        assertFalse(resting.isInterrupted());
        assertTrue(resting.isDaemon());
    }

    @Test
    void a_turn_that_died_is_followed_by_another() {
        AtomicInteger tries = new AtomicInteger();
        TurnKeeper unlucky = new TurnKeeper(
                clock, LIMIT.toNanos(), "keeper-test-unlucky", (turn, hanging) -> tries.incrementAndGet());
        unlucky.start();
        Eventually.until("a second try", () -> {
            clock.advance(FEEL);
            return tries.get() >= 2;
        });
        unlucky.close();
    }

    @Test
    void a_call_is_seen_until_it_is_heeded_and_a_close_for_good() {
        assertFalse(keeper.isCalled());
        keeper.wake();
        assertTrue(keeper.isCalled());
        keeper.heed();
        assertFalse(keeper.isCalled());
        keeper.close();
        keeper.heed();
        assertTrue(keeper.isCalled());
    }
}
