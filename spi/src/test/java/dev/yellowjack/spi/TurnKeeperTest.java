package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.ImmutableContext;
import dev.yellowjack.runtime.SupervisorClock;
import dev.yellowjack.tck.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    private final AtomicInteger parks = new AtomicInteger();
    private final AtomicInteger moves = new AtomicInteger();
    private final AtomicReference<Question> handedOver = new AtomicReference<>();
    private final List<Long> asked = new CopyOnWriteArrayList<>();
    private final TurnKeeper keeper =
            new TurnKeeper(clock, LIMIT.toNanos(), "keeper-test", (turn, hanging) -> haveTurn(turn, hanging));

    private final List<Long> pauses = new CopyOnWriteArrayList<>();
    private @Nullable TurnKeeper sleeper;
    private volatile @Nullable Thread sleepersKeeper;

    private volatile long sleepersRest = LIMIT.toNanos() * 1000;
    private volatile boolean asks = true;
    private volatile boolean isToAsk;
    private volatile boolean isOver;
    private volatile boolean isToPause;
    private volatile boolean isPaused;

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
            keeper.heed();
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
        isToAsk = true;
        isToPause = false;
        isOver = true;
        if (sleeper != null) {
            sleeper.close();
        }
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
    void who_was_called_does_not_rest_even_if_something_else_was_woken_by_that() {
        AtomicInteger rested = new AtomicInteger();
        AtomicReference<TurnKeeper> called = new AtomicReference<>();
        called.set(new TurnKeeper(clock, LIMIT.toNanos(), "keeper-test-called", (turn, hanging) -> {
            called.get().heed();
            called.get().wake();
            LockSupport.park(this); // as a lock would, in what the reader calls
            turn.rest(clock.nanoTime() + LIMIT.toNanos() * 1000);
            rested.incrementAndGet();
            called.get().close();
            called.get().heed();
            LockSupport.park(this);
            turn.rest(clock.nanoTime() + LIMIT.toNanos() * 1000);
            rested.incrementAndGet();
        }));
        called.get().start();
        Eventually.until("it has rested neither when called nor when closed", () -> rested.get() == 2);
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

    /** Rests until it is woken; then it asks so many questions that come back at once, and one that hangs. */
    private TurnKeeper startSleeper(int answered) {
        TurnKeeper started =
                new TurnKeeper(new PausesOfTheKeeper(), LIMIT.toNanos(), "keeper-test-sleeper", (turn, hanging) -> {
                    boolean first = turns.incrementAndGet() == 1;
                    long end = clock.nanoTime() + (first ? sleepersRest : LIMIT.toNanos() * 1000);
                    while (!(first ? isToAsk : isOver)) {
                        Objects.requireNonNull(sleeper).heed();
                        turn.rest(end);
                    }
                    if (first) {
                        for (int i = 0; i < answered; i++) {
                            turn.begin(question);
                            turn.end();
                        }
                        awaitPause();
                        turn.begin(question);
                        asked.add(clock.nanoTime());
                        awaitEvaluation();
                        turn.end();
                    }
                });
        sleeper = started;
        started.start();
        return started;
    }

    /** What the reader may have to do between two questions, without a rest. */
    private void awaitPause() {
        isPaused = true;
        Eventually.until("the end of a pause", () -> !isToPause);
    }

    /** The test's clock, by which the keeper waits until it is time or it is called; and how long it means to, each time. */
    private final class PausesOfTheKeeper implements SupervisorClock {
        @Override
        public Instant instant() {
            return clock.instant();
        }

        @Override
        public long nanoTime() {
            return clock.nanoTime();
        }

        @Override
        public void parkUntil(long deadline) {
            if (!Thread.currentThread().getName().endsWith("-keeper")) {
                clock.parkUntil(deadline);
                return;
            }
            sleepersKeeper = Thread.currentThread();
            pauses.add(deadline - clock.nanoTime());
            boolean isCalled = false;
            while (!isCalled && !isOver && deadline - clock.nanoTime() > 0) {
                int before = moves.get();
                parks.incrementAndGet();
                LockSupport.park(this);
                isCalled = moves.get() == before;
            }
        }
    }

    /** Moves the sleeper's clock while its keeper is parked: it wakes once for that, and any other time it has been called. */
    private void move(Duration by) {
        awaitParked("keeper-test-sleeper-keeper");
        clock.advance(by);
        moves.incrementAndGet();
        LockSupport.unpark(sleepersKeeper);
    }

    @Test
    void while_nothing_is_asked_the_keeper_comes_but_once_in_a_limit() {
        startSleeper(0);
        awaitParked("keeper-test-sleeper-1");
        for (int come = 1; come <= 5; come++) {
            int pausesThen = come;
            Eventually.until("the keeper's next pause", () -> pauses.size() >= pausesThen);
            move(Duration.ofNanos(pauses.get(come - 1)));
        }
        assertEquals(FEEL.toNanos(), pauses.get(0));
        assertEquals(
                List.of(LIMIT.toNanos(), LIMIT.toNanos(), LIMIT.toNanos()),
                List.copyOf(pauses).subList(1, 4));
    }

    @Test
    void while_nothing_is_asked_the_keeper_comes_soon_after_the_next_look_if_that_is_before_the_limit() {
        sleepersRest = 4 * FEEL.toNanos();
        startSleeper(0);
        awaitParked("keeper-test-sleeper-1");
        step();
        assertEquals(List.of(FEEL.toNanos(), 4 * FEEL.toNanos()), List.copyOf(pauses));
    }

    @ParameterizedTest(name = "after {0} that were answered")
    @ValueSource(ints = {64, 65, 1000})
    void whoever_asks_much_does_not_call_a_keeper_that_comes_soon(int answered) {
        sleepersRest = 4 * FEEL.toNanos();
        startSleeper(answered);
        awaitParked("keeper-test-sleeper-1");
        step();
        step();
        step();
        step();
        isToAsk = true;
        Eventually.until("it asks", () -> !asked.isEmpty());
        step();
        assertEquals(3, pauses.size(), () -> "pauses " + pauses);

        assertLosesItsTurnInTime();
    }

    @ParameterizedTest(name = "after {0} that were answered")
    @ValueSource(ints = {0, 63, 64, 65, 1000})
    void the_limit_counts_from_the_question_after_a_quiet_time_too(int answered) {
        TurnKeeper asleep = startSleeper(answered);
        awaitParked("keeper-test-sleeper-1");
        step();
        assertEquals(List.of(FEEL.toNanos(), LIMIT.toNanos()), pauses);
        step();
        isToAsk = true;
        asleep.wake();
        Eventually.until("it asks", () -> !asked.isEmpty());
        int expected = answered < 64 ? 2 : 3;
        Eventually.until("the keeper has been called, if it is to be", () -> pauses.size() == expected);

        assertLosesItsTurnInTime();
    }

    @ParameterizedTest(name = "after {0} that were answered")
    @ValueSource(ints = {1, 63, 64, 65, 1000})
    void the_limit_counts_from_a_question_that_comes_long_after_the_last_one_without_a_rest(int answered) {
        isToPause = true;
        isToAsk = true;
        startSleeper(answered);
        Eventually.until("a pause between two questions", () -> isPaused);
        for (int i = 0; i < 5; i++) {
            step();
        }
        isToPause = false;
        Eventually.until("it asks", () -> !asked.isEmpty());

        assertLosesItsTurnInTime();
    }

    /** When the limit is over, and not before; and within a quarter of it. */
    private void assertLosesItsTurnInTime() {
        for (int i = 0; i < 7; i++) {
            step();
        }
        Eventually.never("a second turn", () -> turns.get() > 1);
        step();
        step();
        Eventually.until("a second turn", () -> turns.get() == 2);
    }

    /** Moves the clock; returns when the sleeper's keeper has done what follows from that. */
    private void step() {
        awaitParked("keeper-test-sleeper-keeper");
        int before = parks.get();
        move(FEEL);
        Eventually.until("the keeper has seen that", () -> parks.get() > before);
        awaitParked("keeper-test-sleeper-keeper");
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
