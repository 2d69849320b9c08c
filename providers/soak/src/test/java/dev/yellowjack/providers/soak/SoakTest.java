package dev.yellowjack.providers.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.providers.flagd.EvaluationServerBackend;
import dev.yellowjack.providers.flagd.RealFlagdBackend;
import dev.yellowjack.providers.flagd.SyncServerBackend;
import dev.yellowjack.providers.launchdarkly.StreamBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A hundred children on flag services that flip, burst, fail and restart at random: at the end, and at each calm between,
 * every child is where its flag says, none has run twice at once, no thread is left, and memory has not grown.
 *
 * <p>A quarter of a minute in each build. {@code ./mvnw verify -pl providers/soak -am -Dtest=SoakTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dsoak.minutes=30} is the soak; {@code -Dflagd.binary=...} has it on the real
 * flagd, and on stand-ins in this JVM otherwise.
 */
final class SoakTest {
    private static final Duration END = Duration.ofSeconds(90);
    private static final int LOOKS = 30; // at the heap

    private static final Logger LOG = Logger.getLogger("");

    private final long seed = Long.getLong("soak.seed", 0L) != 0
            ? Long.getLong("soak.seed")
            : RandomGenerator.getDefault().nextLong();
    private final Duration length =
            Duration.ofMillis((long) (Double.parseDouble(System.getProperty("soak.minutes", "0.25")) * 60_000));

    @Test
    void every_child_ends_where_its_flag_says_whatever_befalls_its_flag_service() throws Exception {
        System.out.println("soak: " + length + ", seed " + seed + " (-Dsoak.seed=" + seed + ")");
        LOG.setLevel(Level.SEVERE); // Each outage is a warning for each of a hundred children.
        Set<Thread> before = Set.copyOf(threads());
        Heap heap = new Heap();
        List<Fleet> fleets = new ArrayList<>();
        try {
            fleets.add(new Fleet("LaunchDarkly", new StreamBackend(), 33));
            if (System.getProperty("flagd.binary", "").isBlank()) {
                fleets.add(new Fleet("flagd in process, a stand-in", new SyncServerBackend(), 32));
                fleets.add(new Fleet("flagd by RPC, a stand-in", new EvaluationServerBackend(), 32));
            } else {
                fleets.add(new Fleet("flagd in process", RealFlagdBackend.inProcess(), 32));
                fleets.add(new Fleet("flagd by RPC", RealFlagdBackend.rpc(), 32));
            }
            soak(fleets, heap);
        } finally {
            for (Fleet fleet : fleets) {
                fleet.close();
            }
        }
        heap.assertFlat();
        assertTrue(Waiting.until(END, () -> left(before).isEmpty()), () -> "threads are left: " + left(before));
    }

    private void soak(List<Fleet> fleets, Heap heap) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Weather> weathers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Fleet fleet : fleets) {
            Weather weather = new Weather(fleet, seed + weathers.size());
            weathers.add(weather);
            threads.add(new Thread(() -> storm(weather, end, failures), "soak-" + fleet.name));
        }
        threads.forEach(Thread::start);
        while (System.nanoTime() - end < 0 && failures.isEmpty()) {
            Waiting.pass(length.dividedBy(LOOKS));
            heap.look();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        weathers.forEach(SoakTest::tell);
        System.out.println("soak: heap after a collection, in MB: " + heap);
        failures.forEach(Throwable::printStackTrace);
        assertEquals(List.of(), List.copyOf(failures));
        for (Fleet fleet : fleets) {
            assertEquals(List.of(), List.copyOf(fleet.doubleRuns), fleet.name + ": two bodies of one child");
        }
    }

    private static void storm(Weather weather, long end, Queue<Throwable> failures) {
        try {
            while (System.nanoTime() - end < 0 && failures.isEmpty()) {
                weather.next();
            }
            weather.calm();
        } catch (Throwable failure) {
            failures.add(failure);
        }
    }

    private static void tell(Weather weather) {
        System.out.println("soak: " + weather.fleet.name + ": " + weather.counts + ", starts " + weather.fleet.starts
                + ", longest until all children were where their flags say: "
                + weather.longestConvergence().toMillis() + " ms");
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    /** Threads that were not there before, but for those that are known to stay a while or for good. */
    private static Set<String> left(Set<Thread> before) {
        return threads().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> STAYING.stream().noneMatch(name::startsWith))
                .collect(Collectors.toSet());
    }

    /** One for the whole JVM each, of the JDK, of the HTTP client and of Maven: they belong to no provider. */
    private static final List<String> STAYING = List.of("Okio Watchdog", "process reaper", "surefire");
}
