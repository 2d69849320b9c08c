package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.RUNNING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.Value;
import dev.yellowjack.Child;
import dev.yellowjack.Reading;
import dev.yellowjack.Supervisor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** §4.8 and §4.10: whom a flag is meant for, and which way round. */
interface TargetingRules {
    @Test
    @Rule("4.8")
    default void every_question_carries_the_name_of_the_instance_and_its_attributes(Stage stage) {
        Probe orders = stage.probe("orders");
        EvaluationContext region = new ImmutableContext(Map.of("region", new Value("north")));
        EvaluationContext tier = new ImmutableContext(Map.of("tier", new Value("gold")));
        stage.start(stage.builder().context(region), orders.child().context(tier));
        stage.check();
        stage.check();

        List<FakeFlags.Question> questions = stage.flags.questions("orders");
        assertFalse(questions.isEmpty());
        for (FakeFlags.Question question : questions) {
            assertEquals("tck", question.context().getTargetingKey());
            assertEquals(
                    "tck", question.context().getValue("yellowjackInstance").asString());
            assertEquals("north", question.context().getValue("region").asString());
            assertEquals("gold", question.context().getValue("tier").asString());
            assertFalse(question.context().keySet().contains(Child.ID_ATTRIBUTE));
        }
    }

    @Test
    @Rule("4.8")
    default void a_flag_can_be_targeted_at_one_child(Stage stage) {
        Probe picked = stage.probe("picked");
        Probe other = stage.probe("other");
        stage.flags.answer(
                (byDefault, context) -> {
                    Value id = context.getValue(Child.ID_ATTRIBUTE);
                    boolean isPicked = id != null && id.asString().equals("picked");
                    return (isPicked ? Answer.ON : Answer.OFF).to(byDefault, context);
                },
                "shared");

        stage.start(picked.on("shared").targetedById(), other.on("shared").targetedById());
        stage.awaitRunning(picked);
        stage.settle();

        assertEquals(OFF, stage.state("other"));
        assertEquals(List.of(), other.runs());
    }

    @Test
    @Rule("4.8")
    default void a_flag_can_be_targeted_at_one_instance(Stage stage) {
        Probe north = stage.probe("north");
        Probe south = stage.probe("south");
        stage.flags.answer(
                (byDefault, context) ->
                        ("north".equals(context.getTargetingKey()) ? Answer.ON : Answer.OFF).to(byDefault, context),
                "shared");

        Supervisor inNorth = stage.start(stage.builder().instance("north"), north.on("shared"));
        stage.awaitRunning(north);
        Supervisor inSouth = stage.start(stage.builder().instance("south"), south.on("shared"));
        stage.settle();

        assertEquals(RUNNING, inNorth.status("north").state());
        assertEquals(OFF, inSouth.status("south").state());
    }

    @Test
    @Rule("4.10")
    default void a_kill_switch_reads_on_as_off_and_off_as_on(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.flags.on("stop-orders");
        stage.start(Child.named("orders").killSwitch("stop-orders").runs(orders));
        stage.settle();
        assertEquals(OFF, stage.state("orders"));
        assertEquals(Reading.OFF, stage.status("orders").reading());

        stage.off("stop-orders");
        stage.awaitRunning(orders);
        assertEquals(Reading.ON, stage.status("orders").reading());
        stage.on("stop-orders");
        stage.await("orders", OFF);
        assertEquals(1, orders.runs().size());
    }

    @Test
    @Rule({"4.10", "4.2", "4.3"})
    default void a_kill_switch_that_is_unknown_neither_starts_nor_stops(Stage stage) {
        Probe idle = stage.probe("idle");
        Probe busy = stage.probe("busy");
        stage.flags.answer(Answer.MISSING, "stop-idle");
        stage.flags.off("stop-busy");
        stage.start(
                Child.named("idle").killSwitch("stop-idle").runs(idle),
                Child.named("busy").killSwitch("stop-busy").runs(busy));
        stage.awaitRunning(busy);

        Silences.all().forEach((answer, reason) -> {
            stage.answer(answer, "stop-idle", "stop-busy");
            Silences.assertUnknown(reason, stage.status("busy").reading());
        });
        stage.settle();

        assertEquals(RUNNING, stage.state("busy"));
        assertEquals(OFF, stage.state("idle"));
        assertEquals(List.of(), idle.runs());
    }

    @Test
    @Rule({"4.10", "4.9"})
    default void a_switch_and_a_kill_switch_on_one_flag_take_turns(Stage stage) {
        Probe day = stage.probe("day");
        Probe night = stage.probe("night");
        stage.flags.on("sun");
        stage.start(day.on("sun"), Child.named("night").killSwitch("sun").runs(night));
        stage.awaitRunning(day);
        stage.settle();
        assertEquals(OFF, stage.state("night"));

        stage.off("sun");
        stage.awaitRunning(night);
        stage.await("day", OFF);
    }
}
