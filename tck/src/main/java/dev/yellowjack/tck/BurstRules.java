package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.RUNNING;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Child;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** §2.6 and §4.4 on a real provider: however many flips there are at once, the last word counts. */
interface BurstRules {
    /** How many flips make a burst. */
    int BURST = 100;

    /** For a supervisor of many flags: some providers make a remote call for each evaluation. */
    Duration UNHURRIED = Duration.ofMillis(250);

    @Test
    @Rule({"4.4", "2.6"})
    default void after_a_burst_of_flips_that_ends_on_the_child_runs(ProviderStage stage) {
        Probe orders = stage.probe("orders");
        stage.plugIn();
        stage.start(orders);

        burst(stage, true, "orders");

        stage.awaitForGood("orders", RUNNING);
    }

    @Test
    @Rule({"4.4", "2.6"})
    default void after_a_burst_of_flips_that_ends_off_the_child_is_off(ProviderStage stage) {
        Probe orders = stage.probe("orders");
        stage.plugIn();
        stage.start(orders);
        stage.run(orders);

        burst(stage, false, "orders");

        stage.awaitForGood("orders", OFF);
    }

    @Test
    @Rule({"4.4", "2.6"})
    default void after_bursts_on_several_flags_at_once_each_child_is_where_its_flag_says(ProviderStage stage) {
        Probe[] on = {stage.probe("red"), stage.probe("green"), stage.probe("blue")};
        Probe[] off = {stage.probe("cyan"), stage.probe("magenta"), stage.probe("black")};
        stage.plugIn();
        stage.start(on[0], off[0], on[1], off[1], on[2], off[2]);
        stage.run(on[1], off[1]);

        for (int flip = BURST; flip > 0; flip--) {
            for (int i = 0; i < on.length; i++) {
                stage.backend.set(on[i].id(), flip % 2 == 1);
                stage.backend.set(off[i].id(), flip % 2 == 0);
            }
        }

        stage.awaitForGood(
                "each child to be where its flag says",
                () -> Arrays.stream(on).allMatch(one -> stage.state(one.id()) == RUNNING)
                        && Arrays.stream(off).allMatch(one -> stage.state(one.id()) == OFF));
    }

    @Test
    @Rule({"4.4", "3.2"})
    default void a_burst_during_which_the_child_crashes_ends_with_its_last_word(ProviderStage stage) {
        Probe orders = stage.probe("orders");
        stage.plugIn();
        stage.start(orders);
        stage.run(orders);

        burst(stage, true, "orders");
        stage.awaitForGood("orders", RUNNING);
        stage.crash(orders);
        burst(stage, false, "orders");
        stage.awaitForGood("orders", OFF);
        stage.run(orders);
    }

    @Test
    @Rule({"1.2", "4.4", "4.7"})
    default void many_children_follow_many_flags_that_several_threads_flip(ProviderStage stage, TestReporter reporter) {
        int flags = 40;
        int threads = 4;
        int flips = 400;
        long seed = Long.getLong("yellowjack.tck.seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        List<Child> children = new ArrayList<>();
        for (int i = 0; i < flags; i++) {
            Probe first = stage.probe("flag" + i);
            children.add(first.child());
            children.add(stage.body("also" + i).on(first.id()));
        }
        stage.plugIn();
        stage.start(stage.builder().checkInterval(UNHURRIED), children.toArray(Child[]::new));

        boolean[] last = new boolean[flags]; // each thread has elements of its own
        List<CompletableFuture<Boolean>> flipping = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int mine = thread;
            Random random = new Random(seed + thread);
            flipping.add(stage.background(() -> {
                for (int flip = 0; flip < flips / threads; flip++) {
                    int flag = random.nextInt(flags / threads) * threads + mine;
                    last[flag] = random.nextBoolean();
                    stage.backend.set("flag" + flag, last[flag]);
                }
                return true;
            }));
        }
        for (CompletableFuture<Boolean> one : flipping) {
            assertTrue(stage.get("the flips, of seed " + seed, one));
        }

        stage.awaitForGood(
                "each child to be where its flag says, which is " + Arrays.toString(last) + "; seed " + seed,
                () -> stage.supervisor().status().children().stream()
                        .allMatch(child -> child.state() == (last[number(child.flag())] ? RUNNING : OFF)));
    }

    private static int number(String flag) {
        return Integer.parseInt(flag.substring("flag".length()));
    }

    /** Flips a flag as fast as the back end takes it. */
    private static void burst(ProviderStage stage, boolean last, String flag) {
        for (int flip = 1; flip <= BURST; flip++) {
            stage.backend.set(flag, (flip % 2 == 0) == last);
        }
    }
}
