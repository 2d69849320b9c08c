package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.ChildState.STARTING;
import static dev.yellowjack.ChildState.STOPPING;
import static dev.yellowjack.tck.Step.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.BooleanHook;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.HookContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.UnknownReason;
import dev.yellowjack.Supervisor;
import dev.yellowjack.Transition.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** §4.1 to §4.3: what a flag says, and what counts while it says nothing. */
interface ReadingRules {
    @Test
    @Rule("4.1")
    default void whatever_is_no_answer_is_unknown_with_its_reason_and_starts_nothing(Stage stage) {
        Probe orders = stage.probe("orders");
        for (Map.Entry<Answer, UnknownReason> silence : Silences.all().entrySet()) {
            stage.flags.answer(silence.getKey(), "orders");
            try (Supervisor supervisor = stage.start(orders)) {
                stage.check();
                Silences.assertUnknown(
                        silence.getValue(), supervisor.status("orders").reading());
                assertEquals(OFF, supervisor.status("orders").state());
            }
        }
        Patience.quiet();
        assertEquals(List.of(), orders.runs());
    }

    @Test
    @Rule({"4.1", "4.2"})
    default void whatever_is_no_answer_is_unknown_with_its_reason_and_stops_nothing(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.run(orders);

        Silences.all().forEach((answer, reason) -> {
            stage.answer(answer, "orders");
            Silences.assertUnknown(reason, stage.status("orders").reading());
            assertEquals(RUNNING, stage.state("orders"));
            stage.on("orders");
            assertEquals(Reading.ON, stage.status("orders").reading());
        });
        stage.settle();

        assertFalse(orders.latest().context().stopRequested());
        assertEquals(1, orders.runs().size());
    }

    @Test
    @Rule("4.1")
    default void without_a_provider_every_reading_is_unknown(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(stage.builder().client(stage.isolatedApi().getClient()), orders.child());

        stage.check();

        Silences.assertUnknown(
                UnknownReason.PROVIDER_NOT_READY, stage.status("orders").reading());
        assertEquals(OFF, stage.state("orders"));
    }

    @Test
    @Rule({"4.1", "4.4"})
    default void while_a_provider_initialises_readings_are_unknown_and_when_it_is_ready_flags_are_read(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.run(orders);
        Gate initialised = stage.gate();
        FakeFlags slow = FakeFlags.readyAfter(initialised);
        stage.api.setProvider(slow);

        stage.check();
        Silences.assertUnknown(
                UnknownReason.PROVIDER_NOT_READY, stage.status("orders").reading());
        assertEquals(RUNNING, stage.state("orders"));

        slow.off("orders");
        initialised.open();
        stage.advanceUntil(EventRules.SPACING, 20, "the flag to be read", () -> stage.state("orders") == OFF);
    }

    @Test
    @Rule({"4.1", "6.1"})
    default void a_hook_that_throws_makes_the_reading_unknown(Stage stage) {
        for (Throwable problem : List.of(new IllegalStateException("of a hook"), new NoSuchMethodError("of a hook"))) {
            Probe orders = stage.probe(problem.getClass().getSimpleName());
            OpenFeatureAPI api = stage.isolatedApi();
            FakeFlags flags = FakeFlags.ready();
            flags.on(orders.id());
            api.setProviderAndWait(flags);
            stage.start(stage.builder().client(api.getClient().addHooks(throwing(problem))), orders.child());

            stage.check();

            Silences.assertUnknown(
                    UnknownReason.ERROR, stage.status(orders.id()).reading());
            assertEquals(OFF, stage.state(orders.id()));
        }
    }

    private static BooleanHook throwing(Throwable problem) {
        return new BooleanHook() {
            @Override
            public Optional<EvaluationContext> before(HookContext<Boolean> context, Map<String, Object> hints) {
                throw Sneaky.raise(problem);
            }
        };
    }

    @Test
    @Rule({"4.1", "4.2"})
    default void an_answer_is_taken_whichever_answer_was_known_before(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.check();

        for (Reading reading : List.of(Reading.OFF, Reading.ON, Reading.ON, Reading.OFF, Reading.OFF, Reading.ON)) {
            stage.flags.answer(reading.equals(Reading.ON) ? Answer.ON : Answer.OFF, "orders");
            stage.check();
            assertEquals(reading, stage.status("orders").reading());
        }
    }

    @Test
    @Rule("4.2")
    default void unknown_starts_nothing_that_is_known_to_be_off(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders);
        stage.run(orders);
        stage.off("orders");
        stage.await("orders", OFF);

        stage.answer(Answer.MISSING, "orders");
        stage.settle();

        assertEquals(OFF, stage.state("orders"));
        assertEquals(1, orders.runs().size());
    }

    @Test
    @Rule({"4.2", "2.6"})
    default void what_is_pending_on_a_known_reading_proceeds_under_unknown(Stage stage) {
        Probe starts = stage.probe("starts").ignoringStop();
        Probe stays = stage.probe("stays").ignoringStop();
        stage.start(starts, stays);
        stage.run(starts, stays);
        stage.off("starts", "stays");
        stage.on("starts");

        stage.answer(Answer.MISSING, "starts", "stays");
        assertEquals(STOPPING, stage.state("stays"));
        starts.returns();
        stays.returns();
        stage.until("the successor", () -> starts.runs().size() == 2);
        stage.awaitRunning(starts);
        stage.await("stays", OFF);
        stage.settle();

        assertEquals(1, stays.runs().size());
    }

    @Test
    @Rule("4.3")
    default void a_fallback_counts_when_the_first_question_comes_back_unknown(Stage stage) {
        Probe on = stage.probe("on");
        Probe off = stage.probe("off");
        stage.flags.answer(Answer.MISSING, "on", "off");

        stage.start(on.child().fallbackOn(), off.child());
        stage.awaitRunning(on);
        stage.settle();

        stage.assertPath("on", to(STARTING, Reason.FALLBACK), to(RUNNING, Reason.BEGUN));
        Silences.assertUnknown(UnknownReason.FLAG_NOT_FOUND, stage.status("on").reading());
        assertEquals(OFF, stage.state("off"));
        assertEquals(List.of(), off.runs());
    }

    @Test
    @Rule("4.3")
    default void a_fallback_ends_with_the_first_known_reading(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.flags.answer(Answer.MISSING, "orders");
        stage.start(orders.child().fallbackOn());
        stage.awaitRunning(orders);

        stage.off("orders");
        stage.await("orders", OFF);
        stage.answer(Answer.MISSING, "orders");
        stage.settle();

        assertEquals(OFF, stage.state("orders"), "OFF is the latest known reading, whatever the fallback");
        assertEquals(1, orders.runs().size());
    }

    @Test
    @Rule("4.3")
    default void a_fallback_does_not_count_when_the_first_question_is_answered(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.start(orders.child().fallbackOn());

        stage.check();
        stage.answer(Answer.MISSING, "orders");
        stage.settle();

        assertEquals(List.of(), orders.runs());
        assertEquals(List.of(), stage.recorder.transitions());
    }

    @Test
    @Rule({"4.3", "3.2", "3.6"})
    default void a_child_that_runs_by_its_fallback_is_quarantined_and_released_like_any_other(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.flags.answer(Answer.MISSING, "orders");
        stage.start(orders.child().fallbackOn());
        stage.awaitRunning(orders);
        stage.crash(orders);
        stage.await("orders", QUARANTINED);

        stage.settle();
        stage.on("orders");
        stage.settle();
        assertEquals(1, orders.runs().size());
        assertTrue(stage.supervisor().release("orders"));
        stage.awaitRunning(orders);
    }
}
