package dev.yellowjack.benchmarks;

/**
 * How long it takes to start, stop, close or crash all children, in nanoseconds: so many times, each time with a crowd
 * that was made for it. The first times are the JVM's warm-up, and reported apart.
 *
 * @param warmUps how many times come before those that count
 * @param times how many times count
 */
record CrowdTrial(Crowd.Keeper keeper, Crowd.Plan plan, int warmUps, int times) implements Trial {
    /** A step that is timed. */
    private interface Step {
        void run() throws Exception;
    }

    @Override
    public Figures run() throws Exception {
        Flags flags = new Flags(plan.flags());
        Figures figures = new Figures();
        for (int i = 0; i < warmUps + times; i++) {
            String prefix = i == 0 && warmUps > 0 ? "first " : i < warmUps ? "warm-up " : "";
            if (plan.stormy()) {
                storm(flags, prefix, figures);
            } else {
                startAndStop(flags, prefix, figures);
            }
        }
        return figures;
    }

    private void startAndStop(Flags flags, String prefix, Figures figures) throws Exception {
        try (Crowd crowd = keeper.gather(flags, plan)) {
            time(prefix + "start", crowd::start, figures);
            time(prefix + "stop", crowd::stop, figures);
        }
        if (keeper == Crowd.Keeper.YELLOWJACK) {
            Crowd crowd = keeper.gather(flags, plan);
            crowd.start();
            time(prefix + "close", crowd::close, figures);
        }
    }

    private void storm(Flags flags, String prefix, Figures figures) throws Exception {
        try (Crowd crowd = keeper.gather(flags, plan)) {
            crowd.start();
            time(prefix + "crash", crowd::crash, figures);
        }
    }

    /** Begins with an empty nursery, so that nobody pays for what another has left. */
    private static void time(String name, Step step, Figures figures) throws Exception {
        System.gc();
        long from = System.nanoTime();
        step.run();
        figures.add(name, System.nanoTime() - from);
    }
}
