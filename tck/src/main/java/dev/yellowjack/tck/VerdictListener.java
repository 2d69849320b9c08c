package dev.yellowjack.tck;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints the verdict on each class that ran a kit, when the run is over.
 *
 * <p>The JUnit platform finds it by itself wherever the kit is on the class path, and tells it what all engines do. The
 * configuration parameter {@code yellowjack.tck.verdict} set to {@code off} silences it; {@code yellowjack.tck.report} names
 * a folder for the same verdicts as files that programs can read. Both may be system properties.
 *
 * <p>Thread-safe, for one run at a time; each launcher has a listener of its own.
 */
public final class VerdictListener implements TestExecutionListener {
    private static final String SWITCH = "yellowjack.tck.verdict";
    private static final String REPORT = "yellowjack.tck.report";

    private final Map<Class<?>, KitRun> runs = new ConcurrentHashMap<>();
    private volatile @Nullable TestPlan plan;

    private final PrintStream out;

    /** For the JUnit platform to call. */
    public VerdictListener() {
        this(System.out);
    }

    VerdictListener(PrintStream out) {
        this.out = out;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        runs.clear();
        plan = started;
        if (!started.getConfigurationParameters().get(SWITCH).orElse("on").equals("off")) {
            started.getRoots().stream()
                    .flatMap(engine -> started.getDescendants(engine).stream())
                    .flatMap(VerdictListener::kitClass)
                    .forEach(type -> runs.computeIfAbsent(type, fresh -> new KitRun(new KitClass(fresh))));
        }
    }

    @Override
    public void executionFinished(TestIdentifier finished, TestExecutionResult result) {
        if (finished.isTest()) {
            run(finished).ifPresent(run -> test(finished).ifPresent(test -> run.finished(test, result)));
        } else {
            kitClass(finished).map(runs::get).flatMap(Stream::ofNullable).forEach(run -> run.classFinished(result));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier skipped, String reason) {
        TestPlan current = plan;
        if (current != null) {
            Stream.concat(Stream.of(skipped), current.getDescendants(skipped).stream())
                    .filter(TestIdentifier::isTest)
                    .forEach(left -> run(left).ifPresent(run -> test(left).ifPresent(t -> run.disabled(t, reason))));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        Map<Class<?>, Verdict> over = new HashMap<>();
        runs.forEach((type, run) -> over.put(type, run.verdict()));
        String verdicts = over.values().stream().map(Verdict::toString).sorted().collect(Collectors.joining("\n"));
        if (!verdicts.isEmpty()) {
            out.print("\n" + verdicts + "\n"); // At one go: other forks print, too.
            out.flush();
        }
        finished.getConfigurationParameters().get(REPORT).ifPresent(folder -> report(over, folder));
        runs.clear();
        plan = null;
    }

    /** Comes after the verdicts have been printed: a folder that cannot be written takes nothing from them. */
    private void report(Map<Class<?>, Verdict> over, String folder) {
        over.forEach((type, verdict) -> {
            try {
                VerdictReport.write(
                        Path.of(folder), type, verdict, Tally.of(type).facts());
            } catch (IOException | InvalidPathException problem) {
                out.println("FAILED to write the report on " + type.getName() + " to -D" + REPORT + "=" + folder + ": "
                        + problem);
            }
        });
    }

    /** The run of the class in which a test is found: the class may have inherited it. */
    private Optional<KitRun> run(TestIdentifier test) {
        TestPlan current = plan;
        Optional<TestIdentifier> above = Optional.of(test);
        while (current != null && above.isPresent()) {
            Optional<KitRun> run = kitClass(above.get())
                    .flatMap(type -> Stream.ofNullable(runs.get(type)))
                    .findFirst();
            if (run.isPresent()) {
                return run;
            }
            above = current.getParent(above.get());
        }
        return Optional.empty();
    }

    private static Optional<String> test(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getMethodName());
    }

    private static Stream<Class<?>> kitClass(TestIdentifier container) {
        return container.getSource().filter(ClassSource.class::isInstance).stream()
                .flatMap(source -> loaded((ClassSource) source))
                .filter(KitClass::is);
    }

    /** Other engines may name classes that are none. */
    private static Stream<Class<?>> loaded(ClassSource source) {
        try {
            return Stream.of(source.getJavaClass());
        } catch (RuntimeException notThere) {
            return Stream.empty();
        }
    }
}
