package dev.yellowjack.benchmarks;

import dev.yellowjack.Child;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * From the flip of one flag to the first instruction of the body, in nanoseconds, among so many children that each have a
 * flag of their own and are off.
 *
 * @param keeper ours; or bare, which is the provider's event, its handler, and there the start of a thread; or the tick
 * @param warmUps how many rounds of many flips come before
 * @param flips how many count
 */
record FlipTrial(Crowd.Keeper keeper, Threads threads, int children, int warmUps, int flips) implements Trial {
    private static final int WARM_UP_FLAGS = 100;

    @Override
    public Figures run() throws Exception {
        List<String> keys =
                IntStream.range(0, children).mapToObj(i -> "flag-" + i).toList();
        Flags flags = new Flags(keys);
        Flipper flipper = new Flipper(flags);
        Figures figures = new Figures();
        AutoCloseable subject = start(flags, keys, flipper);
        flipper.warmUp(keys.subList(0, Math.min(WARM_UP_FLAGS, children)), warmUps);
        flipper.flip(keys, flips, figures);
        subject.close();
        return figures;
    }

    private AutoCloseable start(Flags flags, List<String> keys, Flipper flipper) {
        return switch (keeper) {
            case YELLOWJACK -> supervisor(flags, keys, flipper);
            case BARE -> bare(flags, flipper);
            case TICK -> tick(flags, keys, flipper);
            case GUAVA, PEKKO -> throw new UnsupportedOperationException(keeper + " knows no flags");
        };
    }

    private Supervisor supervisor(Flags flags, List<String> keys, Flipper flipper) {
        SupervisorBuilder builder = Supervisor.builder().client(flags.client()).runtime(threads.runtime());
        for (String key : keys) {
            builder.child(Child.named(key).flag(key).runs(context -> {
                flipper.arrive();
                context.awaitStop();
                flipper.arrive();
            }));
        }
        Supervisor supervisor = builder.start();
        supervisor.check().join();
        return supervisor;
    }

    /** Does not even look at the flag: it knows that it has been flipped. */
    private AutoCloseable bare(Flags flags, Flipper flipper) {
        Map<String, Cue> running = new ConcurrentHashMap<>();
        flags.client().onProviderConfigurationChanged(event -> {
            for (String flag : event.getFlagsChanged()) {
                Cue stop = running.remove(flag);
                if (stop != null) {
                    stop.give();
                    continue;
                }
                Cue cue = new Cue();
                running.put(flag, cue);
                threads.start(flag, () -> {
                    flipper.arrive();
                    cue.await();
                    flipper.arrive();
                });
            }
        });
        return () -> {};
    }

    private Tick tick(Flags flags, List<String> keys, Flipper flipper) {
        Tick tick = new Tick(flags.client(), threads);
        for (String key : keys) {
            tick.child(key, key, cue -> {
                flipper.arrive();
                cue.await();
                flipper.arrive();
            });
        }
        tick.start();
        return tick;
    }
}
