package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.ChildState.STARTING;
import static dev.yellowjack.ChildState.STOPPING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.Value;
import dev.yellowjack.Child;
import dev.yellowjack.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** §4.5, §4.7, §4.9 and §5.6: how often flags are asked, and in which order the answers count. */
interface CheckRules {
    /** The least of several: the client may tell late that the provider is ready, and that brings a look, too. */
    private static int evaluationsPerCheck(Stage stage, String flag) {
        stage.check();
        int least = Integer.MAX_VALUE;
        for (int check = 0; check < 5; check++) {
            int before = stage.flags.evaluations(flag);
            stage.check();
            least = Math.min(least, stage.flags.evaluations(flag) - before);
        }
        return least;
    }

    @Test
    @Rule("4.5")
    default void one_question_per_flag_and_context_is_under_way_at_most(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(stage.builder().checkInterval(Duration.ofSeconds(1)), orders.child());
        stage.check();
        stage.flags.hang("orders");

        List<CompletableFuture<Void>> checks =
                List.of(stage.supervisor().check(), stage.supervisor().check());
        stage.until("the question", () -> stage.flags.underWay() == 1);
        stage.flags.announce("orders");
        stage.advance(Duration.ofSeconds(1));
        CompletableFuture<Void> lastCheck = stage.supervisor().check();
        Patience.quiet();
        checks.forEach(check -> assertFalse(check.isDone(), "its question has not been answered"));
        stage.flags.revive("orders");
        checks.forEach(stage::get);
        stage.get(lastCheck);

        assertEquals(1, stage.flags.mostUnderWay());
    }

    @Test
    @Rule({"4.5", "4.6"})
    default void a_question_that_hangs_is_not_asked_again_until_it_has_returned(Stage stage) {
        Duration limit = Duration.ofSeconds(1);
        Probe orders = stage.probe("orders");
        stage.start(stage.builder().evaluationLimit(limit), orders.child());
        stage.check();
        stage.flags.hang("orders");
        CompletableFuture<Void> check = stage.supervisor().check();
        stage.until("the question", () -> stage.flags.underWay() == 1);
        stage.advanceUntil(limit.dividedBy(4), 8, "the time limit", check::isDone);

        stage.settle();
        assertEquals(1, stage.flags.mostUnderWay());

        stage.flags.revive("orders");
        stage.awaitAskedAgain("orders");
        assertEquals(1, stage.flags.mostUnderWay());
    }

    @Test
    @Rule({"4.5", "4.6"})
    default void an_answer_that_comes_after_its_time_limit_does_not_count(Stage stage) {
        Duration limit = Duration.ofSeconds(1);
        Probe orders = stage.probe("orders");
        stage.start(stage.builder().evaluationLimit(limit), orders.child());
        stage.check();
        stage.flags.on("orders");
        stage.flags.hang("orders");
        CompletableFuture<Void> check = stage.supervisor().check();
        stage.until("the question", () -> stage.flags.underWay() == 1);
        stage.advanceUntil(limit.dividedBy(4), 8, "the time limit", check::isDone);

        stage.flags.off("orders");
        stage.flags.revive("orders");
        stage.awaitAskedAgain("orders");
        stage.settle();

        assertEquals(OFF, stage.state("orders"));
        assertEquals(List.of(), stage.recorder.transitions());
    }

    @Test
    @Rule({"4.5", "5.6"})
    default void a_check_does_not_count_a_question_that_was_under_way_before(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.check();
        stage.flags.hang("orders");
        CompletableFuture<Void> early = stage.supervisor().check();
        stage.until("the question", () -> stage.flags.underWay() == 1);

        stage.flags.on("orders");
        CompletableFuture<Void> late = stage.supervisor().check();
        stage.flags.revive("orders"); // and answers what it was asked: OFF
        stage.get(early);
        stage.get(late);

        assertEquals(Reading.ON, stage.status("orders").reading());
        stage.awaitRunning(orders);
    }

    @Test
    @Rule({"4.7", "4.9"})
    default void children_with_one_flag_and_context_share_one_evaluation_per_check(Stage stage) {
        Child[] children = new Child[10];
        for (int i = 0; i < children.length; i++) {
            children[i] = stage.probe("child-" + i).on("shared");
        }
        stage.flags.off("shared");
        stage.start(children);

        assertEquals(1, evaluationsPerCheck(stage, "shared"));
    }

    @Test
    @Rule("4.7")
    default void children_that_share_an_evaluation_all_heed_it(Stage stage) {
        Probe first = stage.probe("first");
        Probe second = stage.probe("second");
        stage.flags.off("shared");
        stage.start(first.on("shared"), second.on("shared"));

        stage.on("shared");
        stage.awaitRunning(first);
        stage.awaitRunning(second);
        stage.off("shared");
        stage.await("first", OFF);
        stage.await("second", OFF);
    }

    @Test
    @Rule({"4.7", "4.8"})
    default void children_with_one_flag_in_different_contexts_share_nothing(Stage stage) {
        Probe plain = stage.probe("plain");
        Probe gold = stage.probe("gold");
        Probe targeted = stage.probe("targeted");
        ImmutableContext tier = new ImmutableContext(Map.of("tier", new Value("gold")));
        stage.flags.off("shared");
        stage.start(
                plain.on("shared"),
                gold.on("shared").context(tier),
                targeted.on("shared").targetedById());

        assertEquals(3, evaluationsPerCheck(stage, "shared"));
    }

    @Test
    @Rule("4.9")
    default void a_check_costs_one_evaluation_per_flag_that_has_not_changed(Stage stage) {
        Probe on = stage.probe("on");
        Probe off = stage.probe("off");
        stage.start(on, off);
        stage.run(on);

        assertEquals(1, evaluationsPerCheck(stage, "on"));
        assertEquals(1, evaluationsPerCheck(stage, "off"));
    }

    @Test
    @Rule("5.6")
    default void a_check_has_taken_effect_when_it_completes(Stage stage) {
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(orders);

        for (int round = 0; round < 20; round++) {
            stage.on("orders");
            assertTrue(List.of(STARTING, RUNNING).contains(stage.state("orders")));
            stage.awaitRunning(orders);
            stage.off("orders");
            assertEquals(STOPPING, stage.state("orders"));
            orders.returns();
            stage.await("orders", OFF);
        }
    }

    @Test
    @Rule("5.6")
    default void a_check_of_a_closed_supervisor_fails(Stage stage) {
        stage.start(stage.probe("orders"));
        stage.supervisor().close();

        assertThrows(IllegalStateException.class, stage::check);
    }

    @Test
    @Rule({"5.6", "5.1"})
    default void a_check_that_is_under_way_when_the_supervisor_closes_fails(Stage stage) {
        stage.start(stage.probe("orders"));
        stage.check();
        stage.flags.hang("orders");
        CompletableFuture<Void> check = stage.supervisor().check();
        stage.until("the question", () -> stage.flags.underWay() == 1);

        stage.supervisor().close();

        assertThrows(IllegalStateException.class, () -> stage.get(check));
    }

    @Test
    @Rule("5.6")
    default void what_is_attached_to_a_check_may_take_its_time(Stage stage) {
        Gate blocked = stage.gate();
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.flags.hang("orders");
        CompletableFuture<Void> check = stage.supervisor().check();
        CompletableFuture<Void> attached = check.thenRun(blocked::awaitDeaf);
        stage.flags.revive("orders");
        stage.until("the attachment to block", () -> blocked.waiting() == 1);

        stage.run(orders);
        stage.off("orders");
        stage.await("orders", OFF);
        assertFalse(attached.isDone());
    }
}
