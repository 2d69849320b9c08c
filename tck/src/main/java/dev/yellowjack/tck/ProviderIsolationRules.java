package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.RUNNING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.EventDetails;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderEvent;
import dev.yellowjack.Child;
import dev.yellowjack.Reading;
import dev.yellowjack.Supervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** §4.9, §5.1 and §6.1 on a real provider: what it costs, what it leaves behind, and whom it disturbs. */
interface ProviderIsolationRules {
    /** How far apart looks are at least that events cause. */
    Duration SPACING = Duration.ofMillis(10);

    @Test
    @Rule({"6.1", "4.1"})
    default void two_supervisors_on_providers_of_their_own_do_not_disturb_each_other(ProviderStage stage) {
        CheckedBackend east = stage.backend;
        CheckedBackend west = stage.anotherBackend();
        east.off("orders");
        west.off("orders");
        stage.plugIn("east", east);
        stage.plugIn("west", west);
        Probe eastern = stage.body("eastern");
        Probe western = stage.body("western");
        Supervisor inEast = stage.start(stage.builder().client(stage.api.getClient("east")), eastern.on("orders"));
        Supervisor inWest = stage.start(stage.builder().client(stage.api.getClient("west")), western.on("orders"));

        east.on("orders");
        stage.until("the eastern child to run", eastern::hasBegun);
        stage.watch("the western flag is another one", () -> western.runs().isEmpty());
        west.on("orders");
        stage.until("the western child to run", western::hasBegun);
        east.off("orders");
        stage.until(
                "the eastern child to be off", () -> inEast.status("eastern").state() == OFF);
        inEast.close();
        if (east.has(Ability.DISCONNECT)) {
            east.disconnect();
        }
        stage.watch("the western child runs on", western::isLive);
        west.off("orders");
        stage.until(
                "the western child to be off", () -> inWest.status("western").state() == OFF);
        assertEquals(1, western.runs().size());
    }

    @Test
    @Rule({"4.9", "4.7", "4.4"})
    default void a_check_costs_one_evaluation_per_flag_that_has_not_changed(ProviderStage stage) {
        int checks = 5;
        AtomicInteger events = new AtomicInteger();
        for (ProviderEvent event : ProviderEvent.values()) {
            stage.client.on(event, (EventDetails details) -> events.incrementAndGet());
        }
        Probe on = stage.probe("on");
        Probe off = stage.probe("off");
        stage.plugIn();
        stage.start(
                stage.builder().checkInterval(ProviderStage.NEVER),
                on.child(),
                off.child(),
                stage.body("sharing").on("on"),
                Child.named("inverted").killSwitch("off").runs(stage.body("inverted")));
        stage.check();
        stage.backend.on("on");
        stage.until("the provider to answer by that", () -> stage.answers("on", true));
        stage.check();
        stage.awaitRunning(on);

        // A look for an event of before may come as late as a busy machine will have it. It spoils one count, not each.
        // Where events came in the middle of a count, or had not ceased, it cannot tell what the checks have cost.
        List<String> excesses = new ArrayList<>();
        boolean right = false;
        for (int count = 0; count < 5 && excesses.size() < 3 && !right; count++) {
            boolean calm = awaitCalm(stage);
            int eventsBefore = events.get();
            Optional<String> excess = excessOf(stage, checks, events, calm);
            excess.ifPresent(excesses::add);
            right = calm && excess.isEmpty() && events.get() == eventsBefore;
        }
        assertTrue(excesses.size() < 3, () -> "three counts were wrong: " + excesses);
    }

    /** Counts what so many checks cost; says so if it is not what they should. */
    private static Optional<String> excessOf(ProviderStage stage, int checks, AtomicInteger events, boolean calm) {
        int eventsBefore = events.get();
        int onBefore = stage.evaluations.of("on");
        int offBefore = stage.evaluations.of("off");
        long began = System.nanoTime();
        for (int check = 0; check < checks; check++) {
            stage.check();
        }
        int onCost = stage.evaluations.of("on") - onBefore;
        int offCost = stage.evaluations.of("off") - offBefore;
        long tookNanos = System.nanoTime() - began;

        // An event is worth a look, and a second one; but looks that events cause are spaced, however many there are.
        long looksForEvents = calm ? 2L * (events.get() - eventsBefore) : 2 * (2 + tookNanos / SPACING.toNanos());
        return IntStream.of(onCost, offCost)
                .filter(cost -> cost < checks || cost > checks + looksForEvents)
                .mapToObj(cost -> checks + " checks, and " + looksForEvents + " looks that events are worth, cost "
                        + cost + " evaluations of one flag")
                .findFirst();
    }

