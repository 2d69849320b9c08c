package dev.yellowjack.board;

import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.providers.memory.Flag;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import dev.yellowjack.Child;
import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A supervisor with children that do as a test says. */
final class Fleet implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
    private final InMemoryProvider flags = new InMemoryProvider(Map.of());
    private final Map<String, CountDownLatch> crashes = new ConcurrentHashMap<>();
    private final Map<String, Throwable> causes = new ConcurrentHashMap<>();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final SupervisorBuilder builder =
            Supervisor.builder().client(api.getClient()).instance("shop-7").runtime("threads");
    private final Map<String, Flag<?>> known = new HashMap<>();
    private Supervisor supervisor;

    Fleet(String name) {
        builder.name(name);
    }

    /** One more child, whose flag is on or off. */
    Fleet child(String id, boolean on) {
        return child(id, id, on);
    }

    Fleet child(String id, String flag, boolean on) {
        known.put(flag, flag(on));
        crashes.put(id, new CountDownLatch(1));
        builder.child(Child.named(id).flag(flag).runs(this::body));
        return this;
    }

    /** One more child, of a flag that nobody has. */
    Fleet childOfNoFlag(String id) {
        crashes.put(id, new CountDownLatch(1));
        builder.child(Child.named(id).flag("no-such-flag").runs(this::body));
        return this;
    }

    /** One more child, which heeds nothing before the end of the test. */
    Fleet deafChild(String id) {
        known.put(id, flag(true));
        builder.child(Child.named(id)
                .flag(id)
                .runs(context -> awaitUninterruptibly())
                .grace(Duration.ofMillis(50))
                .interruptWait(Duration.ofMillis(50)));
        return this;
    }

    private void awaitUninterruptibly() {
        while (letGo.getCount() > 0) {
            try {
                letGo.await();
            } catch (InterruptedException unheeded) {
                continue;
            }
        }
    }

    Fleet start() throws Exception {
        flags.updateFlags(known);
        api.setProviderAndWait(flags);
        supervisor = builder.start();
        return this;
    }

    private static Flag<Boolean> flag(boolean on) {
        return Flag.<Boolean>builder()
                .variant("on", true)
                .variant("off", false)
                .defaultVariant(on ? "on" : "off")
                .build();
    }

    private void body(ChildContext context) throws Exception {
        CountDownLatch crash = crashes.get(context.id());
        context.onStop(crash::countDown);
        crash.await();
        if (!context.stopRequested()) {
            crashes.put(context.id(), new CountDownLatch(1));
            throw (Exception) causes.get(context.id());
        }
    }

    void crash(String id, Exception cause) throws InterruptedException {
        await(id, ChildState.RUNNING);
        causes.put(id, cause);
        crashes.get(id).countDown();
        await(id, ChildState.QUARANTINED);
    }

    void flip(String flag, boolean on) {
        flags.updateFlag(flag, flag(on));
    }

    void await(String id, ChildState state) throws InterruptedException {
        if (!supervisor.await(id, state, BOUND)) {
            throw new AssertionError("waited in vain for " + state + ": " + supervisor.status(id));
        }
    }

    Supervisor supervisor() {
        return supervisor;
    }

    @Override
    public void close() {
        letGo.countDown();
        supervisor.close(BOUND);
        api.shutdown();
    }
}
