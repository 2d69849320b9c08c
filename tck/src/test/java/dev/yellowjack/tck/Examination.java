package dev.yellowjack.tck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.yellowjack.examples.custom.Specimen;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A run of some tests of the kit on a specimen.
 *
 * @param ran how many tests did
 * @param failures of those that failed
 */
record Examination(int ran, List<Failure> failures) {
    /** Apart from the one of the build's own properties. */
    private static final String DATABASE = "target/zoo-jqwik-database";

    /** jqwik keeps by the names of tests what belongs to them, and these are the same for all specimens. */
    private static final Lock JQWIK = new ReentrantLock();

    /**
     * A test that failed.
     *
     * @param test its name
     * @param rule the one that it cites as broken; null if none
     * @param isAccident whether it failed with something that is no assertion of the kit
     * @param text what it failed with
     */
    record Failure(String test, @Nullable String rule, boolean isAccident, String text) {
        static Failure of(String test, Throwable thrown) {
            String rule = thrown instanceof RuleBroken broken ? broken.rule() : null;
            return new Failure(test, rule, isAccident(thrown), String.valueOf(thrown.getMessage()));
        }

        /** It is none if the kit asserts it, if time is over, or if the specimen refuses what it may refuse. */
        private static boolean isAccident(Throwable thrown) {
            Throwable cause = thrown.getCause();
            return thrown instanceof AssertionError
                    ? cause != null && isAccident(cause)
                    : !(thrown instanceof TimeoutException
                            || thrown instanceof NoSuchElementException
                            || thrown instanceof IllegalArgumentException
                            || thrown instanceof IllegalStateException);
        }
    }

    /** Which tests of the kit to run: the examples are Jupiter's, the random properties jqwik's. */
    enum Part {
        EXAMPLES("junit-jupiter"),
        RANDOM("jqwik");

        private final String engine;

        Part(String engine) {
            this.engine = engine;
        }
    }

    /** Runs the tests of a part of the kit that verify a rule. */
    static Examination of(Class<? extends Specimen> kind, Part part, Predicate<Rule> rules) {
        if (part == Part.EXAMPLES) {
            return Cage.with(kind, () -> run(part, rules));
        }
        JQWIK.lock();
        try {
            return Cage.with(kind, () -> run(part, rules));
        } finally {
            JQWIK.unlock();
        }
    }

    private static Examination run(Part part, Predicate<Rule> rules) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Cage.class))
                .filters(EngineFilter.includeEngines(part.engine), citing(rules))
                .configurationParameter("jqwik.database", DATABASE)
                .configurationParameter("jqwik.shrinking.default", "OFF")
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .build();
        LauncherConfig withoutVerdict = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .build();
        Results results = new Results();
        LauncherFactory.create(withoutVerdict).execute(request, results);
        return new Examination(results.ran, List.copyOf(results.failures));
    }

    private static PostDiscoveryFilter citing(Predicate<Rule> rules) {
        return descriptor -> {
            Optional<Method> method = method(descriptor.getSource());
            return FilterResult.includedIf(method.isEmpty()
                    || Optional.ofNullable(method.get().getAnnotation(Rule.class))
                            .filter(rules)
                            .isPresent());
        };
    }

    private static Optional<Method> method(Optional<TestSource> source) {
        return source.filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(MethodSource::getJavaMethod);
    }

    /** The failures that show that a rule is broken: which cite it, and are none of the specimen's accidents. */
    List<Failure> of(String rule) {
        return failures.stream()
                .filter(failure -> rule.equals(failure.rule) && !failure.isAccident)
                .toList();
    }

    /** The rules that are cited as broken. */
    SortedSet<String> rules() {
        SortedSet<String> rules = new TreeSet<>(Rulebook.ORDER);
        failures.forEach(failure -> rules.add(String.valueOf(failure.rule)));
        return rules;
    }

    private static final class Results implements TestExecutionListener {
        private final List<Failure> failures = new ArrayList<>();
        private int ran;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() && result.getStatus() != TestExecutionResult.Status.ABORTED) {
                ran++;
            }
            result.getThrowable()
                    .filter(thrown -> result.getStatus() == TestExecutionResult.Status.FAILED)
                    .ifPresent(thrown -> failures.add(Failure.of(
                            method(test.getSource()).map(Method::getName).orElse(test.getDisplayName()), thrown)));
        }
    }
}
