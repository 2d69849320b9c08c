package dev.yellowjack.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.yellowjack.ChildContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class BodyContextTest {
    private static final ContextKey<String> KEY = ContextKey.named("test");
    private static final ChildContext INCARNATION = (ChildContext) Proxy.newProxyInstance(
            ChildContext.class.getClassLoader(),
            new Class<?>[] {ChildContext.class},
            (proxy, method, arguments) -> null);

    private final AtomicReference<String> seen = new AtomicReference<>();

    @AfterEach
    void clear() {
        MDC.clear();
    }

    private void see(ChildContext context) {
        seen.set(MDC.get("tenant") + " " + Context.current().get(KEY));
    }

    private static BodyContext capture(String tenant, String value) {
        MDC.put("tenant", tenant);
        try (Scope scope = Context.root().with(KEY, value).makeCurrent()) {
            return BodyContext.capture();
        } finally {
            MDC.remove("tenant");
        }
    }

    @Test
    void where_there_is_nothing_to_carry_it_is_one_and_the_same_object() throws Exception {
        assertSame(BodyContext.capture(), BodyContext.capture());
        BodyContext.capture().run(this::see, INCARNATION);
        assertEquals("null null", seen.get());
        assertFalse(BodyContext.capture().span().isValid());
    }

    @Test
    void a_body_is_surrounded_by_what_surrounded_the_caller() throws Exception {
        capture("gold", "trace").run(this::see, INCARNATION);
        assertEquals("gold trace", seen.get());
    }

    @Test
    void afterwards_the_thread_is_as_it_was_whatever_the_body_does() {
        BodyContext carried = capture("gold", "trace");
        MDC.put("tenant", "mine");
        assertThrows(
                IllegalStateException.class,
                () -> carried.run(
                        context -> {
                            MDC.put("more", "of the body");
                            throw new IllegalStateException("crash");
                        },
                        INCARNATION));
        assertEquals("mine", MDC.get("tenant"));
        assertNull(MDC.get("more"));
        assertNull(Context.current().get(KEY));
    }
}
