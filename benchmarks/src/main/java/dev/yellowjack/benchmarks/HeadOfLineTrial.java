package dev.yellowjack.benchmarks;

import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Flips as in {@link FlipTrial}, on virtual threads, while one child of each hundred takes long to stop and another one
 * takes long to start. They do so in windows, and only what falls into a window is measured.
 *
 * @param slow how long they take; zero for the same without them
 * @param windows how many windows of {@code length} there are
 */
record HeadOfLineTrial(int children, int warmUps, int windows, Duration length, Duration slow) implements Trial {
    /** By then the slow ones are at it, and the second look 100 ms after their event (§4.4) is over. */
    private static final long ASIDE_MILLIS = 200;

    @Override
    public Figures run() throws Exception {
        int each = Math.max(1, children / 100);
        List<String> stopping = keys(0, each);
        List<String> starting = keys(each, 2 * each);
        List<String> quick = keys(2 * each, children);
        Flags flags = new Flags(keys(0, children));
        Flipper flipper = new Flipper(flags);
        Figures figures = new Figures();
        SupervisorBuilder builder = Supervisor.builder().client(flags.client()).runtime(Threads.VIRTUAL.runtime());
        stopping.forEach(key -> builder.child(Child.named(key).flag(key).runs(context -> {
            context.awaitStop();
            Thread.sleep(slow);
        })));
        starting.forEach(
                key -> builder.child(Child.named(key).flag(key).startsAndStops(() -> Thread.sleep(slow), () -> {})));
        quick.forEach(key -> builder.child(Child.named(key).flag(key).runs(context -> {
            flipper.arrive();
            context.awaitStop();
            flipper.arrive();
        })));
        try (Supervisor supervisor = builder.start()) {
            supervisor.check().join();
            flipper.warmUp(quick.subList(0, Math.min(100, quick.size())), warmUps);
            for (int i = 0; i < windows; i++) {
                flags.set(stopping, true);
                flags.set(starting, false);
                Thread.sleep(ASIDE_MILLIS);
                flags.set(stopping, false);
                flags.set(starting, true);
                Thread.sleep(ASIDE_MILLIS);
                requireSlow(supervisor, stopping);
                window(flipper, quick, figures);
                Thread.sleep(slow); // So that all of them are through.
            }
        }
        return figures;
    }

    private void window(Flipper flipper, List<String> quick, Figures figures) {
        long end = System.nanoTime() + length.toNanos();
        do {
            flipper.flipOne(quick, figures);
        } while (System.nanoTime() - end < 0);
    }

    private void requireSlow(Supervisor supervisor, List<String> stopping) {
        for (String id : stopping) {
            if (!slow.isZero() && supervisor.status(id).state() != ChildState.STOPPING) {
                throw new IllegalStateException("not in a slow stop: " + supervisor.status(id));
            }
        }
    }

    private static List<String> keys(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "flag-" + i).toList();
    }
}
