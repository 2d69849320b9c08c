package dev.yellowjack.benchmarks;

import java.lang.management.ManagementFactory;

/**
 * Heap in use per child, in bytes, when all run and wait; the collector has run before it is read. The flags themselves,
 * which are the provider's, are not counted. The names of the children are.
 *
 * @param warmUps how many crowds were there before: the stack of a thread that waits is several times as large where its
 *     methods have not been compiled yet
 */
record MemoryTrial(Crowd.Keeper keeper, Crowd.Plan plan, int warmUps) implements Trial {
    @Override
    public Figures run() throws Exception {
        Flags flags = new Flags(plan.flags());
        for (int i = 0; i < warmUps; i++) {
            try (Crowd crowd = keeper.gather(flags, plan)) {
                crowd.start();
            }
        }
        Thread.sleep(500); // What the crowds before have left is gone.
        long before = used();
        try (Crowd crowd = keeper.gather(flags, plan)) {
            crowd.start();
            Thread.sleep(500); // Listeners are through.
            return new Figures().add("bytes", (double) (used() - before) / plan.children());
        }
    }

    private static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
