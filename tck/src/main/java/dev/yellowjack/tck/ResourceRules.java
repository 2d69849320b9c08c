package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.RUNNING;

import dev.yellowjack.Child;
import dev.yellowjack.Supervisor;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** §5.1, §5.4: nothing is left of what has ended. */
interface ResourceRules {
    int FLIPS = 1000;
    int CYCLES = 10_000;

    /** What may still be on somebody's stack, or be the last thing that somebody remembers. */
    int LEFT = 5;

    @Test
    @Timeout(120)
    @Rule({"5.1", "2.1"})
    default void a_thousand_flips_leave_no_thread_and_no_context_behind(Stage stage) {
        Set<Thread> before = Threads.all();
        Queue<WeakReference<Object>> contexts = new ConcurrentLinkedQueue<>();
        stage.flags.off("orders");
        Supervisor supervisor = stage.start(Child.named("orders").flag("orders").runs(context -> {
            contexts.add(new WeakReference<>(context));
            context.onStop(() -> {});
            context.awaitStop();
        }));
        flip(stage, FLIPS / 100);
        int threads = stage.threadsSince(before).size();

        flip(stage, FLIPS);

        stage.awaitThreadsSince(before, threads);
        awaitCollected(stage, "contexts of ended incarnations", contexts);
        supervisor.close();
        stage.awaitThreadsSince(before, 0);
    }

    private static void flip(Stage stage, int times) {
        for (int flip = 0; flip < times; flip++) {
            stage.on("orders");
            stage.await("orders", RUNNING);
            stage.off("orders");
            stage.await("orders", OFF);
        }
    }

    @Test
    @Timeout(120)
    @Rule("5.4")
    default void nothing_is_left_of_ten_thousand_children_that_were_added_and_removed(Stage stage) {
        Queue<WeakReference<Object>> traces = new ConcurrentLinkedQueue<>();
        stage.start(new Child[0]);

        for (int cycle = 0; cycle < CYCLES; cycle++) {
            addAndRemove(stage.supervisor(), cycle, traces);
        }
        stage.check();

        awaitCollected(stage, "ids, flags and bodies of removed children", traces);
    }

    /** A child whose id, flag and body are objects that nobody else has. Its flag is missing: so it is never heard of. */
    private static void addAndRemove(Supervisor supervisor, int cycle, Collection<WeakReference<Object>> traces) {
        String id = "child-" + cycle;
        String flag = "flag-" + cycle;
        byte[] load = new byte[1024];
        supervisor.add(Child.named(id).flag(flag).runs(context -> load[0]++));
        supervisor.remove(id);
        List.of(id, flag, load).forEach(trace -> traces.add(new WeakReference<>(trace)));
    }

    @Test
    @Timeout(120)
    @Rule("5.4")
    default void no_body_is_left_of_children_that_ran_and_were_removed(Stage stage) {
        Queue<WeakReference<Object>> bodies = new ConcurrentLinkedQueue<>();
        stage.flags.on("orders");
        stage.start(new Child[0]);

        for (int cycle = 0; cycle < FLIPS / 10; cycle++) {
            byte[] load = new byte[1024];
            bodies.add(new WeakReference<>(load));
            stage.supervisor().add(Child.named("orders").flag("orders").runs(context -> {
                load[0]++;
                context.awaitStop();
            }));
            stage.await("orders", RUNNING);
            stage.supervisor().remove("orders");
            stage.awaitGone("orders");
        }

        awaitCollected(stage, "bodies of removed children", bodies);
    }

    @Test
    @Timeout(120)
    @Rule("5.1")
    default void a_closed_supervisor_leaves_nothing_with_the_flag_client_or_the_runtime(Stage stage) {
        stage.flags.on("orders");

        List<WeakReference<Object>> traces =
                IntStream.range(0, 2 * LEFT).mapToObj(i -> startAndClose(stage)).toList();

        awaitCollected(stage, "bodies of closed supervisors, whose client and runtime live on", traces);
    }

    /** A supervisor with a child that ran; returns what only its body has. */
    private static WeakReference<Object> startAndClose(Stage stage) {
        byte[] load = new byte[1024];
        Supervisor supervisor = stage.builder()
                .child(Child.named("orders").flag("orders").runs(context -> {
                    load[0]++;
                    context.awaitStop();
                }))
                .start();
        stage.until("the child to run", () -> supervisor.status("orders").state() == RUNNING);
        supervisor.close();
        return new WeakReference<>(load);
    }

    private static void awaitCollected(Stage stage, String what, Collection<WeakReference<Object>> traces) {
        stage.forget();
        stage.until(
                () -> "the " + what + " to be let go of; " + left(traces) + " of " + traces.size() + " are left",
                () -> {
                    System.gc();
                    return left(traces) <= LEFT;
                });
    }

    private static long left(Collection<WeakReference<Object>> traces) {
        return traces.stream().filter(trace -> trace.get() != null).count();
    }
}
