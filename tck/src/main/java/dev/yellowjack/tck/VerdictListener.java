package dev.yellowjack.tck;

import java.io.PrintStream;
import java.util.Collection;
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
 * configuration parameter {@code yellowjack.tck.verdict} set to {@code off} silences it.
 *
 * <p>Thread-safe, for one run at a time; each launcher has a listener of its own.
 */
public final class VerdictListener implements TestExecutionListener {
    private static final String SWITCH = "yellowjack.tck.verdict";

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
        Collection<KitRun> over = runs.values();
        String verdicts =
                over.stream().map(run -> run.verdict().toString()).sorted().collect(Collectors.joining("\n"));
        if (!verdicts.isEmpty()) {
            out.print("\n" + verdicts + "\n"); // At one go: other forks print, too.
            out.flush();
        }
        runs.clear();
        plan = null;
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
