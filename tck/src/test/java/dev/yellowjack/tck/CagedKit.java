package dev.yellowjack.tck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.yellowjack.runtime.SupervisorRuntime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestReporter;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The kit inside a test: run on a back end that may well be wrong, test by test, and less patient than usual. */
final class CagedKit extends FlagProviderTck {
    private static volatile @Nullable Cage cage; // static because JUnit makes the instances; one is looked at at a time

    /** What the kit is run on. */
    private record Cage(
            SupervisorRuntime runtime,
            Supplier<FlagBackend> backend,
            Map<String, String> waivedRules,
            Map<String, String> lastingThreads) {}

    /** Runs tests of the kit on a back end; they are named by their methods. */
    static Events run(Supplier<FlagBackend> backend, String... tests) {
        return run(backend, Map.of(), Map.of(), tests);
    }

    static Events run(
            Supplier<FlagBackend> backend,
            Map<String, String> waivedRules,
            Map<String, String> lastingThreads,
            String... tests) {
        return run(new Cage(TestRuntime.runtime(), backend, waivedRules, lastingThreads), tests);
    }

    /** Runs tests of the kit on a back end and on a runtime that may be wrong, too. */
    static Events run(SupervisorRuntime runtime, Supplier<FlagBackend> backend, String... tests) {
        return run(new Cage(runtime, backend, Map.of(), Map.of()), tests);
    }

    private static Events run(Cage prepared, String... tests) {
        cage = prepared;
        return EngineTestKit.engine("junit-jupiter")
                .selectors(Arrays.stream(tests).map(CagedKit::select).toArray(DiscoverySelector[]::new))
                .execute()
                .testEvents();
    }

    private static DiscoverySelector select(String test) {
        boolean reports = Arrays.stream(CagedKit.class.getMethods())
                .anyMatch(method -> method.getName().equals(test) && method.getParameterCount() == 2);
        return reports
                ? selectMethod(CagedKit.class, test, ProviderStage.class, TestReporter.class)
                : selectMethod(CagedKit.class, test, ProviderStage.class);
    }

    private static Cage cage() {
        return Objects.requireNonNull(cage, "nothing is in the cage");
    }

    @Override
    protected FlagBackend backend() {
        return cage().backend().get();
    }

    @Override
    protected Duration flipTime() {
        return Duration.ofMillis(100);
    }

    @Override
    protected Optional<SupervisorRuntime> runtime() {
        return Optional.of(cage().runtime());
    }

    @Override
    protected Map<String, String> waivedRules() {
        return cage().waivedRules();
    }

    @Override
    protected Map<String, String> lastingThreads() {
        return cage().lastingThreads();
    }

    @Override
    Duration slack() {
        return Duration.ofMillis(500);
    }
}
