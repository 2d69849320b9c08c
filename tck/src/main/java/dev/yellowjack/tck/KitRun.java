package dev.yellowjack.tck;

import dev.yellowjack.tck.Outcome.Failed;
import dev.yellowjack.tck.Outcome.NotRun;
import dev.yellowjack.tck.Outcome.Passed;
import dev.yellowjack.tck.Outcome.Skipped;
import dev.yellowjack.tck.Verdict.Tested;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;

/**
 * One run of one kit class, as far as it has come.
 *
 * <p>Thread-safe.
 */
final class KitRun {
    private final KitClass kitClass;
    private final Map<String, List<String>> expected;
    private final Queue<Tested> tests = new ConcurrentLinkedQueue<>();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();

    /** Begins a new run: what the tests of an earlier one have told is forgotten. */
    KitRun(KitClass kitClass) {
        this.kitClass = kitClass;
        this.expected = kitClass.tests();
        Tally.forget(kitClass.type());
    }

    /** A test has ended; the user's own tests do not count. */
    void finished(String test, TestExecutionResult result) {
        add(test, outcome(result));
    }

    /** A test has been disabled. */
    void disabled(String test, String reason) {
        add(test, new NotRun("disabled: " + firstLine(reason)));
    }

    /** The class has ended, or been aborted, on one of the engines. */
    void classFinished(TestExecutionResult result) {
        if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            troubles.add("the class: " + line(result.getThrowable().orElse(null)));
        }
    }

    private void add(String test, Outcome outcome) {
        List<String> rules = expected.get(test);
        if (rules != null) {
            tests.add(new Tested(test, rules, outcome));
        }
    }

    private static Outcome outcome(TestExecutionResult result) {
        Throwable thrown = result.getThrowable().orElse(null);
        return switch (result.getStatus()) {
            case SUCCESSFUL -> new Passed();
            case ABORTED ->
                thrown instanceof NotApplicable missing
                        ? new Skipped(firstLine(missing.getMessage()))
                        : new NotRun("aborted: " + line(thrown));
            case FAILED -> new Failed(rule(thrown), line(thrown));
        };
    }

    private static @Nullable String rule(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RuleBroken broken) {
                return broken.rule();
            }
        }
        return null;
    }

    private static String line(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "no reason given";
        }
        return firstLine(thrown instanceof AssertionError ? thrown.getMessage() : thrown.toString());
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    /** What the run has shown, now that it is over. */
    Verdict verdict() {
        List<Tested> all = new ArrayList<>(tests);
        Set<String> seen = all.stream().map(Tested::test).collect(Collectors.toSet());
        NotRun missing = new NotRun(troubles.isEmpty() ? "left out of this run" : "the class failed before");
        expected.forEach((test, rules) -> {
            if (!seen.contains(test)) {
                all.add(new Tested(test, rules, missing));
            }
        });
        Tally tally = Tally.of(kitClass.type());
        return new Verdict(
                kitClass.type().getSimpleName(),
                tally.subject(),
                tally.waivers(),
                all,
                List.copyOf(troubles),
                tally.lines());
    }
}
