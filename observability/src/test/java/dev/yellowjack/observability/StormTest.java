package dev.yellowjack.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Child;
import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import dev.yellowjack.threads.ThreadsRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Ten thousand children crash in a second: the supervisor answers meanwhile, the log stays short, each is counted. */
class StormTest {
    private static final int CHILDREN = 10_000;
    private static final int THREADS = 50;

    /** How many have series of their own, unless the builder is told otherwise. */
    private static final int CHILD_SERIES = 200;

    /** What half of the calls may take while it goes on, on a machine that is busy with other things as well. */
    private static final Duration MOSTLY = Duration.ofSeconds(1);

    /** What any call may take, also where such a machine stands still for a moment. */
    private static final Duration AT_ALL = Duration.ofSeconds(10);

    private final Flags flags = new Flags().on("storm", "others", "other");
    private final Storm storm = new Storm(CHILDREN);
    private final CountDownLatch odd = new CountDownLatch(1);
    private final long began = System.nanoTime();
    private final List<Duration> calls = new ArrayList<>();
    private Exporter exporter;
    private CrashLog log;

    @BeforeEach
    void open() throws IOException {
        exporter = Exporter.open();
        log = CrashLog.open();
    }

    @AfterEach
    void close() {
        log.close();
        exporter.close();
        flags.close();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void on_virtual_threads_where_all_of_them_run() {
        try (Supervisor supervisor = children().runtime("virtualthreads").start()) {
            Waiting.until(() -> count(supervisor, ChildState.RUNNING) == CHILDREN + 2, () -> states(supervisor));
            crash(supervisor);
        }
    }

    /** Most of them wait for a thread when it begins, and are hit when they have one. */
    @Test
    void on_a_few_threads_that_they_come_by_in_turn() {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try (Supervisor supervisor =
                children().runtime(ThreadsRuntime.on(executor)).start()) {
            Waiting.until(() -> count(supervisor, ChildState.RUNNING) == THREADS, () -> states(supervisor));
            crash(supervisor);
        } finally {
            executor.shutdown();
        }
    }

    private SupervisorBuilder children() {
        SupervisorBuilder builder = Supervisor.builder()
                .name("coast")
                .client(flags.client())
                .openTelemetry(exporter.openTelemetry())
                .child(Child.named("early").flag("others").runs(StormTest::crashAtFirst))
                .child(Child.named("other").flag("other").runs(ChildContext::awaitStop))
                .child(Child.named("odd").flag("others").runs(this::crashOddly));
        for (int i = 0; i < CHILDREN; i++) {
            builder.child(Child.named("child-" + i).flag("storm").runs(storm::waitToBeHit));
        }
        return builder;
    }

    private static void crashAtFirst(ChildContext body) throws InterruptedException {
        if (body.incarnation() == 1) {
            throw new IllegalStateException("too early");
        }
        body.awaitStop();
    }

    private void crashOddly(ChildContext body) throws InterruptedException {
        odd.await();
        throw new IllegalArgumentException("odd");
    }

    private void crash(Supervisor supervisor) {
        assertTrue(sees(supervisor, "early", ChildState.QUARANTINED));
        storm.begin();
        Waiting.until(() -> storm.hits() > CHILDREN / 10, storm::hits);
        assertTrue(storm.hits() < CHILDREN, "it was over before anything could be asked");
        askMeanwhile(supervisor);
        Waiting.until(() -> count(supervisor, ChildState.QUARANTINED) == CHILDREN + 1, () -> states(supervisor));
        assertTrue(sees(supervisor, "early", ChildState.RUNNING));
        assertAllAreCounted(supervisor);
        System.out.printf(
                "%d crashes in %.2f s; of %d calls meanwhile half took up to %d ms, and one %d ms; %d log entries%n",
                CHILDREN,
                storm.seconds(),
                calls.size(),
                calls.get(calls.size() / 2).toMillis(),
                calls.get(calls.size() - 1).toMillis(),
                log.entries());
    }

    private void askMeanwhile(Supervisor supervisor) {
        odd.countDown();
        assertTrue(promptly("release", () -> supervisor.release("early")));
        flags.off("other");
        assertTrue(promptly("flip", () -> sees(supervisor, "other", ChildState.OFF)));
        do {
            assertEquals(
                    CHILDREN + 3,
                    promptly("status", supervisor::status).children().size());
            assertNotNull(promptly("status of one", () -> supervisor.status("other")));
            assertNotNull(promptly("health", supervisor::health));
        } while (storm.hits() < CHILDREN);
        Collections.sort(calls);
        assertTrue(calls.get(calls.size() / 2).compareTo(MOSTLY) < 0, calls::toString);
    }

    private static boolean sees(Supervisor supervisor, String child, ChildState state) {
        try {
            return supervisor.await(child, state, Waiting.BOUND);
        } catch (InterruptedException stopped) {
            throw new AssertionError("interrupted", stopped);
        }
    }

    private <T> T promptly(String what, Supplier<T> call) {
        long from = System.nanoTime();
        T answer = call.get();
        Duration took = Duration.ofNanos(System.nanoTime() - from);
        assertTrue(took.compareTo(AT_ALL) < 0, () -> what + " took " + took);
        calls.add(took);
        return answer;
    }

    private void assertAllAreCounted(Supervisor supervisor) {
        int inStatus = supervisor.status().children().stream()
                .mapToInt(ChildStatus::crashes)
                .sum();
        assertEquals(CHILDREN + 2, inStatus);
        Scrape scrape = exporter.scrape();
        assertEquals(CHILDREN, scrape.sum("yellowjack_child_crashes_total", of(Storm.Hit.class)));
        assertEquals(1, scrape.sum("yellowjack_child_crashes_total", of(IllegalStateException.class)));
        assertEquals(1, scrape.sum("yellowjack_child_crashes_total", of(IllegalArgumentException.class)));
        assertEquals(inStatus, scrape.sum("yellowjack_child_crashes_total", Map.of()));
        assertEquals(0, scrape.sum("yellowjack_telemetry_dropped_total", Map.of()));
        Map<String, String> quarantined = Map.of("yellowjack_child_state", "quarantined");
        assertEquals(CHILDREN + 1, scrape.sum("yellowjack_child_count", quarantined));
        assertEquals(CHILD_SERIES, scrape.sum("yellowjack_child_state", quarantined));
        Waiting.until(
                () -> log.errors(Storm.Hit.class) + log.leftOut(Storm.Hit.class) == CHILDREN,
                () -> log.errors(Storm.Hit.class) + " errors and " + log.leftOut(Storm.Hit.class) + " left out");
        assertEquals(1, log.errors(IllegalArgumentException.class), "what crashed for another reason is in the log");
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds() + 2;
        assertTrue(log.entries() < seconds * 500, () -> log.entries() + " in " + seconds + " s");
    }

    private static Map<String, String> of(Class<?> thrown) {
        return Map.of("error_type", thrown.getName());
    }

    private static int count(Supervisor supervisor, ChildState state) {
        return supervisor.status().counts().getOrDefault(state, 0);
    }

    private static Object states(Supervisor supervisor) {
        return supervisor.status().counts();
    }
}
