package dev.yellowjack.runtime;

import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Reading.UnknownReason;
import dev.yellowjack.Supervisor;
import dev.yellowjack.runtime.Census.Counts;
import dev.yellowjack.runtime.Census.Kind;
import dev.yellowjack.runtime.Samples.Recording;
import dev.yellowjack.runtime.SupervisorTelemetry.Timing;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one supervisor. Their names are promises, listed in {@code docs/operating.md}.
 *
 * <p>All but the durations are observed: OpenTelemetry asks for them when it wants them, and gets one moment's counts. So
 * they cost nothing in between, and none is ever left out.
 */
final class Instruments {
    static final AttributeKey<String> SUPERVISOR = AttributeKey.stringKey("yellowjack.supervisor.name");
    static final AttributeKey<String> CHILD = AttributeKey.stringKey("yellowjack.child.id");
    static final AttributeKey<String> STATE = AttributeKey.stringKey("yellowjack.child.state");
    static final AttributeKey<String> REASON = AttributeKey.stringKey("yellowjack.transition.reason");
    static final AttributeKey<String> READING = AttributeKey.stringKey("yellowjack.flag.reading");
    static final AttributeKey<String> REACTION = AttributeKey.stringKey("yellowjack.reaction.kind");
    static final AttributeKey<String> EVENT = AttributeKey.stringKey("yellowjack.provider.event");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> FLAG = AttributeKey.stringKey("feature_flag.key");
    static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("feature_flag.provider.name");

    static final String SCOPE = "dev.yellowjack";

    /** In seconds, from what a flag in memory takes to what a poll does. */
    private static final List<Double> SHORT = List.of(
            0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
            0.5, 1.0, 2.5, 5.0, 10.0);

    /** In seconds, from a moment to a long grace. */
    private static final List<Double> STOPS =
            List.of(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 25.0, 30.0, 60.0, 120.0, 300.0);

    /** In seconds, from a crash at once to a month. */
    private static final List<Double> LIVES =
            List.of(0.01, 0.1, 1.0, 10.0, 60.0, 600.0, 3_600.0, 21_600.0, 86_400.0, 604_800.0, 2_592_000.0);

    private final Meter meter;
    private final Census census;
    private final int childSeries;
    private final Attributes own;
    private final Samples samples;
    private final List<ObservableLongMeasurement> observed = new ArrayList<>();
    private @Nullable BatchCallback callback; // guarded by this

    private final ObservableLongMeasurement children;
    private final ObservableLongMeasurement overdue;
    private final ObservableLongMeasurement readings;
    private final ObservableLongMeasurement childState;
    private final ObservableLongMeasurement childOverdue;
    private final ObservableLongMeasurement starts;
    private final ObservableLongMeasurement stops;
    private final ObservableLongMeasurement crashes;
    private final ObservableLongMeasurement completions;
    private final ObservableLongMeasurement releases;
    private final ObservableLongMeasurement interrupts;
    private final ObservableLongMeasurement overdueStops;
    private final ObservableLongMeasurement answers;
    private final ObservableLongMeasurement evaluations;
    private final ObservableLongMeasurement timeouts;
    private final ObservableLongMeasurement events;
    private final ObservableLongMeasurement dropped;

    Instruments(String name, OpenTelemetry openTelemetry, Census census, int childSeries) {
        this.census = census;
        this.childSeries = childSeries;
        meter = openTelemetry.getMeter(SCOPE);
        own = Attributes.of(SUPERVISOR, name);
        children = number("yellowjack.child.count", "{child}", "Children by state.");
        overdue = number("yellowjack.child.overdue.count", "{child}", "Children that are overdue.");
        readings = number("yellowjack.child.reading.count", "{child}", "Children by what their flags read.");
        childState = number("yellowjack.child.state", "1", "1 for the state that a child is in, 0 for the others.");
        childOverdue = number("yellowjack.child.overdue", "1", "1 for a child that is overdue, 0 for others.");
        starts = counter("yellowjack.child.starts", "{start}", "Incarnations that were launched.");
        stops = counter("yellowjack.child.stops", "{stop}", "Incarnations that were asked to stop.");
        crashes = counter("yellowjack.child.crashes", "{crash}", "Incarnations that crashed.");
        completions = counter("yellowjack.child.completions", "{completion}", "Bodies that returned by themselves.");
        releases = counter("yellowjack.child.releases", "{release}", "Children that were released.");
        interrupts = counter("yellowjack.child.interrupts", "{interrupt}", "Bodies whose grace was over.");
        overdueStops = counter("yellowjack.child.stops.overdue", "{stop}", "Stops that came to be overdue.");
        answers = counter("yellowjack.flag.readings", "{reading}", "Questions about flags, by what they came to.");
        evaluations = counter("yellowjack.flag.evaluations", "{evaluation}", "Evaluations of flags.");
        timeouts = counter("yellowjack.flag.evaluation.timeouts", "{evaluation}", "Evaluations over their limit.");
        events = counter("yellowjack.provider.events", "{event}", "Events of the flag provider.");
        dropped = counter("yellowjack.telemetry.dropped", "{sample}", "Durations that were left out.");
        samples = new Samples(name, recordings());
        samples.start();
    }

