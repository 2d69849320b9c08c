package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.ProviderEvent;
import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.runtime.SupervisorRuntime;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the engine measures, and what it carries into bodies. What it counts is for the kit to verify (§7.3). */
class EngineTelemetryTest extends EngineStage {
    private static final Duration EVALUATION = Duration.ofMillis(5);
    private static final double CHANGE = 2 * EVALUATION.toMillis() / 1_000.0; // takes two evaluations (§4.1)
    private static final AttributeKey<String> KIND = AttributeKey.stringKey("yellowjack.reaction.kind");
    private static final ContextKey<String> KEY = ContextKey.named("test");

    private final InMemoryMetricReader reader = InMemoryMetricReader.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(reader).build())
            .build();

    private final SupervisorRuntime runtime = new SupervisorRuntime() {
        @Override
        public String name() {
            return "engine";
        }

        @Override
        public Supervisor create(SupervisorConfig config) {
            return Engine.start(config, EngineStage::launchOnNewThread);
        }
    };

    @AfterEach
    void end() {
        sdk.close();
    }

    private Supervisor measured(Child... children) {
        SupervisorBuilder builder = Supervisor.builder()
                .runtime(runtime)
                .client(flags.client())
                .clock(clock())
                .instance(INSTANCE)
                .openTelemetry(sdk);
        List.of(children).forEach(builder::child);
        Supervisor supervisor = builder.start();
        running.set(supervisor);
        return supervisor;
    }

    /** A flag that takes its time. */
    private FakeClient.Behaviour slowly(boolean value) {
        return defaultValue -> {
            time.advance(EVALUATION);
            return FakeClient.value(value).answer(defaultValue);
        };
    }

    private List<HistogramPointData> points(String name) {
        return reader.collectAllMetrics().stream()
                .filter(metric -> metric.getName().equals(name))
                .flatMap(metric -> metric.getHistogramData().getPoints().stream())
                .toList();
    }

    private double sum(String name) {
        return points(name).stream().mapToDouble(HistogramPointData::getSum).sum();
    }

    private HistogramPointData reaction(String kind) {
        return points("yellowjack.reaction.duration").stream()
                .filter(point -> kind.equals(point.getAttributes().get(KIND)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no reaction " + kind));
    }

    private void awaitCount(String name, long count) {
        Eventually.until(
                count + " of " + name,
                () -> points(name).stream()
                                .mapToLong(HistogramPointData::getCount)
                                .sum()
                        == count);
    }

    @Test
    void a_start_and_a_stop_are_measured_from_the_check_that_found_the_change() throws InterruptedException {
        Supervisor supervisor = measured(waiting("c"));
        flags.flags.put("c", FakeClient.value(false));
        supervisor.check().join();
        flags.flags.put("c", slowly(true));
        supervisor.check().join();
        await(supervisor, "c", ChildState.RUNNING);
        awaitCount("yellowjack.reaction.duration", 1);
        assertEquals(CHANGE, reaction("start").getSum(), 1e-9);

        flags.flags.put("c", slowly(false));
        supervisor.check().join();
        await(supervisor, "c", ChildState.OFF);
        awaitCount("yellowjack.reaction.duration", 2);
        assertEquals(CHANGE, reaction("stop").getSum(), 1e-9);
    }

    @Test
    void a_reaction_is_measured_from_the_event_where_one_came_before_the_check() throws InterruptedException {
        Supervisor supervisor = measured(waiting("c"), waiting("slow"));
        flags.flags.put("c", FakeClient.value(false));
        flags.flags.put("slow", FakeClient.value(false));
        supervisor.check().join();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        flags.flags.put("slow", defaultValue -> {
            asked.countDown();
            Eventually.until("the answer", () -> answered.getCount() == 0);
            return FakeClient.value(false).answer(defaultValue);
        });
        var check = supervisor.check();
        asked.await();
        flags.flags.put("c", FakeClient.value(true));
        flags.emit(ProviderEvent.PROVIDER_CONFIGURATION_CHANGED, "c");
        time.advance(Duration.ofMillis(50));
        flags.flags.put("slow", FakeClient.value(false));
        answered.countDown();
        check.join();
        await(supervisor, "c", ChildState.RUNNING);

        awaitCount("yellowjack.reaction.duration", 1);
        assertEquals(0.05, reaction("start").getSum(), 1e-9);
    }

    @Test
    void a_start_that_no_flag_called_for_is_no_reaction() throws InterruptedException {
        Supervisor supervisor = measured(child("c", context -> {
            if (context.incarnation() == 1) {
                throw new IllegalStateException("once");
            }
            context.awaitStop();
        }));
        flip(supervisor, "c", true);
        await(supervisor, "c", ChildState.QUARANTINED);
        awaitCount("yellowjack.reaction.duration", 1);
        time.advance(Duration.ofMillis(100));
        supervisor.release("c");
        await(supervisor, "c", ChildState.RUNNING);
        supervisor.check().join();
        assertEquals(1, reaction("start").getCount());
    }

    @Test
    void stops_and_lives_are_measured() throws InterruptedException {
        Supervisor supervisor = measured(child("c", context -> {
            context.awaitStop();
            time.advance(Duration.ofSeconds(3));
        }));
        flip(supervisor, "c", true);
        await(supervisor, "c", ChildState.RUNNING);
        time.advance(Duration.ofMillis(500));
        flip(supervisor, "c", false);
        await(supervisor, "c", ChildState.OFF);

        awaitCount("yellowjack.stop.duration", 1);
        assertEquals(3.0, sum("yellowjack.stop.duration"), 1e-9);
        assertEquals(3.5, sum("yellowjack.incarnation.duration"), 1e-9);
    }

    @Test
    void a_stop_that_nobody_asked_for_is_not_measured_as_one() throws InterruptedException {
        Supervisor supervisor = measured(child("c", context -> {}));
        flip(supervisor, "c", true);
        await(supervisor, "c", ChildState.COMPLETED);
        awaitCount("yellowjack.incarnation.duration", 1);
        assertEquals(List.of(), points("yellowjack.stop.duration"));
    }

    @Test
    void checks_and_evaluations_are_measured() {
        Supervisor supervisor = measured(waiting("a"), waiting("b"));
        flags.flags.put("a", slowly(false));
        flags.flags.put("b", slowly(false));
        supervisor.check().join();
        double checks = sum("yellowjack.check.duration");
        double evaluations = sum("yellowjack.evaluation.duration");
        supervisor.check().join();

        assertEquals(0.01, sum("yellowjack.check.duration") - checks, 1e-9);
        assertEquals(0.01, sum("yellowjack.evaluation.duration") - evaluations, 1e-9);
    }

    @Test
    void what_surrounds_the_start_or_the_adding_surrounds_the_body_too() throws InterruptedException {
        List<String> seen = new CopyOnWriteArrayList<>();
        Child first = child(
                "first", context -> seen.add("first in " + Context.current().get(KEY)));
        Child second = child(
                "second", context -> seen.add("second in " + Context.current().get(KEY)));
        Supervisor supervisor;
        try (Scope scope = Context.root().with(KEY, "start").makeCurrent()) {
            supervisor = measured(first);
        }
        try (Scope scope = Context.root().with(KEY, "add").makeCurrent()) {
            supervisor.add(second);
        }
        flip(supervisor, "first", true);
        await(supervisor, "first", ChildState.COMPLETED);
        flip(supervisor, "second", true);
        await(supervisor, "second", ChildState.COMPLETED);

        assertEquals(List.of("first in start", "second in add"), seen);
        assertFalse(Span.current().getSpanContext().isValid());
    }

    @Test
    void an_sdk_that_throws_harms_nobody() throws InterruptedException {
        sdk.close();
        Supervisor supervisor = measured(waiting("c"));
        run(supervisor, "c");
        assertTrue(supervisor.status().healthy());
    }
}
