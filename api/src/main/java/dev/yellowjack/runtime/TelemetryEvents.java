package dev.yellowjack.runtime;

import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.Crash;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.Unknown;
import dev.yellowjack.Report;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells OpenTelemetry what happens, event by event: each crash, each overdue stop, each change of what a flag reads. A
 * crash of a body that ran in a span is a span as well, which links to that one.
 *
 * <p>It is a listener like any other, and so behind the loop. Thread-safe.
 */
final class TelemetryEvents implements SupervisorListener {
    private static final AttributeKey<Long> INCARNATION = AttributeKey.longKey("yellowjack.child.incarnation");
    private static final AttributeKey<Boolean> VALUE = AttributeKey.booleanKey("feature_flag.result.value");

    private final String supervisor;
    private final Logger log;
    private final Tracer tracer;
    private final Map<String, Added> children = new ConcurrentHashMap<>();
    private volatile @Nullable String provider;

    /** What is needed of a child, and not in what a listener hears. */
    private record Added(String flag, boolean killSwitch, BodyContext context) {}

    private static final Added UNKNOWN = new Added("", false, BodyContext.nothing());

    TelemetryEvents(String supervisor, OpenTelemetry openTelemetry) {
        this.supervisor = supervisor;
        log = openTelemetry.getLogsBridge().get(Instruments.SCOPE);
        tracer = openTelemetry.getTracer(Instruments.SCOPE);
    }

    void added(Child child, BodyContext context) {
        children.put(child.id(), new Added(child.flag(), child.killSwitch(), context));
    }

    void forgotten(String child) {
        children.remove(child);
    }

    /** The provider calls itself so. */
    void provider(String name) {
        provider = name;
    }

    @Override
    public void onTransition(Transition transition) {
        Throwable cause = transition.cause();
        if (cause == null || transition.to() == ChildState.STOPPING) {
            return;
        }
        Added child = of(transition.child());
        Attributes attributes = attributes(transition.child(), child, transition.incarnation()).toBuilder()
                .put(Instruments.STATE, Instruments.lower(transition.to()))
                .put(Instruments.REASON, Instruments.lower(transition.reason()))
                .build();
        log.logRecordBuilder()
                .setEventName("yellowjack.child.crash")
                .setSeverity(Severity.ERROR)
                .setTimestamp(transition.at())
                .setContext(child.context.context())
                .setBody(transition.child() + " crashed: it is " + transition.to())
                .setAllAttributes(attributes)
                .setAllAttributes(exception(cause))
                .emit();
        if (child.context.span().isValid()) {
            Span span = tracer.spanBuilder("yellowjack.child.crash")
                    .setParent(Context.root())
                    .addLink(child.context.span())
                    .setAllAttributes(attributes)
                    .setStartTimestamp(transition.at())
                    .startSpan();
            span.recordException(cause);
            span.setStatus(StatusCode.ERROR);
            span.end(transition.at());
        }
    }

    @Override
    public void onReport(Report report) {
        if (report.kind() == Report.Kind.OVERDUE) {
            Added child = of(report.child());
            log.logRecordBuilder()
                    .setEventName("yellowjack.child.overdue")
                    .setSeverity(Severity.WARN)
                    .setTimestamp(report.at())
                    .setContext(child.context.context())
                    .setBody(report.child() + " was asked to stop and still runs")
                    .setAllAttributes(attributes(report.child(), child, report.incarnation()))
                    .setAllAttributes(exception(report.problem()))
                    .emit();
        }
    }

    /** As OpenTelemetry's conventions for feature flags have it, with the flag's own value where it is a kill switch. */
    @Override
    public void onReading(String id, Reading before, Reading after) {
        Added child = of(id);
        LogRecordBuilder event = log.logRecordBuilder()
                .setEventName("feature_flag.evaluation")
                .setSeverity(after.isKnown() ? Severity.INFO : Severity.WARN)
                .setAttribute(Instruments.SUPERVISOR, supervisor)
                .setAttribute(Instruments.CHILD, id)
                .setAttribute(Instruments.FLAG, child.flag);
        String known = provider;
        if (known != null) {
            event.setAttribute(Instruments.PROVIDER, known);
        }
        if (after instanceof Unknown unknown) {
            event.setAttribute(Instruments.ERROR_TYPE, Instruments.lower(unknown.reason()))
                    .setAttribute(AttributeKey.stringKey("feature_flag.error.message"), unknown.detail());
        } else {
            event.setAttribute(VALUE, after.equals(Reading.ON) != child.killSwitch);
        }
        event.emit();
    }

    /** As OpenTelemetry's conventions have it. */
    private static Attributes exception(Throwable thrown) {
        Crash crash = new Crash(thrown, 0, Instant.EPOCH);
        return Attributes.of(
                AttributeKey.stringKey("exception.type"),
                thrown.getClass().getName(),
                AttributeKey.stringKey("exception.message"),
                crash.message(),
                AttributeKey.stringKey("exception.stacktrace"),
                crash.stackTrace());
    }

    /** One that is forgotten by now may be spoken of all the same: listeners lag. */
    private Added of(String child) {
        return children.getOrDefault(child, UNKNOWN);
    }

    private Attributes attributes(String id, Added child, int incarnation) {
        return Attributes.of(
                Instruments.SUPERVISOR,
                supervisor,
                Instruments.CHILD,
                id,
                Instruments.FLAG,
                child.flag,
                INCARNATION,
                (long) incarnation);
    }
}