    /** Has OpenTelemetry ask for the counts from now on, until this is closed. */
    synchronized void observe(Supervisor supervisor) {
        callback = meter.batchCallback(
                () -> tell(supervisor),
                observed.get(0),
                observed.subList(1, observed.size()).toArray(new ObservableMeasurement[0]));
    }

    private ObservableLongMeasurement number(String name, String unit, String description) {
        return kept(meter.upDownCounterBuilder(name)
                .setUnit(unit)
                .setDescription(description)
                .buildObserver());
    }

    private ObservableLongMeasurement counter(String name, String unit, String description) {
        return kept(meter.counterBuilder(name)
                .setUnit(unit)
                .setDescription(description)
                .buildObserver());
    }

    private ObservableLongMeasurement kept(ObservableLongMeasurement measurement) {
        observed.add(measurement);
        return measurement;
    }

    private Map<Timing, Recording> recordings() {
        DoubleHistogram reaction = histogram(
                "yellowjack.reaction.duration",
                "From the provider's event, or the start of the check, to what it brought about.",
                SHORT);
        DoubleHistogram stop =
                histogram("yellowjack.stop.duration", "From the request to stop to the end of the body.", STOPS);
        DoubleHistogram incarnation =
                histogram("yellowjack.incarnation.duration", "From the start of a body to its end.", LIVES);
        DoubleHistogram check = histogram("yellowjack.check.duration", "One look at all flags.", SHORT);
        DoubleHistogram evaluation = histogram("yellowjack.evaluation.duration", "One evaluation of one flag.", SHORT);
        return Map.of(
                Timing.START_REACTION, new Recording(reaction, with(REACTION, "start")),
                Timing.STOP_REACTION, new Recording(reaction, with(REACTION, "stop")),
                Timing.STOP, new Recording(stop, own),
                Timing.INCARNATION, new Recording(incarnation, own),
                Timing.CHECK, new Recording(check, own),
                Timing.EVALUATION, new Recording(evaluation, own));
    }

    private DoubleHistogram histogram(String name, String description, List<Double> bounds) {
        return meter.histogramBuilder(name)
                .setUnit("s")
                .setDescription(description)
                .setExplicitBucketBoundariesAdvice(bounds)
                .build();
    }

    Samples samples() {
        return samples;
    }

    synchronized void close() {
        try {
            if (callback != null) {
                callback.close();
            }
        } finally {
            samples.close();
        }
    }

    /** On whichever thread OpenTelemetry collects. */
    private void tell(Supervisor supervisor) {
        samples.handOn(); // What has been timed by now belongs to this collection, which takes histograms after this.
        Counts counts = census.counts();
        counts.children().forEach((state, count) -> children.record(count, with(STATE, lower(state))));
        overdue.record(counts.overdue(), own);
        counts.childrenByReading().forEach((kind, count) -> readings.record(count, with(READING, lower(kind))));
        counts.starts().forEach((reason, count) -> starts.record(count, with(REASON, lower(reason))));
        counts.stops().forEach((reason, count) -> stops.record(count, with(REASON, lower(reason))));
        counts.crashes().forEach((type, count) -> crashes.record(count, with(ERROR_TYPE, type)));
        completions.record(counts.completions(), own);
        releases.record(counts.releases(), own);
        interrupts.record(counts.interrupts(), own);
        overdueStops.record(counts.overdueStops(), own);
        evaluations.record(counts.evaluations(), own);
        timeouts.record(counts.timeouts(), own);
        dropped.record(samples.dropped(), own);
        counts.readings().forEach((outcome, count) -> answers.record(count, attributes(outcome)));
        counts.events().forEach((heard, count) -> events.record(count, attributes(heard)));
        if (childSeries > 0) {
            statuses(supervisor, counts.allChildren()).forEach(this::tell);
        }
    }

    /** Those of all children, or where they are too many, of those that need somebody. */
    private List<ChildStatus> statuses(Supervisor supervisor, long all) {
        return all <= childSeries
                ? supervisor.status().children()
                : census.needy(childSeries).stream()
                        .map(id -> status(supervisor, id))
                        .filter(Objects::nonNull)
                        .toList();
    }

    private static @Nullable ChildStatus status(Supervisor supervisor, String id) {
        try {
            return supervisor.status(id);
        } catch (NoSuchElementException forgotten) {
            return null;
        }
    }

    private void tell(ChildStatus child) {
        Attributes of =
                own.toBuilder().put(CHILD, child.id()).put(FLAG, child.flag()).build();
        for (ChildState state : ChildState.values()) {
            childState.record(
                    state == child.state() ? 1 : 0,
                    of.toBuilder().put(STATE, lower(state)).build());
        }
        childOverdue.record(child.overdue() ? 1 : 0, of);
    }

    private Attributes attributes(Census.Outcome outcome) {
        Attributes of = with(READING, lower(outcome.kind()));
        UnknownReason reason = outcome.reason();
        return outcome.kind() != Kind.UNKNOWN || reason == null
                ? of
                : of.toBuilder().put(ERROR_TYPE, lower(reason)).build();
    }

    private Attributes attributes(Census.Heard heard) {
        Attributes of = with(EVENT, lower(heard.event()));
        String provider = heard.provider();
        return provider == null ? of : of.toBuilder().put(PROVIDER, provider).build();
    }

    private Attributes with(AttributeKey<String> key, String value) {
        return own.toBuilder().put(key, value).build();
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
