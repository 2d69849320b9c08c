package dev.yellowjack.tck;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where a supervisor of a test has its metrics go: they can be read there at any moment. Thread-safe. */
final class Readout implements MetricReader {
    private static final AttributeKey<String> SUPERVISOR = AttributeKey.stringKey("yellowjack.supervisor.name");

    private volatile CollectionRegistration collection = CollectionRegistration.noop();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(this).build())
            .build();

    OpenTelemetry openTelemetry() {
        return sdk;
    }

    /**
     * What is counted now. A key is the name of the metric, and in braces its attributes but for that of the supervisor, as
     * in {@code yellowjack.child.count{yellowjack.child.state=off}}.
     */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (MetricData metric : collection.collectAllMetrics()) {
            for (LongPointData point : metric.getLongSumData().getPoints()) {
                counts.put(metric.getName() + labels(point.getAttributes()), point.getValue());
            }
        }
        return counts;
    }

    private static String labels(Attributes attributes) {
        return attributes.asMap().entrySet().stream()
                .filter(attribute -> !attribute.getKey().equals(SUPERVISOR))
                .map(attribute -> attribute.getKey() + "=" + attribute.getValue())
                .sorted()
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public void register(CollectionRegistration registration) {
        collection = registration;
    }

    @Override
    public CompletableResultCode forceFlush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return AggregationTemporality.CUMULATIVE;
    }
}
