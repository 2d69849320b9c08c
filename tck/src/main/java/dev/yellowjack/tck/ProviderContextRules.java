package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.RUNNING;

import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Supervisor;
import org.junit.jupiter.api.Test;

/** §4.8 on a real provider: a flag can be targeted at one instance, and at one child on it. */
interface ProviderContextRules {
    @Test
    @Rule("4.8")
    @Needs(Ability.TARGET_INSTANCE)
    default void a_flag_can_be_on_for_one_instance_alone(ProviderStage stage) {
        Probe north = stage.body("north");
        Probe south = stage.body("south");
        stage.backend.targetInstance("orders", "north");
        stage.plugIn();
        Supervisor inNorth = stage.start(stage.builder().instance("north"), north.on("orders"));
        Supervisor inSouth = stage.start(stage.builder().instance("south"), south.on("orders"));

        await(stage, inNorth, "north", RUNNING, Reading.ON);
        await(stage, inSouth, "south", OFF, Reading.OFF);
        stage.backend.targetInstance("orders", "south");
        await(stage, inNorth, "north", OFF, Reading.OFF);
        await(stage, inSouth, "south", RUNNING, Reading.ON);
    }

    @Test
    @Rule("4.8")
    @Needs(Ability.TARGET_CHILD)
    default void a_flag_can_be_on_for_one_child_alone(ProviderStage stage) {
        Probe billing = stage.body("billing");
        Probe mailing = stage.body("mailing");
        Probe anybody = stage.body("anybody");
        stage.backend.targetChild("shared", Child.ID_ATTRIBUTE, "billing");
        stage.plugIn();
        Supervisor supervisor = stage.start(
                billing.on("shared").targetedById(), mailing.on("shared").targetedById(), anybody.on("shared"));

        await(stage, supervisor, "billing", RUNNING, Reading.ON);
        await(stage, supervisor, "mailing", OFF, Reading.OFF);
        await(stage, supervisor, "anybody", OFF, Reading.OFF);
        stage.backend.targetChild("shared", Child.ID_ATTRIBUTE, "mailing");
        await(stage, supervisor, "billing", OFF, Reading.OFF);
        await(stage, supervisor, "mailing", RUNNING, Reading.ON);
    }

    private static void await(
            ProviderStage stage, Supervisor supervisor, String child, ChildState state, Reading reading) {
        stage.until(
                "'" + child + "' to be " + state + " because it reads " + reading,
                () -> supervisor.status(child).state() == state
                        && supervisor.status(child).reading().equals(reading));
    }
}
