package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.ChildState.STOPPING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.yellowjack.Supervisor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** §5.3, §5.5 and §5.8: the supervisor as a whole. */
interface SupervisorRules {
    @Test
    @Rule("5.3")
    default void a_child_that_is_added_at_run_time_is_read_at_once(Stage stage) {
        Supervisor supervisor = stage.start(stage.probe("orders"));
        stage.check();
        Probe added = stage.probe("added");
        Probe idle = stage.probe("idle");
        stage.flags.on("added");

        supervisor.add(added.child());
        stage.awaitRunning(added);
        supervisor.add(idle.child());
        stage.until("its flag to be read", () -> stage.status("idle").reading().isKnown());

        assertEquals(OFF, stage.state("idle"));
        assertEquals(
                List.of("orders", "added", "idle"),
                supervisor.status().children().stream().map(child -> child.id()).toList());
    }

    @Test
    @Rule({"5.3", "4.7"})
    default void a_child_that_is_added_to_a_flag_that_is_known_already_is_started(Stage stage) {
        Probe orders = stage.probe("orders");
        Probe added = stage.probe("added");
        Supervisor supervisor = stage.start(orders);
        stage.run(orders);

        supervisor.add(added.on("orders"));

        stage.awaitRunning(added);
        assertEquals(1, orders.runs().size());
    }

    @Test
    @Rule("5.3")
    default void a_second_child_of_an_id_is_refused_and_the_first_is_left_alone(Stage stage) {
        Probe orders = stage.probe("orders");
        Probe second = new Probe("orders");
        Supervisor supervisor = stage.start(orders);
        assertThrows(IllegalArgumentException.class, () -> supervisor.add(second.child()));
        stage.run(orders);
        assertThrows(IllegalArgumentException.class, () -> supervisor.add(second.child()));
        stage.settle();

        assertEquals(RUNNING, stage.state("orders"));
        assertEquals(1, supervisor.status().children().size());
        assertEquals(List.of(), second.runs());
    }

    @Test
    @Rule("5.5")
    default void a_supervisor_without_a_reference_to_it_goes_on(Stage stage) {
        Probe orders = stage.probe("orders");
        stage.startUnreferenced(orders);
        stage.until("its flag to be read", () -> stage.flags.evaluations("orders") > 0);

        for (int i = 0; i < 5; i++) {
            System.gc();
            Patience.quiet();
        }
        stage.flags.on("orders");
        stage.flags.announce("orders");

        stage.advanceUntil(EventRules.SPACING, EventRules.SECOND_LOOK, "the flag to be read", orders::isLive);
    }

    @Test
    @Rule("5.8")
    default void a_wall_clock_that_jumps_changes_nothing(Stage stage) {
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(orders);
        stage.run(orders);
        stage.off("orders");

        stage.clock.jumpWallClock(Duration.ofDays(365));
        stage.settle();
        assertEquals(0, orders.latest().interrupts(), "no time has passed");
        stage.clock.jumpWallClock(Duration.ofDays(-2 * 365));
        stage.settle();
        assertEquals(STOPPING, stage.state("orders"));
        stage.advance(Probe.GRACE);

        stage.await("orders", OFF);
    }

    @Test
    @Rule("5.8")
    default void a_nanosecond_count_that_overflows_changes_nothing(Stage stage) {
        ManualClock clock =
                new ManualClock(Long.MAX_VALUE - Duration.ofSeconds(1).toNanos());
        Probe orders = stage.probe("orders").ignoringStop();
        stage.start(stage.builder().clock(clock), orders.child());
        stage.run(orders);
        stage.off("orders");
        stage.settle();
        assertEquals(0, orders.latest().interrupts());

        clock.advance(Probe.GRACE.minus(StopRules.MOMENT));
        stage.settle();
        assertEquals(0, orders.latest().interrupts());
        assertEquals(STOPPING, stage.state("orders"));
        clock.advance(StopRules.MOMENT);

        stage.await("orders", OFF);
    }
}
