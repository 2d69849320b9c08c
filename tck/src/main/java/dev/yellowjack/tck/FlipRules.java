package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.tck.Step.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Supervisor;
import dev.yellowjack.Transition.Reason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** §1.1, §2.1, §3 and §4.4 on a real provider: one flip, and what comes of it. */
interface FlipRules {
    @Test
    @Rule({"1.1", "2.1"})
    default void a_flip_on_starts_the_child_and_a_flip_off_stops_it(ProviderStage stage) {
        Probe orders = stage.probe("orders");
        stage.plugIn();
        stage.start(orders);
        stage.awaitReading("orders", Reading.OFF);

        for (int round = 1; round <= 3; round++) {
            stage.run(orders);
            assertEquals(round, orders.runs().size());
            assertEquals(Reading.ON, stage.status("orders").reading());
            stage.backend.off("orders");
            stage.await("orders", OFF);
            assertTrue(orders.latest().context().stopRequested());
        }
    }

    @Test
    @Rule({"1.1", "4.4"})
    default void a_child_whose_flag_is_on_from_the_beginning_is_started(ProviderStage stage) {
        Probe orders = stage.probe("orders");
        stage.backend.on("orders");
        stage.plugIn();

        stage.start(orders);

        stage.awaitRunning(orders);
        stage.assertPath("orders", to(ChildState.STARTING, Reason.FLAG_ON), to(ChildState.RUNNING, Reason.BEGUN));
    }

    @Test
    @Rule({"3.1", "3.2", "3.3"})
    default void what_crashed_stays_down_while_its_flag_is_on_and_is_released_by_off_and_on(ProviderStage stage) {
        Probe orders = stage.probe("orders");
        Probe sibling = stage.probe("sibling");
        stage.plugIn();
        stage.start(orders, sibling);
        stage.run(orders);

        stage.crash(orders);
        stage.await("orders", QUARANTINED);
        stage.run(sibling);
        stage.backend.on("orders");
        stage.watch("what crashed is down while its flag is on", () -> stage.state("orders") == QUARANTINED);
        assertEquals(1, orders.runs().size());
        stage.backend.off("orders");
        stage.await("orders", OFF);
        stage.run(orders);

        assertEquals(2, orders.runs().size());
        assertEquals(1, sibling.runs().size());
    }

    @Test
    @Rule("4.10")
    default void a_kill_switch_stops_its_child_when_it_is_on(ProviderStage stage) {
        Probe orders = stage.body("orders");
        stage.backend.on("halt");
        stage.plugIn();
        stage.start(Child.named("orders").killSwitch("halt").runs(orders));
        stage.awaitReading("orders", Reading.OFF);

        stage.backend.off("halt");
        stage.awaitRunning(orders);
        stage.backend.on("halt");
        stage.await("orders", OFF);
    }

    @Test
    @Rule({"4.10", "4.2"})
    default void a_kill_switch_that_is_not_there_stops_and_starts_nothing(ProviderStage stage) {
        Probe stays = stage.body("stays");
        Probe goes = stage.body("goes");
        stage.plugIn();
        stage.start(
                Child.named("stays").killSwitch("nowhere").runs(stays),
                Child.named("goes").killSwitch("nowhere").runs(goes).fallbackOn());

        stage.awaitRunning(goes);
        stage.watch(
                "a flag that is not there decides nothing",
                () -> goes.isLive() && stays.runs().isEmpty());
        assertEquals(1, goes.runs().size());
    }

    @Test
    @Rule("4.4")
    @Needs(Ability.PUSH)
    default void a_change_is_seen_without_a_check(ProviderStage stage) {
        Probe orders = stage.probe("orders");
        stage.plugIn();
        stage.start(stage.builder().checkInterval(ProviderStage.NEVER), orders.child());
        stage.awaitReading("orders", Reading.OFF);

        for (int round = 0; round < 3; round++) {
            stage.run(orders);
            stage.backend.off("orders");
            stage.await("orders", OFF);
        }
    }

    @Test
    @Rule({"5.6", "4.4"})
    default void a_check_sees_what_the_provider_answers(ProviderStage stage) {
        Probe orders = stage.probe("orders");
        stage.plugIn();
        stage.start(stage.builder().checkInterval(ProviderStage.NEVER), orders.child());

        for (boolean on : new boolean[] {true, false, true}) {
            stage.backend.set("orders", on);
            stage.until("the provider to answer " + on, () -> stage.answers("orders", on));
            stage.check();
            assertEquals(on ? Reading.ON : Reading.OFF, stage.status("orders").reading());
        }
        stage.awaitRunning(orders);
    }

    @Test
    @Rule({"4.4", "1.1"})
    default void a_flip_reaches_the_body_within_the_declared_time(ProviderStage stage, TestReporter reporter) {
        int flips = 5;
        AtomicLong began = new AtomicLong();
        Probe orders = stage.probe("orders").opening(context -> began.set(System.nanoTime()));
        stage.plugIn();
        Supervisor supervisor = stage.start(stage.builder().checkInterval(FlipTimes.CHECK_INTERVAL), orders.child());
        stage.awaitReading("orders", Reading.OFF);

        FlipTimes times = new FlipTimes();
        Duration period = stage.kit.flipTime();
        if (!stage.backend.has(Ability.PUSH)) {
            period = period.plus(FlipTimes.CHECK_INTERVAL);
        }
        for (int flip = 0; flip < flips; flip++) {
            // A flip comes at any time: at each, another part of the interval has passed in which somebody looks.
            Patience.letPass(FlipTimes.APART.plus(period.multipliedBy(flip).dividedBy(flips)));
            long flipped = System.nanoTime();
            stage.run(orders);
            times.add(Duration.ofNanos(began.get() - flipped));
            stage.backend.off("orders");
            stage.until("the provider to answer by that", () -> stage.answers("orders", false));
            stage.check();
            stage.await("orders", OFF);
        }

        reporter.publishEntry("flip-to-body", times.toString());
        stage.tally().note("flip to body", times.toString());
        times.tell(stage.tally());
        times.assertWithin(stage.kit.flipTime());
        assertEquals(flips, supervisor.status("orders").incarnations());
    }
}
