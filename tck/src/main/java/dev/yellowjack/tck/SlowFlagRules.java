package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.ChildState.STARTING;
import static dev.yellowjack.tck.Step.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Child;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.UnknownReason;
import dev.yellowjack.Supervisor;
import dev.yellowjack.Transition.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** §4.6: a provider that does not answer. */
interface SlowFlagRules {
    /** The evaluation time limit where a test sets one; it is kept to within a quarter. */
    Duration LIMIT = Duration.ofSeconds(1);

    Duration QUARTER = LIMIT.dividedBy(4);

    int MOST_HANGING = 4;

    private static CompletableFuture<Void> hang(Stage stage, String flag) {
        stage.flags.hang(flag);
        CompletableFuture<Void> check = stage.supervisor().check();
        stage.until("the question that hangs", () -> stage.flags.underWay() == 1);
        return check;
    }

    @Test
    @Rule("4.6")
    default void a_hung_question_delays_neither_crash_nor_stop_nor_status_nor_add_nor_remove(Stage stage) {
        Probe asked = stage.probe("asked");
        Probe crashes = stage.probe("crashes");
        Probe stops = stage.probe("stops").ignoringStop();
        Supervisor supervisor = stage.start(asked, crashes, stops);
        stage.run(asked, crashes, stops);
        stage.off("stops");
        CompletableFuture<Void> check = hang(stage, "asked");

        stage.crash(crashes);
        stage.await("crashes", QUARANTINED);
        assertTrue(supervisor.release("crashes"));
        stage.awaitRunning(crashes);
        stage.advance(Probe.GRACE);
        stage.await("stops", OFF);
        supervisor.add(stage.probe("added").child());
        assertEquals(4, supervisor.status().children().size());
        supervisor.remove("added");
        stage.awaitGone("added");

        assertFalse(check.isDone());
        assertEquals(RUNNING, stage.state("asked"));
    }

    @Test
    @Rule({"4.6", "5.1"})
    default void a_hung_question_does_not_delay_close(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.run(orders);
        CompletableFuture<Void> check = hang(stage, "orders");

        stage.get(stage.closeInBackground());
        assertThrows(IllegalStateException.class, () -> stage.get(check));

        assertEquals(1, stage.flags.underWay(), "it hangs still");
        assertFalse(orders.isLive());
    }

    @Test
    @Rule({"4.6", "4.2"})
    default void a_question_that_exceeds_its_time_limit_reads_unknown(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(stage.builder().evaluationLimit(LIMIT), orders.child());
        stage.run(orders);
        CompletableFuture<Void> check = hang(stage, "orders");

        for (int quarter = 1; quarter <= 3; quarter++) {
            stage.advance(QUARTER);
            Patience.quiet();
        }
        assertFalse(check.isDone(), "the time limit is not over");
        assertEquals(Reading.ON, stage.status("orders").reading());
        stage.advanceUntil(QUARTER, 3, "the time limit", check::isDone);

        stage.get(check);
        Silences.assertUnknown(UnknownReason.TIMED_OUT, stage.status("orders").reading());
        assertEquals(RUNNING, stage.state("orders"));
    }

    @Test
    @Rule("4.6")
    default void a_flag_that_hung_is_read_again_when_its_provider_answers(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(stage.builder().evaluationLimit(LIMIT), orders.child());
        stage.run(orders);
        CompletableFuture<Void> check = hang(stage, "orders");
        stage.advanceUntil(QUARTER, 8, "the time limit", check::isDone);

        stage.flags.revive("orders");
        stage.awaitAskedAgain("orders");
        stage.off("orders");
        stage.await("orders", OFF);

        assertEquals(1, stage.flags.mostUnderWay());
    }

    @Test
    @Rule({"4.6", "4.3"})
    default void a_first_question_that_exceeds_its_time_limit_lets_the_fallback_count(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.flags.hang("orders");
        stage.start(stage.builder().evaluationLimit(LIMIT), orders.child().fallbackOn());
        stage.until("the question", () -> stage.flags.underWay() == 1);
        Patience.quiet();
        assertEquals(List.of(), orders.runs(), "it has not come back yet");

        stage.advanceUntil(QUARTER, 8, "the time limit", orders::isLive);

        stage.assertPath("orders", to(STARTING, Reason.FALLBACK), to(RUNNING, Reason.BEGUN));
    }

    @Test
    @Rule("4.6")
    default void while_one_question_hangs_other_flags_are_read(Stage stage) {
        Probe hung = stage.probe("hung");
        Probe other = stage.probe("other");
        stage.start(stage.builder().evaluationLimit(LIMIT), hung.child(), other.child());
        stage.run(hung);
        CompletableFuture<Void> check = hang(stage, "hung");

        for (int round = 0; round < 3; round++) {
            stage.flags.on("other");
            stage.beginCheck();
            stage.advanceUntil(QUARTER, 12, "the other flag to be read", other::isLive);
            stage.flags.off("other");
            stage.beginCheck();
            stage.advanceUntil(QUARTER, 12, "the other flag to be read", () -> stage.state("other") == OFF);
        }

        stage.get(check);
        assertEquals(RUNNING, stage.state("hung"));
        assertEquals(1, stage.flags.mostUnderWay());
    }

    @Test
    @Rule("4.6")
    default void only_so_many_questions_hang_at_once_and_then_every_reading_is_unknown(Stage stage) {
        List<Probe> hung =
                IntStream.range(0, 100).mapToObj(i -> stage.probe("hung-" + i)).toList();
        String[] flags = hung.stream().map(Probe::id).toArray(String[]::new);
        Probe healthy = stage.probe("healthy");
        stage.start(
                stage.builder().evaluationLimit(LIMIT),
                Stream.concat(hung.stream(), Stream.of(healthy))
                        .map(Probe::child)
                        .toArray(Child[]::new));
        stage.run(healthy);
        stage.flags.hang(flags);

        stage.beginCheck();
        stage.advanceUntil(
                LIMIT.plus(QUARTER),
                100,
                "a flag that is not evaluated",
                () -> stage.supervisor().status().children().stream()
                        .anyMatch(child -> Silences.isUnknown(UnknownReason.NOT_EVALUATED, child.reading())));
        for (int i = 0; i < MOST_HANGING; i++) {
            stage.advance(LIMIT.plus(QUARTER));
            Patience.quiet();
        }
        assertEquals(MOST_HANGING, stage.flags.underWay(), "questions that hang at once");
        assertEquals(RUNNING, stage.state("healthy"));

        stage.flags.revive(flags);
        stage.awaitAskedAgain(flags);
        stage.off("healthy");
        stage.await("healthy", OFF);
        stage.supervisor().status().children().forEach(child -> assertEquals(Reading.OFF, child.reading(), child::id));
    }
}
