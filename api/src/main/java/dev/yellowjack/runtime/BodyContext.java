package dev.yellowjack.runtime;

import dev.yellowjack.ChildBody;
import dev.yellowjack.ChildContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What surrounded the code that added a child, and surrounds the child's bodies too: OpenTelemetry's context, and SLF4J's
 * mapped diagnostic context (MDC).
 *
 * <p>Immutable and thread-safe.
 */
public final class BodyContext {
    private static final BodyContext NOTHING = new BodyContext(Context.root(), Map.of());

    private final Context context;
    private final Map<String, String> mdc;

    private BodyContext(Context context, Map<String, String> mdc) {
        this.context = context;
        this.mdc = mdc;
    }

    /** What surrounds the caller now. One and the same object where that is nothing. */
    public static BodyContext capture() {
        Context context = Context.current();
        Map<String, String> mdc = MDC.getCopyOfContextMap();
        boolean nothing = context == Context.root() && (mdc == null || mdc.isEmpty());
        return nothing ? NOTHING : new BodyContext(context, mdc == null ? Map.of() : mdc);
    }

    static BodyContext nothing() {
        return NOTHING;
    }

    /**
     * Runs a body with this around it. Afterwards the thread is as it was.
     *
     * @param body the body
     * @param incarnation what it is given
     * @throws Exception what the body throws
     */
    public void run(ChildBody body, ChildContext incarnation) throws Exception {
        if (this == NOTHING) {
            body.run(incarnation);
        } else {
            Map<String, String> before = MDC.getCopyOfContextMap();
            MDC.setContextMap(mdc);
            try (Scope scope = context.makeCurrent()) {
                body.run(incarnation);
            } finally {
                restore(before);
            }
        }
    }

    private static void restore(@Nullable Map<String, String> before) {
        if (before == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(before);
        }
    }

    Context context() {
        return context;
    }

    /** The span that the bodies run in; invalid where they run in none. */
    SpanContext span() {
        return Span.fromContext(context).getSpanContext();
    }
}
