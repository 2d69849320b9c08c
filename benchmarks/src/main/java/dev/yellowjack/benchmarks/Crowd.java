package dev.yellowjack.benchmarks;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * Many children that one supervisor looks after: ours, a peer's, or nobody at all. Each of their bodies says that it has
 * begun, and waits; when it is told to stop it says that it has ended, and ends.
 *
 * <p>Every method returns when the bodies have done it and whoever looks after them has it on record. Not thread-safe.
 */
interface Crowd extends AutoCloseable {
    /** Starts all. */
    void start() throws Exception;

    /** Stops all. Those that cannot be started again afterwards are to be made anew. */
    void stop() throws Exception;

    /** Makes all crash at once; for one that was made stormy. */
    void crash() throws Exception;

    /** Stops those that run, and whoever looks after them. */
    @Override
    void close();

    /** Who looks after it. */
    enum Keeper {
        YELLOWJACK,
        GUAVA,
        PEKKO,
        BARE,
        TICK;

        /** Makes a crowd. */
        Crowd gather(Flags flags, Plan plan) throws Exception {
            return switch (this) {
                case YELLOWJACK -> new YellowjackCrowd(flags, plan);
                case GUAVA -> new GuavaCrowd(plan);
                case PEKKO -> new PekkoCrowd(plan);
                case BARE -> new BareCrowd(plan);
                case TICK -> new TickCrowd(flags, plan);
            };
        }

        @Override
        public String toString() {
            return switch (this) {
                case YELLOWJACK -> "Yellowjack";
                case GUAVA -> "Guava";
                case PEKKO -> "Pekko";
                case BARE -> "bare";
                case TICK -> "tick";
            };
        }
    }

    /**
     * What a crowd is to be.
     *
     * @param stormy whether its bodies wait for a storm and crash, instead of waiting to be stopped
     * @param ownFlags whether each child has a flag to itself; else all have one
     */
    record Plan(Threads threads, int children, boolean stormy, boolean ownFlags) implements java.io.Serializable {
        /** The flag of a child. */
        String flag(int child) {
            return ownFlags ? "flag-" + child : "all";
        }

        /** The flags of all children, each once. */
        List<String> flags() {
            return IntStream.range(0, ownFlags ? children : 1)
                    .mapToObj(this::flag)
                    .toList();
        }

        String name(int child) {
            return "child-" + child;
        }
    }

    /** Counts the bodies of one start. */
    final class Muster {
        final CountDownLatch begun;
        final CountDownLatch ended;
        final CountDownLatch storm = new CountDownLatch(1);

        Muster(int children) {
            begun = new CountDownLatch(children);
            ended = new CountDownLatch(children);
        }

        /** What a body of a stormy crowd does. */
        void crashInTheStorm() throws InterruptedException {
            begun.countDown();
            storm.await();
            throw new IllegalStateException("storm");
        }
    }
}
