package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.opentest4j.AssertionFailedError;

class FailuresTellTheirRuleTest {
    private static final String STARTED = Rulebook.bundled().cite("1.1") + "\n";

    @Test
    void a_comparison_keeps_what_it_expected_and_saw() {
        AssertionFailedError failure = assertInstanceOf(AssertionFailedError.class, failure("comparing"));

        assertEquals(STARTED + "numbers ==> expected: <1> but was: <2>", failure.getMessage());
        assertEquals(1, failure.getExpected().getValue());
        assertEquals(2, failure.getActual().getValue());
        assertThrownIn("comparing", failure);
    }

    @Test
    void an_assertion_keeps_its_message_its_cause_its_stack_and_what_it_suppressed() {
        Throwable failure = failure("asserting");

        assertEquals(STARTED + "no more to say", failure.getMessage());
        assertSame(FailingCases.CAUSE, failure.getCause());
        assertEquals("on the way out", failure.getSuppressed()[0].getMessage());
        assertThrownIn("asserting", failure);
    }

    @Test
    void what_is_no_assertion_becomes_the_cause() {
        Throwable failure = failure("throwing");

        assertEquals(STARTED + "java.lang.IllegalStateException: the cause", failure.getMessage());
        assertSame(FailingCases.CAUSE, failure.getCause());
    }

    @Test
    void a_timeout_tells_the_rule_too() {
        Throwable failure = failure("hanging");

        assertTrue(failure.getMessage().startsWith(STARTED), failure::getMessage);
        assertInstanceOf(TimeoutException.class, failure.getCause());
    }

    @Test
    void a_failure_that_names_its_rule_is_left_as_it_is() {
        RuleBroken failure = assertInstanceOf(RuleBroken.class, failure("naming_another_rule"));

        assertEquals("1.2", failure.rule());
        assertEquals(Rulebook.bundled().cite("1.2") + "\nit did", failure.getMessage());
    }

    @Test
    void only_the_kit_may_skip_its_tests() {
        assertEquals(
                1, run(FailingCases.Tests.class, "skipped_by_the_kit").aborted().count());
        assertTrue(failure("skipped_by_somebody").getMessage().startsWith(STARTED + "skipped by something"));
    }

    @Test
    void a_test_of_the_user_fails_as_it_does() {
        assertSame(FailingCases.CAUSE, failure("of_the_user"));
    }

    @Test
    void failures_before_and_after_the_test_tell_the_rule() {
        Throwable failure = onlyFailure(run(FailingCases.Around.class, "test"));

        assertEquals(STARTED + "java.lang.IllegalStateException: the cause", failure.getMessage());
        assertEquals(
                List.of(STARTED + "left behind"),
                Arrays.stream(failure.getSuppressed())
                        .map(Throwable::getMessage)
                        .toList());
    }

    @Test
    void every_test_of_a_runtime_that_does_not_exist_tells_its_rule() {
        List<Throwable> failures = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(FixtureKits.WithoutRuntime.class))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .flatMap(event -> event.getPayload(TestExecutionResult.class).stream())
                .flatMap(result -> result.getThrowable().stream())
                .toList();

        assertTrue(failures.size() > 100, () -> failures.size() + " failures");
        failures.forEach(failure -> {
            String rule = assertInstanceOf(RuleBroken.class, failure).rule();
            assertTrue(failure.getMessage().startsWith(Rulebook.bundled().cite(rule) + "\n"), failure::getMessage);
        });
    }

    @Test
    void a_wrong_waiver_breaks_no_rule() {
        Events test = EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(
                        FixtureKits.WaivingNonsense.class,
                        "a_supervisor_without_a_reference_to_it_goes_on",
                        Stage.class))
                .execute()
                .testEvents();

        assertInstanceOf(IllegalArgumentException.class, onlyFailure(test));
    }

    private static Throwable failure(String test) {
        return onlyFailure(run(FailingCases.Tests.class, test));
    }

    private static Events run(Class<?> type, String test) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(type, test))
                .execute()
                .testEvents();
    }

    private static Throwable onlyFailure(Events tests) {
        assertEquals(1, tests.failed().count());
        return tests.failed().stream()
                .flatMap(event -> event.getPayload(TestExecutionResult.class).stream())
                .flatMap(result -> result.getThrowable().stream())
                .findFirst()
                .orElseThrow();
    }

    private static void assertThrownIn(String test, Throwable failure) {
        assertTrue(
                Arrays.stream(failure.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals(test)),
                () -> "the stack of the failure itself: " + List.of(failure.getStackTrace()));
    }
}
