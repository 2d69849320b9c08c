package dev.yellowjack.providers.launchdarkly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.launchdarkly.sdk.ContextKind;
import com.launchdarkly.sdk.LDContext;
import com.launchdarkly.sdk.LDValue;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.ImmutableStructure;
import dev.openfeature.sdk.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

final class ContextMappingTest {
    private final ContextMapping mapping = new ContextMapping();

    private static Map<String, Value> attributes(Object... pairs) {
        Map<String, Value> attributes = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            attributes.put((String) pairs[i], (Value) pairs[i + 1]);
        }
        return attributes;
    }

    private LDContext map(EvaluationContext context) {
        return mapping.map(context);
    }

    private static Value part(Object... pairs) {
        return new Value(new ImmutableStructure(attributes(pairs)));
    }

    @Test
    void without_a_kind_it_is_a_user() {
        LDContext context = map(new ImmutableContext("sandy", attributes("team", new Value("blue"))));
        assertEquals(LDContext.builder("sandy").set("team", "blue").build(), context);
    }

    @Test
    void a_kind_that_is_given_is_taken() {
        LDContext context = map(new ImmutableContext("one", attributes("kind", new Value("service"))));
        assertEquals(LDContext.create(ContextKind.of("service"), "one"), context);
    }

    @Test
    void a_kind_that_is_no_string_is_left_out() {
        assertEquals(LDContext.create("one"), map(new ImmutableContext("one", attributes("kind", new Value(7)))));
    }

    @Test
    void the_key_may_be_called_key_and_the_targeting_key_comes_first() {
        assertEquals(LDContext.create("k"), map(new ImmutableContext(attributes("key", new Value("k")))));
        assertEquals(LDContext.create("t"), map(new ImmutableContext("t", attributes("key", new Value("k")))));
    }

    @Test
    void without_a_key_it_is_invalid_and_known_to_have_none() {
        EvaluationContext none = new ImmutableContext();
        assertFalse(map(none).isValid());
        assertFalse(mapping.hasKey(none));
        assertTrue(mapping.hasKey(new ImmutableContext("k")));
    }

    @Test
    void a_kind_that_launchdarkly_does_not_allow_is_invalid_though_there_is_a_key() {
        EvaluationContext wrong = new ImmutableContext("k", attributes("kind", new Value("not a kind")));
        assertFalse(map(wrong).isValid());
        assertTrue(mapping.hasKey(wrong));
    }

    @Test
    void name_anonymous_and_private_attributes_are_what_they_are_in_launchdarkly() {
        LDContext context = map(new ImmutableContext(
                "k",
                attributes(
                        "name", new Value("Sandy"),
                        "anonymous", new Value(true),
                        "email", new Value("s@example.org"),
                        "privateAttributes", new Value(List.of(new Value("email"))))));
        assertEquals(
                LDContext.builder("k")
                        .name("Sandy")
                        .anonymous(true)
                        .set("email", "s@example.org")
                        .privateAttributes("email")
                        .build(),
                context);
    }

    @Test
    void special_attributes_of_a_wrong_type_are_left_out() {
        LDContext context = map(new ImmutableContext(
                "k",
                attributes(
                        "name", new Value(1),
                        "anonymous", new Value("yes"),
                        "privateAttributes", new Value(List.of(new Value(1))))));
        assertEquals(LDContext.create("k"), context);
    }

    @Test
    void all_types_of_attributes_are_taken_over() {
        Instant time = Instant.parse("2026-01-02T03:04:05Z");
        LDContext context = map(new ImmutableContext(
                "k",
                attributes(
                        "whole", new Value(7),
                        "fraction", new Value(7.5),
                        "truth", new Value(true),
                        "time", new Value(time),
                        "list", new Value(List.of(new Value("a"), new Value(1))),
                        "object", part("inner", new Value("x")))));
        assertEquals(LDValue.of(7), context.getValue("whole"));
        assertEquals(LDValue.of(7.5), context.getValue("fraction"));
        assertEquals(LDValue.of(true), context.getValue("truth"));
        assertEquals(LDValue.of("2026-01-02T03:04:05Z"), context.getValue("time"));
        assertEquals(LDValue.arrayOf(LDValue.of("a"), LDValue.of(1)), context.getValue("list"));
        assertEquals(LDValue.buildObject().put("inner", "x").build(), context.getValue("object"));
    }

    @Test
    void several_kinds_are_taken_from_the_structures_in_it() {
        LDContext context = map(new ImmutableContext(attributes(
                "kind",
                new Value("multi"),
                "stray",
                new Value("left out"),
                "service",
                part("targetingKey", new Value("orders"), "name", new Value("Orders")),
                "user",
                part("key", new Value("sandy"), "privateAttributes", new Value(List.of(new Value("x")))))));
        assertEquals(
                LDContext.createMulti(
                        LDContext.builder(ContextKind.of("service"), "orders")
                                .name("Orders")
                                .build(),
                        LDContext.builder("sandy").privateAttributes("x").build()),
                context);
    }

    @Test
    void several_kinds_of_which_one_has_no_key_are_invalid_and_known_to_lack_one() {
        EvaluationContext context = new ImmutableContext(
                attributes("kind", new Value("multi"), "service", part("key", new Value("orders")), "user", part()));
        assertFalse(map(context).isValid());
        assertFalse(mapping.hasKey(context));
    }

    @Test
    void what_is_left_out_is_said_once() {
        List<String> said = new java.util.concurrent.CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                said.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(ContextMapping.class.getName());
        logger.addHandler(handler);
        try {
            EvaluationContext wrong = new ImmutableContext("k", attributes("name", new Value(1)));
            for (int i = 0; i < 3; i++) {
                map(wrong);
            }
        } finally {
            logger.removeHandler(handler);
        }
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.get(0).contains("'name' is no string"), said::toString);
    }
}
