package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ChildTest {
    private static final ChildBody BODY = ChildContext::awaitStop;
    private static final EvaluationContext WIDE = new ImmutableContext("host");
    private static final Child CHILD =
            Child.named("orders").flag("orders-consumer").runs(BODY);

    @Test
    void aChildIsWhatItWasMadeOf() {
        assertEquals("orders", CHILD.id());
        assertEquals("orders-consumer", CHILD.flag());
        assertSame(BODY, CHILD.body());
        assertFalse(CHILD.killSwitch());
        assertEquals("Child[orders, flag orders-consumer]", CHILD.toString());
    }

    @Test
    void rule4_10_aKillSwitchIsAFlagThatIsInverted() {
        Child child = Child.named("orders").killSwitch("orders-halt").runs(BODY);
        assertEquals("orders-halt", child.flag());
        assertTrue(child.killSwitch());
        assertEquals("Child[orders, kill switch orders-halt]", child.toString());
    }

    @Test
    void theDefaultsAreThoseOfTheRules() {
        assertDefaults();
    }

    private static void assertDefaults() {
        assertEquals(Duration.ofSeconds(20), CHILD.grace());
        assertEquals(Duration.ofSeconds(5), CHILD.interruptWait());
        assertEquals(Reading.OFF, CHILD.fallback());
        assertEquals(RestartPolicy.never(), CHILD.restartPolicy());
        assertEquals(WIDE, CHILD.contextWithin(WIDE));
    }

    @Test
    void eachPolicyCanBeChangedAndTheOthersStay() {
        RestartPolicy policy = RestartPolicy.upTo(1, Duration.ofMinutes(1));
        Child child = Child.named("orders")
                .killSwitch("orders-halt")
                .runs(BODY)
                .targetedById()
                .context(new ImmutableContext(Map.of("tier", new Value("gold"))))
                .restart(policy)
                .fallbackOn()
                .interruptWait(Duration.ofSeconds(2))
                .grace(Duration.ZERO);
        assertEquals("orders", child.id());
        assertEquals("orders-halt", child.flag());
        assertTrue(child.killSwitch());
        assertSame(BODY, child.body());
        assertEquals(Duration.ZERO, child.grace());
        assertEquals(Duration.ofSeconds(2), child.interruptWait());
        assertEquals(Reading.ON, child.fallback());
        assertEquals(policy, child.restartPolicy());
        EvaluationContext context = child.contextWithin(WIDE);
        assertEquals("gold", context.getValue("tier").asString());
        assertEquals("orders", context.getValue(Child.ID_ATTRIBUTE).asString());
    }

    @Test
    void thePoliciesStayWhateverTheOrderInWhichTheyAreChanged() {
        RestartPolicy policy = RestartPolicy.upTo(1, Duration.ofMinutes(1));
        Child child = CHILD.grace(Duration.ZERO)
                .interruptWait(Duration.ofSeconds(2))
                .fallbackOn()
                .restart(policy)
                .context(new ImmutableContext(Map.of("tier", new Value("gold"))))
                .targetedById();
        assertEquals(Duration.ZERO, child.grace());
        assertEquals(Duration.ofSeconds(2), child.interruptWait());
        assertEquals(Reading.ON, child.fallback());
        assertEquals(policy, child.restartPolicy());
        assertEquals("gold", child.contextWithin(WIDE).getValue("tier").asString());
    }

    @Test
    void aChangedPolicyIsANewChildAndLeavesTheOldOneAsItWas() {
        List<UnaryOperator<Child>> changes = List.of(
                child -> child.grace(Duration.ofSeconds(1)),
                child -> child.interruptWait(Duration.ofSeconds(1)),
                Child::fallbackOn,
                child -> child.restart(RestartPolicy.upTo(1, Duration.ofMinutes(1))),
                child -> child.context(new ImmutableContext("other")),
                Child::targetedById);
        for (UnaryOperator<Child> change : changes) {
            assertNotSame(CHILD, change.apply(CHILD));
            assertDefaults();
        }
    }

    @Test
    void oneFlagCanServeSeveralChildren() {
        Child.Flagged flagged = Child.named("orders").flag("orders-consumer");
        Child first = flagged.runs(BODY);
        Child second = flagged.runs(context -> {});
        assertSame(BODY, first.body());
        assertNotSame(first.body(), second.body());
    }
}
