package dev.yellowjack.benchmarks;

import dev.yellowjack.Child;
import dev.yellowjack.ChildContext;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the whole JVM takes of one processor, in percent, while nothing happens: all children run and wait, each has a flag
 * of its own, the provider would tell of changes and there are none, and everything is at its default. And of that, what the
 * supervisor's own threads take.
 *
 * @param warmUps how many checks come before, so that the JVM has compiled what a check takes
 */
record IdleTrial(int children, int warmUps, Duration rest, Duration length) implements Trial {
    @Override
    public Figures run() throws Exception {
        List<String> keys =
                IntStream.range(0, children).mapToObj(i -> "flag-" + i).toList();
        Flags flags = new Flags(keys);
        flags.set(keys, true);
        SupervisorBuilder builder = Supervisor.builder().client(flags.client()).runtime(Threads.VIRTUAL.runtime());
        keys.forEach(key -> builder.child(Child.named(key).flag(key).runs(ChildContext::awaitStop)));
        try (Supervisor supervisor = builder.start()) {
            for (int i = 0; i < warmUps; i++) {
                supervisor.check().join();
            }
            Thread.sleep(rest);
            ProcessorTime before = ProcessorTime.now();
            long from = System.nanoTime();
            Thread.sleep(length);
            ProcessorTime after = ProcessorTime.now();
            double percent = (System.nanoTime() - from) / 100.0;
            return new Figures()
                    .add("all", after.nanosSince(before, "") / percent)
                    .add("own", after.nanosSince(before, "yellowjack-") / percent);
        }
    }
}
