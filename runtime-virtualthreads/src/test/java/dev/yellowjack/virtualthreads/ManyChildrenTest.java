package dev.yellowjack.virtualthreads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.providers.memory.Flag;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hundred thousand children, each on a flag of its own, in the heap of 2 GiB that this module's tests are given. */
class ManyChildrenTest {
    private static final int CHILDREN = 100_000;

    @Test
    @Timeout(60)
    void a_hundred_thousand_children_start_flip_crash_and_stop() throws InterruptedException {
        assertTrue(Runtime.getRuntime().maxMemory() <= 2L << 30, "the heap is to be 2 GiB: see this module's pom.xml");
        CountDownLatch begun = new CountDownLatch(CHILDREN);
        CountDownLatch crash = new CountDownLatch(1);
        AtomicInteger live = new AtomicInteger();
        OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
        InMemoryProvider flags = new InMemoryProvider(all(true));
        api.setProviderAndWait(flags);
        SupervisorBuilder builder = Supervisor.builder()
                .runtime(new VirtualThreadsRuntime())
                .client(api.getClient())
                .instance("many");
        for (int i = 0; i < CHILDREN; i++) {
            boolean crashes = i % 100 == 0;
            builder.child(Child.named("c" + i).flag("f" + i).runs(context -> {
                live.incrementAndGet();
                begun.countDown();
                try {
                    if (crashes) {
                        crash.await();
                        throw new IllegalStateException("crash");
                    }
                    context.awaitStop();
                } finally {
                    live.decrementAndGet();
                }
            }));
        }
        try (Supervisor supervisor = builder.start()) {
            assertTrue(begun.await(30, TimeUnit.SECONDS), () -> begun.getCount() + " have not begun");
            assertEquals(CHILDREN, live.get());

            crash.countDown();
            assertTrue(supervisor.await("c99900", ChildState.QUARANTINED, Duration.ofSeconds(30)));
            flags.updateFlags(Map.of("f7", flag(false)));
            assertTrue(supervisor.await("c7", ChildState.OFF, Duration.ofSeconds(30)));

            flags.updateFlags(all(false));
            assertTrue(supervisor.await("c99999", ChildState.OFF, Duration.ofSeconds(30)));
            assertTrue(supervisor.await("c0", ChildState.OFF, Duration.ofSeconds(30)));
        }
        assertEquals(0, live.get());
        api.shutdown();
    }

    private static Map<String, Flag<?>> all(boolean on) {
        Map<String, Flag<?>> flags = new HashMap<>();
        for (int i = 0; i < CHILDREN; i++) {
            flags.put("f" + i, flag(on));
        }
        return flags;
    }

    private static Flag<Boolean> flag(boolean on) {
        return Flag.<Boolean>builder()
                .variant("on", true)
                .variant("off", false)
                .defaultVariant(on ? "on" : "off")
                .build();
    }
}
