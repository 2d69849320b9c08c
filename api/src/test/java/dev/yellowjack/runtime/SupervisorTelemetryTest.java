package dev.yellowjack.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.ProviderEvent;
import dev.yellowjack.Child;
import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.SupervisorMXBean;
import dev.yellowjack.SupervisorStatus;
import dev.yellowjack.Transition;
import dev.yellowjack.Transition.Reason;
import dev.yellowjack.runtime.SupervisorTelemetry.Timing;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.JMX;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the outside gets to know. That the counts agree with the transitions is for the kit to prove. */
class SupervisorTelemetryTest {
    private static final Child ORDERS =
            Child.named("orders").flag("orders-flag").runs(ChildContext::awaitStop);

    private final InMemoryMetricReader reader = InMemoryMetricReader.create();
    private final InMemoryLogRecordExporter logs = InMemoryLogRecordExporter.create();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(reader).build())
            .setLoggerProvider(SdkLoggerProvider.builder()
                    .addLogRecordProcessor(SimpleLogRecordProcessor.create(logs))
                    .build())
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build();
    private SupervisorTelemetry telemetry = SupervisorTelemetry.of("telemetry-test", sdk, 10);
    private final Supervisor supervisor = (Supervisor) Proxy.newProxyInstance(
            Supervisor.class.getClassLoader(),
            new Class<?>[] {Supervisor.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "status" -> new SupervisorStatus("telemetry-test", "host", Instant.EPOCH, List.of());
                case "name" -> "telemetry-test";
                case "health" ->
                    new SupervisorStatus("telemetry-test", "host", Instant.EPOCH, List.of())
                            .health(java.time.Duration.ZERO);
                case "release" -> arguments[0].equals("orders");
                case "releaseAll" -> 7;
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> 1;
                default -> throw new UnsupportedOperationException(method.toString());
            });

    @AfterEach
    void end() {
        telemetry.end();
        sdk.close();
    }

    private static Transition crash(Throwable cause, String child) {
        return new Transition(
                1, child, 3, ChildState.RUNNING, ChildState.QUARANTINED, Reason.CRASHED, cause, Instant.EPOCH);
    }

    private @Nullable MetricData metric(String name) {
        Collection<MetricData> all = reader.collectAllMetrics();
        return all.stream()
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private HistogramPointData histogram(String name) {
        MetricData metric = metric(name);
        if (metric == null) {
            throw new AssertionError("no " + name);
        }
        return metric.getHistogramData().getPoints().iterator().next();
    }

    // Names, and who is live

    @Test
    void two_live_supervisors_never_have_one_name_and_a_name_is_free_again_at_the_end() {
        SupervisorTelemetry second = SupervisorTelemetry.of("telemetry-test", OpenTelemetry.noop(), 0);
        SupervisorTelemetry third = SupervisorTelemetry.of("telemetry-test", OpenTelemetry.noop(), 0);
        assertEquals(
                List.of("telemetry-test", "telemetry-test-2", "telemetry-test-3"),
                List.of(telemetry.name(), second.name(), third.name()));
        second.end();
        SupervisorTelemetry fourth = SupervisorTelemetry.of("telemetry-test", OpenTelemetry.noop(), 0);
        second.end();
        assertEquals("telemetry-test-2", fourth.name());
        SupervisorTelemetry fifth = SupervisorTelemetry.of("telemetry-test", OpenTelemetry.noop(), 0);
        assertEquals("telemetry-test-4", fifth.name(), "a second end takes nobody's name");
        List.of(third, fourth, fifth).forEach(SupervisorTelemetry::end);
    }

    @Test
    void a_supervisor_is_live_from_its_beginning_to_its_end() {
        assertFalse(Supervisor.live().contains(supervisor));
        assertSame(supervisor, telemetry.begin(() -> supervisor));
        assertTrue(Supervisor.live().contains(supervisor));
        telemetry.end();
        assertFalse(Supervisor.live().contains(supervisor));
    }

    @Test
    void one_that_cannot_be_made_leaves_nothing() {
        IllegalStateException refusal = new IllegalStateException("no runtime");
        assertSame(
                refusal,
                assertThrows(
                        IllegalStateException.class,
                        () -> telemetry.begin(() -> {
                            throw refusal;
                        })));
        telemetry = SupervisorTelemetry.of("telemetry-test", sdk, 0);
        assertEquals("telemetry-test", telemetry.name());
        assertEquals(List.of(), List.copyOf(reader.collectAllMetrics()));
    }

    @Test
    void one_that_has_ended_before_it_is_shown_is_not_shown() {
        telemetry.begin(() -> {
            telemetry.end();
            return supervisor;
        });
        assertFalse(Supervisor.live().contains(supervisor));
        assertEquals(List.of(), List.copyOf(reader.collectAllMetrics()));
    }

    // Metrics

    @Test
    void where_there_is_no_sdk_nothing_is_measured_and_no_thread_is_made() {
        SupervisorTelemetry silent = SupervisorTelemetry.of("telemetry-silent", OpenTelemetry.noop(), 10);
        silent.begin(() -> supervisor);
        assertFalse(silent.isMeasured());
        silent.took(Timing.STOP, 1);
        assertEquals(1, silent.listeners().size());
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().contains("telemetry-silent")));
        silent.end();
    }

    @Test
    void every_state_is_there_at_zero_and_the_metrics_end_with_the_supervisor() {
        telemetry.begin(() -> supervisor);
        MetricData children = metric("yellowjack.child.count");
        assertEquals(
                ChildState.values().length,
                children.getLongSumData().getPoints().size());
        assertFalse(children.getLongSumData().isMonotonic());
        assertEquals("{child}", children.getUnit());
        telemetry.end();
        assertEquals(null, metric("yellowjack.child.count"));
    }

    @Test
    void durations_are_seconds_and_belong_to_the_collection_that_comes_after_them() {
        telemetry.begin(() -> supervisor);
        telemetry.took(Timing.STOP, TimeUnit.MILLISECONDS.toNanos(1_500));
        telemetry.took(Timing.STOP, -5);
        telemetry.took(Timing.CHECK, TimeUnit.MILLISECONDS.toNanos(2));
        telemetry.took(Timing.START_REACTION, TimeUnit.MICROSECONDS.toNanos(40));

        assertEquals(2, histogram("yellowjack.stop.duration").getCount());
        assertEquals(1.5, histogram("yellowjack.stop.duration").getSum(), 1e-9);
        assertEquals(0.002, histogram("yellowjack.check.duration").getSum(), 1e-9);
        HistogramPointData reaction = histogram("yellowjack.reaction.duration");
        assertEquals(4e-5, reaction.getSum(), 1e-12);
        assertEquals(
                Attributes.of(
                        AttributeKey.stringKey("yellowjack.supervisor.name"),
                        "telemetry-test",
                        AttributeKey.stringKey("yellowjack.reaction.kind"),
                        "start"),
                reaction.getAttributes());
        assertEquals("s", metric("yellowjack.stop.duration").getUnit());
    }

    @Test
    void what_is_timed_a_hundred_thousand_times_at_once_is_counted_or_left_out_and_counted() {
        telemetry.begin(() -> supervisor);
        for (int i = 0; i < 100_000; i++) {
            telemetry.took(Timing.INCARNATION, i);
        }
        long timed = histogram("yellowjack.incarnation.duration").getCount();
        long dropped = metric("yellowjack.telemetry.dropped")
                .getLongSumData()
                .getPoints()
                .iterator()
                .next()
                .getValue();
        assertEquals(100_000, timed + dropped);
        assertTrue(timed >= Samples.MOST, () -> "only " + timed);
    }

    @Test
    void types_of_crashes_and_names_of_providers_are_bounded() throws Exception {
        telemetry.begin(() -> supervisor);
        for (int i = 0; i < 200; i++) {
            telemetry.heard(ProviderEvent.PROVIDER_STALE, "provider-" + i);
            telemetry.heard(ProviderEvent.PROVIDER_STALE, null);
        }
        Collection<?> events =
                metric("yellowjack.provider.events").getLongSumData().getPoints();
        assertEquals(10 + 1 + 1, events.size(), "ten names, all others, and none");

        Class<?>[] types = new Class<?>[60];
        for (int i = 0; i < types.length; i++) {
            Throwable cause = ofATypeOfItsOwn();
            types[i] = cause.getClass();
            telemetry.moved(crash(cause, "child-" + i));
        }
        assertEquals(60, List.of(types).stream().distinct().count());
        assertEquals(
                51,
                metric("yellowjack.child.crashes").getLongSumData().getPoints().size());
    }

    /** Each hidden class is another one, though all are made of the same code. */
    private static Throwable ofATypeOfItsOwn() throws Exception {
        try (InputStream code = Template.class.getResourceAsStream("SupervisorTelemetryTest$Template.class")) {
            return (Throwable) MethodHandles.lookup()
                    .defineHiddenClass(code.readAllBytes(), true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
        }
    }

    static final class Template extends Exception {
        private static final long serialVersionUID = 1;

        Template() {}
    }

    // An OpenTelemetry that fails

    /** As the real one, but for the methods of this name, which throw. What it makes is like it. */
    private static Object hostile(Object real, Class<?> type, String method) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
            if (called.getName().equals(method)) {
                throw new IllegalStateException("hostile " + method);
            }
            Object made = called.invoke(real, arguments);
            boolean isBuilt = called.getReturnType().getName().startsWith("io.opentelemetry.api.")
                    && called.getReturnType().isInterface()
                    && !called.getName().equals("buildObserver");
            return isBuilt ? hostile(made, called.getReturnType(), method) : made;
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "getMeter",
                "meterBuilder",
                "getTracer",
                "getLogsBridge",
                "batchCallback",
                "record",
                "build",
                "counterBuilder"
            })
    void an_opentelemetry_that_throws_keeps_no_supervisor_from_starting_and_none_from_ending(String method)
            throws InterruptedException {
        OpenTelemetry broken = (OpenTelemetry) hostile(sdk, OpenTelemetry.class, method);
        SupervisorTelemetry fearless = SupervisorTelemetry.of("telemetry-hostile", broken, 10);
        assertEquals("telemetry-hostile", fearless.name());
        assertSame(supervisor, fearless.begin(() -> supervisor));
        fearless.added(ORDERS, BodyContext.capture());
        fearless.moved(crash(new IllegalStateException("boom"), "orders"));
        fearless.took(Timing.STOP, 1);
        fearless.end();
        assertFalse(Supervisor.live().contains(supervisor));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (hasThread("telemetry-hostile") && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertFalse(hasThread("telemetry-hostile"));
        SupervisorTelemetry next = SupervisorTelemetry.of("telemetry-hostile", OpenTelemetry.noop(), 10);
        assertEquals("telemetry-hostile", next.name(), "the name is free again");
        next.end();
    }

    private static boolean hasThread(String part) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().contains(part));
    }

    @Test
    void one_that_blocks_holds_up_nobody_who_tells_what_was_timed() {
        CountDownLatch never = new CountDownLatch(1);
        OpenTelemetry blocking = (OpenTelemetry) blocking(sdk, OpenTelemetry.class, never);
        SupervisorTelemetry fearless = SupervisorTelemetry.of("telemetry-blocked", blocking, 10);
        fearless.begin(() -> supervisor);
        for (Timing timing : Timing.values()) {
            fearless.took(timing, 1);
            fearless.took(timing, 1);
        }
        never.countDown();
        fearless.end();
    }

    private static Object blocking(Object real, Class<?> type, CountDownLatch until) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
            if (called.getName().equals("record")) {
                until.await();
            }
            Object made = called.invoke(real, arguments);
            boolean isBuilt = called.getReturnType().getName().startsWith("io.opentelemetry.api.")
                    && called.getReturnType().isInterface()
                    && !called.getName().equals("buildObserver");
            return isBuilt ? blocking(made, called.getReturnType(), until) : made;
        });
    }

    @Test
    void one_that_does_nothing_is_known_for_that_however_it_is_dressed() {
        OpenTelemetry dressed = new OpenTelemetry() {
            @Override
            public TracerProvider getTracerProvider() {
                return TracerProvider.noop();
            }

            @Override
            public ContextPropagators getPropagators() {
                return ContextPropagators.noop();
            }
        };
        SupervisorTelemetry silent = SupervisorTelemetry.of("telemetry-silent", dressed, 10);
        assertFalse(silent.isMeasured());
        silent.end();
    }

    // Events

    private void tell(SupervisorListenerCall call) {
        telemetry.listeners().get(1).onMissed(0);
        call.on(telemetry.listeners().get(1));
    }

    private interface SupervisorListenerCall {
        void on(SupervisorListener listener);
    }

    private static @Nullable String attribute(LogRecordData record, String key) {
        return record.getAttributes().get(AttributeKey.stringKey(key));
    }

    @Test
    void a_crash_is_an_event_with_its_exception() {
        telemetry.begin(() -> supervisor);
        telemetry.added(ORDERS, BodyContext.capture());
        tell(listener -> listener.onTransition(crash(new IllegalStateException("boom"), "orders")));

        LogRecordData record = logs.getFinishedLogRecordItems().get(0);
        assertEquals("yellowjack.child.crash", record.getEventName());
        assertEquals(Severity.ERROR, record.getSeverity());
        assertEquals("orders", attribute(record, "yellowjack.child.id"));
        assertEquals("orders-flag", attribute(record, "feature_flag.key"));
        assertEquals("telemetry-test", attribute(record, "yellowjack.supervisor.name"));
        assertEquals("java.lang.IllegalStateException", attribute(record, "exception.type"));
        assertEquals("java.lang.IllegalStateException: boom", attribute(record, "exception.message"));
        assertEquals(List.of(), spans.getFinishedSpanItems(), "the body ran in no span");
    }

    @Test
    void a_crash_of_a_body_that_ran_in_a_span_is_a_span_that_links_to_it() {
        telemetry.begin(() -> supervisor);
        Span request = sdk.getTracer("test").spanBuilder("request").startSpan();
        try (Scope scope = request.makeCurrent()) {
            telemetry.added(ORDERS, BodyContext.capture());
        }
        request.end();
        tell(listener -> listener.onTransition(crash(new IllegalStateException("boom"), "orders")));

        SpanData crash = spans.getFinishedSpanItems().get(1);
        assertEquals("yellowjack.child.crash", crash.getName());
        assertEquals(
                request.getSpanContext().getSpanId(),
                crash.getLinks().get(0).getSpanContext().getSpanId());
        assertFalse(crash.getParentSpanContext().isValid());
        assertEquals(1, crash.getEvents().size(), "its exception");
        assertEquals(
                request.getSpanContext().getTraceId(),
                logs.getFinishedLogRecordItems().get(0).getSpanContext().getTraceId());
    }

    @Test
    void what_a_flag_reads_is_an_event_by_the_conventions_with_the_flags_own_value() {
        telemetry.begin(() -> supervisor);
        Child killSwitch = Child.named("orders").killSwitch("orders-flag").runs(ChildContext::awaitStop);
        telemetry.added(killSwitch, BodyContext.capture());
        telemetry.heard(ProviderEvent.PROVIDER_READY, "flagd");
        tell(listener -> listener.onReading("orders", Reading.NOT_ASKED, Reading.ON));
        tell(listener -> listener.onReading(
                "orders", Reading.ON, new Reading.Unknown(Reading.UnknownReason.FLAG_NOT_FOUND, "no such flag")));

        LogRecordData on = logs.getFinishedLogRecordItems().get(0);
        assertEquals("feature_flag.evaluation", on.getEventName());
        assertEquals("orders-flag", attribute(on, "feature_flag.key"));
        assertEquals("flagd", attribute(on, "feature_flag.provider.name"));
        assertEquals(false, on.getAttributes().get(AttributeKey.booleanKey("feature_flag.result.value")));
        LogRecordData unknown = logs.getFinishedLogRecordItems().get(1);
        assertEquals("flag_not_found", attribute(unknown, "error.type"));
        assertEquals("no such flag", attribute(unknown, "feature_flag.error.message"));
    }

    // JMX

    @Test
    void it_is_managed_under_its_name_until_its_end() throws Exception {
        telemetry.begin(() -> supervisor);
        ObjectName name = new ObjectName("dev.yellowjack:type=Supervisor,name=" + ObjectName.quote("telemetry-test"));
        var server = ManagementFactory.getPlatformMBeanServer();
        SupervisorMXBean bean = JMX.newMXBeanProxy(server, name, SupervisorMXBean.class);

        assertEquals("telemetry-test", bean.getName());
        assertEquals("UP", bean.getHealth());
        assertEquals(ChildState.values().length, bean.getCounts().size());
        assertTrue(bean.getStatusJson().startsWith("{\"version\":1"), bean.getStatusJson());
        assertTrue(bean.release("orders"));
        assertEquals(7, bean.releaseAll());
        telemetry.end();
        assertFalse(server.isRegistered(name));
    }
}