    /**
     * Lets events that are still on their way cause their looks.
     *
     * @return whether the provider fell silent; some announce something whenever they are asked
     */
    private static boolean awaitCalm(ProviderStage stage) {
        Duration calm = Duration.ofMillis(300);
        long deadline = System.nanoTime() + calm.multipliedBy(3).toNanos();
        do {
            int before = stage.evaluations.ofAll();
            if (!Patience.holdsWithin(calm, () -> stage.evaluations.ofAll() != before)) {
                return true;
            }
        } while (System.nanoTime() - deadline < 0);
        return false;
    }

    @Test
    @Rule("4.1")
    default void a_provider_answers_many_threads_at_once(ProviderStage stage) {
        int threads = 8;
        int questions = 50;
        stage.backend.on("on");
        stage.backend.off("off");
        stage.plugIn();
        stage.until("the provider to know the flags", () -> stage.answers("on", true) && stage.answers("off", false));

        List<CompletableFuture<Boolean>> asking = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            asking.add(stage.background(() -> {
                for (int question = 0; question < questions; question++) {
                    assertTrue(stage.answers("on", true), "the flag 'on' is on, whoever asks");
                    assertTrue(stage.answers("off", false), "the flag 'off' is off, whoever asks");
                }
                return true;
            }));
        }

        for (CompletableFuture<Boolean> one : asking) {
            assertTrue(stage.get("the answers", one));
        }
    }

    @Test
    @Rule({"5.1", "6.1"})
    default void no_thread_is_left_of_a_supervisor_and_its_provider(ProviderStage stage, TestReporter reporter) {
        Map<String, String> declared = stage.kit.lastingThreads();
        Predicate<Thread> mayStay = thread -> declared.keySet().stream().anyMatch(Threads.describe(thread)::contains);
        Predicate<Thread> isDaemon = Thread::isDaemon;
        declared.forEach((part, reason) -> {
            reporter.publishEntry("threads '" + part + "' may be left", reason);
            stage.tally().note("threads left", part + "  because \"" + reason + "\"");
        });
        Set<Thread> before = Threads.all();
        liveAndDie(stage, "first");
        // A library may keep threads for the whole JVM, made once; if they let the JVM end.
        awaitNoneBut(stage, before, mayStay.or(isDaemon));

        Set<Thread> between = Threads.all();
        liveAndDie(stage, "second");
        awaitNoneBut(stage, between, mayStay);
    }

    /** A whole life of a provider and of a supervisor on it. */
    private static void liveAndDie(ProviderStage stage, String life) {
        OpenFeatureAPI api = stage.isolatedApi();
        Probe orders = stage.body(life);
        try (CheckedBackend backend = stage.anotherBackend()) {
            backend.off("orders");
            FeatureProvider provider = backend.provider();
            stage.initialise(() -> api.setProviderAndWait(provider));
            try (Supervisor supervisor = stage.start(stage.builder().client(api.getClient()), orders.on("orders"))) {
                stage.awaitReading(life, Reading.OFF);
                backend.on("orders");
                stage.await(life, RUNNING);
                if (backend.has(Ability.DISCONNECT)) {
                    backend.disconnect();
                    backend.reconnect();
                }
                backend.off("orders");
                stage.await(life, OFF);
                assertEquals(1, supervisor.status().children().size());
            }
            stage.shutDown(api);
        }
    }

    private static void awaitNoneBut(ProviderStage stage, Set<Thread> before, Predicate<Thread> mayStay) {
        stage.until(
                () -> "these threads to end, or to be declared in lastingThreads(): "
                        + Threads.newSince(before, mayStay).stream()
                                .map(Threads::describe)
                                .toList(),
                () -> Threads.newSince(before, mayStay).isEmpty());
    }
}
