package dev.yellowjack;

import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.runtime.SupervisorRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The code that the design and the Javadoc of {@link Supervisor} show, word by word. */
final class Example {
    static final List<String> EVENTS = new CopyOnWriteArrayList<>();

    private Example() {}

    static List<String> run() throws Exception {
        FeatureProvider provider = new InMemoryProvider(Map.of());
        Orders orders = new Orders();
        Mailer mailer = new Mailer();

        OpenFeatureAPI.getInstance().setProviderAndWait(provider);

        try (Supervisor supervisor = Supervisor.builder()
                .child(Child.named("orders").flag("orders-consumer").runs(orders::consume))
                .child(Child.named("mailer").flag("mailer").startsAndStops(mailer::start, mailer::stop))
                .start()) {
            supervisor.awaitClosed();
        }

        OpenFeatureAPI.getInstance().shutdown();
        return List.copyOf(EVENTS);
    }

    static List<String> runOneThatIsAChild() throws Exception {
        SupervisorBuilder inside = Supervisor.builder().runtime("other");
        inside.child(Child.named("inner").flag("inner").runs(ChildContext::awaitStop));
        Child child = Child.named("outer").flag("outer").supervises(inside);
        inside.runtime("threads");
        child.body().run(new FakeContext());
        return EVENTS.stream().filter(event -> !event.equals("awaited")).toList();
    }

    static List<String> runWithARuntimeHandedOver() {
        Supervisor.builder().runtime(new Threads()).start();
        return List.copyOf(EVENTS);
    }

    /** Something with a loop of its own. */
    static final class Orders {
        void consume(ChildContext context) throws InterruptedException {
            context.awaitStop();
        }
    }

    /** Something with threads of its own. */
    static final class Mailer {
        void start() {}

        void stop() {}
    }

    /** A runtime as one is found on the class path. Its supervisors are closed as soon as they are made. */
    public static class Threads implements SupervisorRuntime {
        @Override
        public String name() {
            return "threads";
        }

        @Override
        public Supervisor create(SupervisorConfig config) {
            EVENTS.add(name() + " starts");
            config.children().forEach(child -> EVENTS.add(child.toString()));
            return new FakeSupervisor(config) {
                @Override
                public void awaitClosed() {
                    EVENTS.add("awaited");
                }

                @Override
                public boolean close(Duration timeout) {
                    return true;
                }

                @Override
                public void close() {
                    EVENTS.add("closed");
                }
            };
        }
    }

    /** Another one. */
    public static final class Other extends Threads {
        @Override
        public String name() {
            return "other";
        }
    }

    /** One that cannot be made. */
    public static final class Broken extends Threads {
        /** Fails. */
        public Broken() {
            throw new IllegalStateException("no luck");
        }
    }
}
