package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.MutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import dev.yellowjack.runtime.SupervisorClock;
import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.runtime.SupervisorRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SupervisorBuilderTest {
    private final FakeRuntime runtime = new FakeRuntime();
    private final SupervisorBuilder builder = Supervisor.builder().runtime(runtime);

    private static Child child(String id) {
        return Child.named(id).flag(id).runs(ChildContext::awaitStop);
    }

    private SupervisorConfig start() {
        builder.start();
        return runtime.config();
    }

    @Test
    void theDefaultsReachTheRuntime() {
        SupervisorConfig config = start();
        assertEquals(Duration.ofSeconds(1), config.checkInterval());
        assertEquals(Duration.ofSeconds(1), config.evaluationLimit());
        assertSame(SupervisorClock.system(), config.clock());
        assertNull(config.client().getMetadata().getDomain());
        assertEquals(List.of(), FakeRuntime.applicationsListeners(config));
        assertEquals(List.of(), config.children());
    }

    @Test
    void theInstanceIsTheHostUnlessItIsNamed() {
        SupervisorConfig config = start();
        assertEquals(InstanceName.ofHost(), config.instance());
        assertFalse(config.instance().isBlank());
        assertEquals(config.instance(), config.context().getTargetingKey());
    }

    @Test
    void rule4_8_theTargetingKeyIsTheInstanceAndTheProcessIdOnlyAnAttribute() {
        builder.instance("orders-7");
        EvaluationContext context = start().context();
        String pid = Long.toString(ProcessHandle.current().pid());
        assertEquals("orders-7", context.getTargetingKey());
        assertEquals("orders-7", context.getValue("yellowjackInstance").asString());
        assertEquals(pid, context.getValue("yellowjackPid").asString());
    }

    @Test
    void theUsersContextIsMergedOverTheSupervisors() {
        builder.instance("orders-7")
                .context(new ImmutableContext(
                        Map.of("region", new Value("eu"), SupervisorBuilder.PID_ATTRIBUTE, new Value("hidden"))));
        EvaluationContext context = start().context();
        assertEquals("orders-7", context.getTargetingKey());
        assertEquals(
                "orders-7",
                context.getValue(SupervisorBuilder.INSTANCE_ATTRIBUTE).asString());
        assertEquals("eu", context.getValue("region").asString());
        assertEquals("hidden", context.getValue(SupervisorBuilder.PID_ATTRIBUTE).asString());
    }

    @Test
    void aTargetingKeyOfTheUsersTakesThePlaceOfTheInstance() {
        builder.instance("orders-7").context(new ImmutableContext("tenant-1"));
        SupervisorConfig config = start();
        assertEquals("tenant-1", config.context().getTargetingKey());
        assertEquals("orders-7", config.instance());
        assertEquals(
                "orders-7",
                config.context().getValue(SupervisorBuilder.INSTANCE_ATTRIBUTE).asString());
    }

    @Test
    void theContextIsCopiedWhenItIsGiven() {
        MutableContext mutable = new MutableContext().add("region", "eu");
        builder.context(mutable);
        mutable.add("region", "us");
        assertEquals("eu", start().context().getValue("region").asString());
    }

    @Test
    void whatIsSetReachesTheRuntime() {
        Client client = OpenFeatureAPI.getInstance().getClient("orders");
        SupervisorListener first = transition -> {};
        SupervisorListener second = transition -> {};
        builder.runtime("unheard-of")
                .runtime(runtime) // Of several calls the last one counts.
                .client(client)
                .checkInterval(Duration.ofMillis(250))
                .evaluationLimit(Duration.ofMillis(500))
                .listener(first)
                .listener(second)
                .child(child("b"))
                .child(child("a"))
                .child(child("c"));
        SupervisorConfig config = start();
        assertSame(client, config.client());
        assertEquals(Duration.ofMillis(250), config.checkInterval());
        assertEquals(Duration.ofMillis(500), config.evaluationLimit());
        assertEquals(List.of(first, second), FakeRuntime.applicationsListeners(config));
        assertEquals(
                List.of("b", "a", "c"),
                config.children().stream().map(Child::id).toList());
    }

    @Test
    void aRuntimeThatIsNamedLaterTakesThePlaceOfOneThatWasGiven() {
        builder.runtime("unheard-of");
        assertThrows(IllegalStateException.class, builder::start);
        assertEquals(List.of(), runtime.supervisors);
    }

    @Test
    void eachStartMakesASupervisorOfItsOwn() {
        builder.child(child("a"));
        Supervisor first = builder.start();
        Supervisor second = builder.child(child("b")).start();
        assertNotSame(first, second);
        SupervisorConfig early = runtime.supervisors.get(0).config;
        SupervisorConfig late = runtime.supervisors.get(1).config;
        assertEquals(List.of("a"), early.children().stream().map(Child::id).toList());
        assertEquals(List.of("a", "b"), late.children().stream().map(Child::id).toList());
    }

    @Test
    void whatTheRuntimeIsGivenDoesNotChange() {
        builder.listener(transition -> {});
        SupervisorConfig config = start();
        builder.listener(transition -> {}).child(child("late"));
        assertEquals(1, FakeRuntime.applicationsListeners(config).size());
        assertEquals(0, config.children().size());
        assertThrows(
                UnsupportedOperationException.class, () -> config.children().add(child("other")));
    }

    @Test
    void whatTheRuntimeCannotDoIsHeardFromStart() {
        IllegalStateException tooOld = new IllegalStateException("needs Java 21");
        builder.runtime(new SupervisorRuntime() {
            @Override
            public String name() {
                return "too-new";
            }

            @Override
            public Supervisor create(SupervisorConfig config) {
                throw tooOld;
            }
        });
        assertSame(tooOld, assertThrows(IllegalStateException.class, builder::start));
    }
}
