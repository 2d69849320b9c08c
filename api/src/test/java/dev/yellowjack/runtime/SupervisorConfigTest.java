package dev.yellowjack.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.yellowjack.Child;
import dev.yellowjack.ChildContext;
import dev.yellowjack.SupervisorListener;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever makes a configuration, nothing impossible is in it. */
class SupervisorConfigTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Child CHILD = Child.named("orders").flag("orders").runs(ChildContext::awaitStop);

    private static SupervisorConfig config(
            Duration checkInterval,
            Duration evaluationLimit,
            List<SupervisorListener> listeners,
            List<Child> children) {
        return new SupervisorConfig(
                "host",
                OpenFeatureAPI.getInstance().getClient(),
                new ImmutableContext("host"),
                checkInterval,
                evaluationLimit,
                SupervisorClock.system(),
                listeners,
                children,
                SupervisorTelemetry.of("orders", OpenTelemetry.noop(), 0));
    }

    private static void assertRefused(String message, Duration checkInterval, Duration evaluationLimit) {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> config(checkInterval, evaluationLimit, List.of(), List.of()));
        assertEquals(message, refusal.getMessage());
    }

    @Test
    void aDurationThatIsNotPositiveIsRefused() {
        assertRefused("check interval is PT0S, must be more than zero; the default is 1 s", Duration.ZERO, SECOND);
        assertRefused("check interval is PT-1S, must be more than zero; the default is 1 s", SECOND.negated(), SECOND);
        assertRefused(
                "evaluation time limit is PT0S, must be more than zero; the default is 1 s", SECOND, Duration.ZERO);
        assertRefused(
                "evaluation time limit is PT-1S, must be more than zero; the default is 1 s", SECOND, SECOND.negated());
    }

    @Test
    void twoChildrenOfOneIdAreRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> config(SECOND, SECOND, List.of(), List.of(CHILD, CHILD.grace(SECOND))))
                .getMessage();
        assertTrue(message.contains("two children are called 'orders'"), message);
    }

    @Test
    void aNullIsNamed() {
        assertNull("check interval", () -> config(null, SECOND, List.of(), List.of()));
        assertNull("evaluation time limit", () -> config(SECOND, null, List.of(), List.of()));
        assertNull("listeners", () -> config(SECOND, SECOND, null, List.of()));
        assertNull("listener", () -> config(SECOND, SECOND, Collections.singletonList(null), List.of()));
        assertNull("children", () -> config(SECOND, SECOND, List.of(), null));
        assertNull("child", () -> config(SECOND, SECOND, List.of(), Collections.singletonList(null)));
    }

    private static void assertNull(String what, Runnable input) {
        assertEquals(what, assertThrows(NullPointerException.class, input::run).getMessage());
    }

    @Test
    void itKeepsItsChildrenInTheirOrder() {
        Child mailer = Child.named("mailer").flag("mailer").runs(ChildContext::awaitStop);
        List<Child> children = new ArrayList<>(List.of(CHILD, mailer));
        SupervisorConfig config = config(SECOND, SECOND, List.of(), children);
        children.clear();
        assertEquals(List.of(CHILD, mailer), config.children());
    }
}
