package dev.yellowjack.benchmarks;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.Value;
import dev.yellowjack.Child;
import dev.yellowjack.ChildContext;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** A check at which nothing has changed, beside the bare evaluations of as many flags. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IdleCheck {
    private static List<String> keys(int children) {
        return IntStream.range(0, children).mapToObj(i -> "flag-" + i).toList();
    }

    /** Children of ours, each with a flag of its own, and off. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up.
    public static class Distinct {
        @Param("1000")
        int children;

        private Supervisor supervisor;

        /** Makes and starts the supervisor. */
        @Setup
        public void start() {
            supervisor = supervise(children, keys(children));
        }

        /** Closes it. */
        @TearDown
        public void close() {
            supervisor.close();
        }
    }

    /** Children of ours on one flag, and off. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up.
    public static class Shared {
        @Param("1000")
        int children;

        private Supervisor supervisor;

        /** Makes and starts the supervisor. */
        @Setup
        public void start() {
            supervisor = supervise(children, List.of("all"));
        }

        /** Closes it. */
        @TearDown
        public void close() {
            supervisor.close();
        }
    }

    private static Supervisor supervise(int children, List<String> keys) {
        NullLog.install();
        SupervisorBuilder builder =
                Supervisor.builder().client(new Flags(keys).client()).runtime(Threads.VIRTUAL.runtime());
        for (int i = 0; i < children; i++) {
            builder.child(
                    Child.named("child-" + i).flag(keys.get(i % keys.size())).runs(ChildContext::awaitStop));
        }
        Supervisor supervisor = builder.start();
        supervisor.check().join();
        return supervisor;
    }

    /** As many flags, and the context in which a supervisor evaluates them (§4.8). */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up.
    public static class Bare {
        @Param("1000")
        int children;

        private List<String> keys;
        private Client client;
        private EvaluationContext context;

        /** Makes them. */
        @Setup
        public void start() {
            NullLog.install();
            keys = keys(children);
            client = new Flags(keys).client();
            context = new ImmutableContext(
                    "host",
                    Map.of(
                            SupervisorBuilder.INSTANCE_ATTRIBUTE, new Value("host"),
                            SupervisorBuilder.PID_ATTRIBUTE, new Value("12345")));
        }
    }

    /** The same, and a thread that is not the caller's. */
    @State(Scope.Benchmark)
    public static class Elsewhere extends Bare {
        private final ExecutorService thread = Executors.newSingleThreadExecutor();

        /** Ends the thread. */
        @TearDown
        public void end() {
            thread.shutdown();
        }
    }

    /** A check by us, each flag asked. */
    @Benchmark
    public void distinct(Distinct state) {
        state.supervisor.check().join();
    }

    /** A check by us, one flag asked for all. */
    @Benchmark
    public void shared(Shared state) {
        state.supervisor.check().join();
    }

    /** No check, but each flag asked. */
    @Benchmark
    public void bare(Bare state, Blackhole results) {
        for (String key : state.keys) {
            results.consume(state.client.getBooleanDetails(key, true, state.context));
        }
    }

    /** The same where the caller may not be held up by the provider (§4.6): the least number of hand-overs, one each way. */
    @Benchmark
    public void elsewhere(Elsewhere state, Blackhole results) throws Exception {
        state.thread.submit(() -> bare(state, results)).get();
    }
}
