package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.MutableContext;
import dev.openfeature.sdk.MutableStructure;
import dev.openfeature.sdk.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** §4.7 and §4.8: what a flag is asked with. */
class ChildEvaluationContextTest {
    private static final EvaluationContext WIDE =
            new ImmutableContext("host-1", Map.of("region", new Value("eu"), "tier", new Value("silver")));

    private static Child child(String id) {
        return Child.named(id).flag("flag").runs(ChildContext::awaitStop);
    }

    private static EvaluationContext attribute(String key, String value) {
        return new ImmutableContext(Map.of(key, new Value(value)));
    }

    @Test
    void aChildWithoutAContextIsEvaluatedInTheSupervisors() {
        assertEquals(WIDE, child("a").contextWithin(WIDE));
    }

    @Test
    void theChildsAttributesAreMergedOverTheSupervisors() {
        EvaluationContext context =
                child("a").context(attribute("tier", "gold")).contextWithin(WIDE);
        assertEquals("gold", context.getValue("tier").asString());
        assertEquals("eu", context.getValue("region").asString());
    }

    @Test
    void theTargetingKeyStaysTheInstances() {
        EvaluationContext context =
                child("a").context(attribute("tier", "gold")).targetedById().contextWithin(WIDE);
        assertEquals("host-1", context.getTargetingKey());
    }

    @Test
    void theTargetingKeyOfTheChildTakesItsPlaceWhereItHasOne() {
        EvaluationContext own = new ImmutableContext("tenant-7", Map.of("tier", new Value("gold")));
        EvaluationContext context = child("a").context(own).targetedById().contextWithin(WIDE);
        assertEquals("tenant-7", context.getTargetingKey());
        assertEquals("gold", context.getValue("tier").asString());
        assertEquals("eu", context.getValue("region").asString());
    }

    @Test
    void theIdIsAnAttributeOnlyWhereTheChildIsTargetedByIt() {
        Child child = child("a").context(attribute("tier", "gold"));
        assertNull(child.contextWithin(WIDE).getValue("yellowjackChild"));
        assertEquals(
                "a",
                child.targetedById()
                        .contextWithin(WIDE)
                        .getValue("yellowjackChild")
                        .asString());
        assertEquals(
                "a",
                child("a")
                        .targetedById()
                        .contextWithin(WIDE)
                        .getValue("yellowjackChild")
                        .asString());
    }

    @Test
    void equalContextsOfTwoChildrenAreEqualSoThatTheyShareAnEvaluation() {
        EvaluationContext plain = child("a").contextWithin(WIDE);
        EvaluationContext repeated =
                child("b").context(attribute("region", "eu")).contextWithin(WIDE);
        EvaluationContext gold = child("c").context(attribute("tier", "gold")).contextWithin(WIDE);
        EvaluationContext mutable =
                child("d").context(new MutableContext().add("tier", "gold")).contextWithin(WIDE);
        assertEquals(plain, repeated);
        assertEquals(plain.hashCode(), repeated.hashCode());
        assertEquals(gold, mutable);
        assertEquals(gold.hashCode(), mutable.hashCode());
        assertNotEquals(plain, gold);
    }

    @Test
    void aChildThatIsTargetedByItsIdSharesWithNobody() {
        assertNotEquals(
                child("a").targetedById().contextWithin(WIDE),
                child("b").targetedById().contextWithin(WIDE));
        assertNotEquals(
                child("a").targetedById().contextWithin(WIDE), child("a").contextWithin(WIDE));
    }

    @Test
    void theContextIsCopiedWhenItIsGiven() {
        MutableStructure nested = new MutableStructure().add("plan", "gold");
        MutableContext mutable =
                new MutableContext("tenant-7").add("tier", "gold").add("account", nested);
        Child child = child("a").context(mutable);
        mutable.add("tier", "bronze").setTargetingKey("tenant-8");
        nested.add("plan", "bronze");
        EvaluationContext context = child.contextWithin(WIDE);
        assertEquals("tenant-7", context.getTargetingKey());
        assertEquals("gold", context.getValue("tier").asString());
        assertEquals(
                "gold",
                context.getValue("account").asStructure().getValue("plan").asString());
    }
}
