package dev.yellowjack.benchmarks;

import dev.yellowjack.benchmarks.Measured.Unit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Has JMH run {@link IdleCheck}, for each number of children. */
final class IdleChecks {
    private static final int ITERATIONS = 5;
    private static final String ALLOCATED = "gc.alloc.rate.norm"; // by all threads of the JVM, per check

    private final Collection<RunResult> results;

    private IdleChecks(Collection<RunResult> results) {
        this.results = results;
    }

    static IdleChecks run(Size size) throws RunnerException {
        System.setProperty(
                "jmh.ignoreLock", "true"); // Another run on this machine is a nuisance, and no reason to fail.
        TimeValue once = TimeValue.milliseconds(size.check().toMillis());
        return new IdleChecks(new Runner(new OptionsBuilder()
                        .include(IdleCheck.class.getName())
                        .param(
                                "children",
                                size.sizes().stream().map(String::valueOf).toArray(String[]::new))
                        .forks(size.forks())
                        .warmupIterations(size.forks() == 0 ? 1 : ITERATIONS)
                        .warmupTime(once)
                        .measurementIterations(size.forks() == 0 ? 1 : ITERATIONS)
                        .measurementTime(once)
                        .jvmArgs("-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch")
                        .jvmArgsAppend(Fork.quiet().toArray(String[]::new))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run());
    }

    Measured time(String benchmark, int children) {
        return measured(
                Unit.NANOS, benchmark, children, fork -> fork.getPrimaryResult().getScore());
    }

    Measured allocation(String benchmark, int children) {
        return measured(
                Unit.BYTES,
                benchmark,
                children,
                fork -> Objects.requireNonNull(fork.getSecondaryResults().get(ALLOCATED))
                        .getScore());
    }

    private Measured measured(Unit unit, String benchmark, int children, ToDoubleFunction<BenchmarkResult> figure) {
        List<RunResult> found = results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + benchmark)
                        && result.getParams().getParam("children").equals(String.valueOf(children)))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " results of " + benchmark + " with " + children);
        }
        return new Measured(
                unit,
                found.get(0).getBenchmarkResults().stream().mapToDouble(figure).toArray());
    }
}
