package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Nothing of a kit is switched off quietly. */
class SwitchedOffTest {
    @Test
    void a_class_that_switches_nothing_off_passes() {
        assertEquals(List.of(), failures(FixtureKits.Right.class));
        assertEquals(List.of(), failures(FixtureKits.WithOwnTests.class));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                FixtureKits.Replacing.class,
                FixtureKits.ReplacingByAnother.class,
                FixtureKits.ReplacingFurtherUp.class
            })
    void a_test_of_the_kit_that_is_replaced_is_found(Class<?> kit) {
        assertFails(kit, "replaces a test of the kit: two_is_two");
    }

    @ParameterizedTest
    @ValueSource(classes = {FixtureKits.Disabled.class, FixtureKits.WithoutProperties.class})
    void a_class_that_is_disabled_for_one_engine_fails_on_the_other(Class<?> kit) {
        assertFails(kit, "is @Disabled");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {FixtureKits.OnNoSystem.class, FixtureKits.Conditional.class, FixtureKits.ConditionalByField.class
            })
    void a_condition_is_found(Class<?> kit) {
        assertFails(kit, "decides whether tests run or fail: ");
    }

    @Test
    void a_handler_that_may_swallow_failures_is_found() {
        assertFails(FixtureKits.Forgiving.class, "decides whether tests run or fail: TestExecutionExceptionHandler");
    }

    @Test
    void a_test_that_was_disabled_by_unknown_means_fails_the_class() {
        assertFails(FixtureKits.ConditionalInSecret.class, "two_is_two: not this one");
    }

    private static void assertFails(Class<?> kit, String message) {
        List<String> failures = failures(kit);
        assertTrue(failures.stream().anyMatch(failure -> failure.contains(message)), failures::toString);
        assertTrue(
                failures.stream().allMatch(failure -> failure.contains("named in waivedRules()")), failures::toString);
    }

    /** Of tests and of the class, on both engines. */
    private static List<String> failures(Class<?> kit) {
        return Stream.of("junit-jupiter", "jqwik")
                .flatMap(engine -> EngineTestKit.engine(engine)
                        .selectors(selectClass(kit))
                        .configurationParameter("jqwik.reporting.onlyfailures", "true")
                        .execute()
                        .allEvents()
                        .failed()
                        .stream())
                .flatMap(event -> event.getPayload(TestExecutionResult.class).stream())
                .flatMap(result -> result.getThrowable().stream())
                .map(Throwable::getMessage)
                .toList();
    }
}
