package dev.yellowjack.virtualthreads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.providers.memory.Flag;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import dev.yellowjack.Child;
import dev.yellowjack.Supervisor;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a body's thread has from whoever started the supervisor: the class loader, and nothing else. */
@Timeout(30)
class SurroundingsTest {
    private static final InheritableThreadLocal<String> STARTERS = new InheritableThreadLocal<>();

    private record Seen(ClassLoader loader, Optional<String> local) {}

    @Test
    void a_body_has_the_class_loader_of_who_started_the_supervisor_and_not_its_thread_locals() throws Exception {
        OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
        api.setProviderAndWait(new InMemoryProvider(Map.of(
                "f",
                Flag.<Boolean>builder().variant("on", true).defaultVariant("on").build())));
        CompletableFuture<Seen> seen = new CompletableFuture<>();
        Thread self = Thread.currentThread();
        ClassLoader before = self.getContextClassLoader();
        STARTERS.set("a request of the starter's");
        try (URLClassLoader loader = new URLClassLoader(new URL[0], before)) {
            self.setContextClassLoader(loader);
            try (Supervisor running = Supervisor.builder()
                    .runtime(new VirtualThreadsRuntime())
                    .client(api.getClient())
                    .child(Child.named("c").flag("f").runs(context -> {
                        seen.complete(look());
                        context.awaitStop();
                    }))
                    .start()) {
                assertSame(loader, seen.join().loader);
                assertEquals(Optional.empty(), seen.join().local);
            }
        } finally {
            self.setContextClassLoader(before);
            STARTERS.remove();
            api.shutdown();
        }
    }

    private static Seen look() {
        Thread body = Thread.currentThread();
        return new Seen(body.getContextClassLoader(), Optional.ofNullable(STARTERS.get()));
    }
}
