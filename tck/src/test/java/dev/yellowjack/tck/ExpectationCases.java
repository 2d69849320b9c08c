package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Tests with and without an expectation: read by {@link ExpectationsTest}, and never run. */
interface ExpectationCases {
    @Rule("1.1")
    default void without_steps_only(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.run(orders);
        stage.settle();
        Patience.quiet();
    }

    @Rule("1.1")
    default void without_but_looking(Stage stage) {
        boolean unused = stage.state("orders") == stage.state("others");
        Assumptions.assumeTrue(unused);
    }

    @Rule("1.1")
    default void without_in_a_helper(Stage stage) {
        setUp(stage);
    }

    @Rule("1.1")
    default void without_in_a_lambda(Stage stage) {
        List.of("orders").forEach(stage::on);
    }

    @Rule("1.1")
    default void with_an_assertion(Stage stage) {
        assertTrue(stage.isGone("orders"));
    }

    @Rule("1.1")
    default void with_an_assertion_in_a_lambda(Stage stage) {
        List.of("orders").forEach(id -> assertTrue(stage.isGone(id)));
    }

    @Rule("1.1")
    default void with_an_assertion_in_a_helper(Stage stage) {
        check(stage);
    }

    @Rule("1.1")
    default void with_a_helper_by_reference(Stage stage) {
        List.of(stage).forEach(ExpectationCases::check);
    }

    @Rule("1.1")
    default void with_an_expectation_of_the_harness(Stage stage) {
        stage.awaitGone("orders");
    }

    @Rule("1.1")
    default void with_an_error_of_its_own(Stage stage) {
        if (stage.isGone("orders")) {
            throw RuleBroken.of("1.1", "it is gone");
        }
    }

    private static void setUp(Stage stage) {
        stage.on("orders");
    }

    private static void check(Stage stage) {
        assertTrue(stage.isGone("orders"));
    }
}
