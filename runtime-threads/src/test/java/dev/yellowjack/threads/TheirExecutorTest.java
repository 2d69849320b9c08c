package dev.yellowjack.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.providers.memory.Flag;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import dev.yellowjack.Child;
import dev.yellowjack.ChildBody;
import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Supervisor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Executors of the user's, too small ones and bad ones included (§1.3, §1.4, §1.6, §5.1). */
@Timeout(30)
class TheirExecutorTest {
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
    private final InMemoryProvider flags = new InMemoryProvider(new HashMap<>(Map.of("off", flag(false))));
    private final AtomicInteger ran = new AtomicInteger();
    private ExecutorService executor = Executors.newCachedThreadPool();
    private Supervisor supervisor;

    private static Flag<Boolean> flag(boolean on) {
        return Flag.<Boolean>builder()
                .variant("on", true)
                .variant("off", false)
                .defaultVariant(on ? "on" : "off")
                .build();
    }

    private void start(ExecutorService theirs, Child... children) {
        executor.shutdownNow();
        executor = theirs;
        api.setProviderAndWait(flags);
        var builder = Supervisor.builder()
                .client(api.getClient())
                .runtime(ThreadsRuntime.on(theirs))
                .instance("test");
        for (Child child : children) {
            builder.child(child);
        }
        supervisor = builder.start();
    }

    private void flip(String name, boolean on) {
        flags.updateFlag(name, flag(on));
        supervisor.check().join();
    }

    private static Child child(String id, ChildBody body) {
        return Child.named(id).flag(id).runs(body);
    }

    private Child waiting(String id) {
        return child(id, context -> {
            ran.incrementAndGet();
            context.awaitStop();
        });
    }

    private void await(String id, ChildState state) throws InterruptedException {
        assertTrue(supervisor.await(id, state, BOUND), () -> id + " is to be " + state + ": " + supervisor.status(id));
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "did not come within " + BOUND);
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void close() {
        if (supervisor != null) {
            assertTrue(supervisor.close(BOUND));
        }
        api.shutdown();
        executor.shutdownNow();
    }

    @Test
    void a_child_that_waits_for_a_thread_is_starting_and_gets_the_first_that_is_free() throws InterruptedException {
        start(Executors.newFixedThreadPool(1), waiting("first"), waiting("second"));
        flip("first", true);
        await("first", ChildState.RUNNING);
        flip("second", true);
        assertEquals(ChildState.STARTING, supervisor.status("second").state());
        flip("first", false);
        await("second", ChildState.RUNNING);
        assertEquals(ChildState.OFF, supervisor.status("first").state());
    }

    @Test
    void a_child_that_is_stopped_while_it_waits_is_off_at_once_and_gives_its_place_back() throws InterruptedException {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
        start(pool, waiting("first"), waiting("second"), waiting("third"));
        flip("first", true);
        await("first", ChildState.RUNNING);
        for (int i = 0; i < 20; i++) {
            flip("second", true);
            await("second", ChildState.STARTING);
            until(() -> pool.getQueue().size() == 1);
            flip("second", false);
            assertEquals(ChildState.OFF, supervisor.status("second").state());
            until(() -> pool.getQueue().isEmpty());
        }
        flip("third", true);
        await("third", ChildState.STARTING);
        assertEquals(1, ran.get());
        assertEquals(0, supervisor.status("second").crashes());
    }

    @Test
    void what_a_full_pool_rejects_is_a_crash_that_says_so() throws InterruptedException {
        start(
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1)),
                waiting("first"),
                waiting("second"),
                waiting("third"));
        flip("first", true);
        await("first", ChildState.RUNNING);
        flip("second", true);
        await("second", ChildState.STARTING);
        flip("third", true);
        await("third", ChildState.QUARANTINED);
        assertEquals(RejectedExecutionException.class, causeOf("third").getClass());
        assertEquals(ChildState.RUNNING, supervisor.status("first").state());
        flip("first", false);
        await("second", ChildState.RUNNING);
        assertTrue(supervisor.release("third"));
        await("third", ChildState.STARTING);
    }

    private Throwable causeOf(String id) {
        ChildStatus status = supervisor.status(id);
        assertTrue(status.lastCrash() != null, () -> "has crashed: " + status);
        return status.lastCrash().cause();
    }

    @Test
    void what_a_pool_discards_without_a_word_is_a_crash() throws InterruptedException { // §1.4
        start(
                new ThreadPoolExecutor(
                        1,
                        1,
                        1,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(1),
                        new ThreadPoolExecutor.DiscardOldestPolicy()),
                waiting("first"),
                waiting("oldest"),
                waiting("youngest"));
        flip("first", true);
        await("first", ChildState.RUNNING);
        flip("oldest", true);
        await("oldest", ChildState.STARTING);
        flip("youngest", true);
        until(() -> {
            System.gc(); // What nobody will run is noticed when nobody holds it.
            return supervisor.status("oldest").state() == ChildState.QUARANTINED;
        });
        assertTrue(causeOf("oldest").getMessage().contains("dropped"));
        assertEquals(ChildState.STARTING, supervisor.status("youngest").state());
    }

    @Test
    void what_is_left_over_when_a_pool_is_shut_down_is_a_crash() throws InterruptedException { // §1.4
        ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(1);
        start(pool, waiting("first"), waiting("second"));
        flip("first", true);
        await("first", ChildState.RUNNING);
        flip("second", true);
        await("second", ChildState.STARTING);
        until(() -> pool.getQueue().size() == 1);
        var leftOver = pool.shutdownNow();
        await("first", ChildState.QUARANTINED); // Its thread was interrupted, by somebody who is not us.
        await("second", ChildState.QUARANTINED);
        assertEquals(1, leftOver.size());
    }

    @Test
    void an_executor_is_not_shut_down_with_the_supervisor() throws InterruptedException { // §5.1
        start(Executors.newFixedThreadPool(1), waiting("first"));
        flip("first", true);
        await("first", ChildState.RUNNING);
        assertTrue(supervisor.close(BOUND));
        assertFalse(executor.isShutdown());
    }

    @Test
    void a_thread_is_named_after_its_incarnation_while_it_runs_it() throws InterruptedException {
        CountDownLatch handedBack = new CountDownLatch(1);
        String[] names = new String[2];
        start(
                Executors.newFixedThreadPool(1),
                child(
                        "named",
                        (ChildContext context) ->
                                names[0] = Thread.currentThread().getName()));
        flip("named", true);
        await("named", ChildState.COMPLETED);
        executor.execute(() -> {
            names[1] = Thread.currentThread().getName();
            handedBack.countDown();
        });
        assertTrue(handedBack.await(10, TimeUnit.SECONDS));
        assertEquals("named#1", names[0]);
        assertFalse(names[1].contains("named"), names[1]);
    }
}
