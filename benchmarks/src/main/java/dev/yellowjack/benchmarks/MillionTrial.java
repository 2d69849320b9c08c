package dev.yellowjack.benchmarks;

import dev.yellowjack.Child;
import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The life of a great many children on virtual threads: start, flip some of them, crash some, stop all, close. Each step's
 * time in nanoseconds, and the longest that anybody waited for the control loop meanwhile.
 *
 * <p>Some have flags of their own, and all others one flag.
 *
 * @param some how many are flipped, and how many crash
 */
record MillionTrial(int children, int some) implements Trial {
    private static final String ALL = "all";

    @Override
    public Figures run() throws Exception {
        return new Life(this).run();
    }

    @Override
    public List<String> jvmOptions() {
        return List.of("-Xms8g", "-Xmx8g", "-XX:+AlwaysPreTouch");
    }

    private static final class Life {
        private final int children;
        private final List<String> own;
        private final Flags flags;
        private final CountDownLatch storm = new CountDownLatch(1);
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
        private final Figures figures = new Figures();

        Life(MillionTrial trial) {
            children = trial.children;
            own = IntStream.range(0, trial.some).mapToObj(i -> "own-" + i).toList();
            flags = new Flags(Stream.concat(own.stream(), Stream.of(ALL)).toList());
        }

        Figures run() throws Exception {
            long from = System.nanoTime();
            Supervisor supervisor = build().start();
            supervisor.check().join();
            figures.add("build", System.nanoTime() - from);
            int some = own.size();
            try (LoopProbe probe = new LoopProbe(supervisor, "child-0")) {
                step("start", probe, () -> flags.set(ALL, true), begun, children - some);
                require(supervisor, ChildState.RUNNING, children - some);
                step("flip on", probe, () -> flags.set(own, true), begun, some);
                step("flip off", probe, () -> flags.set(own, false), ended, some);
                step("crash", probe, storm::countDown, ended, some);
                require(supervisor, ChildState.QUARANTINED, some);
                step("stop", probe, () -> flags.set(ALL, false), ended, children - 2 * some);
                require(supervisor, ChildState.OFF, children);
                step("start again", probe, () -> flags.set(ALL, true), begun, children - some);
                probe.takeWorst();
                from = System.nanoTime();
                supervisor.close();
                figures.add("close", System.nanoTime() - from);
                notePause("close", probe);
            }
            return figures;
        }

        private SupervisorBuilder build() {
            SupervisorBuilder builder =
                    Supervisor.builder().client(flags.client()).runtime(Threads.VIRTUAL.runtime());
            for (int i = 0; i < children; i++) {
                boolean crashes = i >= own.size() && i < 2 * own.size();
                builder.child(Child.named("child-" + i)
                        .flag(i < own.size() ? own.get(i) : ALL)
                        .runs(crashes ? this::crash : this::wait));
            }
            return builder;
        }

        private void wait(ChildContext context) throws InterruptedException {
            begun.incrementAndGet();
            context.awaitStop();
            ended.incrementAndGet();
        }

        /** Once; when it is started again, it waits to be stopped. */
        private void crash(ChildContext context) throws InterruptedException {
            if (context.incarnation() > 1) {
                wait(context);
                return;
            }
            begun.incrementAndGet();
            storm.await();
            ended.incrementAndGet();
            throw new IllegalStateException("storm");
        }

        private void step(String name, LoopProbe probe, Runnable step, AtomicInteger bodies, int count)
                throws InterruptedException {
            probe.takeWorst();
            int before = bodies.get();
            long from = System.nanoTime();
            step.run();
            while (bodies.get() - before < count) {
                Thread.sleep(1);
            }
            probe.awaitAnswer(); // It stands behind what the bodies have posted.
            figures.add(name, System.nanoTime() - from);
            notePause(name, probe);
        }

        private void notePause(String name, LoopProbe probe) {
            long worst = probe.takeWorst();
            figures.add("pause in " + name, worst);
            figures.add("pause", worst);
        }

        /** A snapshot of all, which the loop takes in one go: so not while it is probed. */
        private void require(Supervisor supervisor, ChildState state, int count) {
            long from = System.nanoTime();
            int found = supervisor.status().counts().getOrDefault(state, 0);
            figures.add("status", System.nanoTime() - from);
            if (found != count) {
                throw new IllegalStateException(found + " children are " + state + ", not " + count);
            }
        }
    }
}
