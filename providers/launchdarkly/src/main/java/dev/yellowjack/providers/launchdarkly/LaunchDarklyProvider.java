package dev.yellowjack.providers.launchdarkly;

import com.launchdarkly.sdk.LDContext;
import com.launchdarkly.sdk.LDValue;
import com.launchdarkly.sdk.server.LDClient;
import com.launchdarkly.sdk.server.LDConfig;
import com.launchdarkly.sdk.server.interfaces.DataSourceStatusProvider;
import com.launchdarkly.sdk.server.interfaces.DataSourceStatusProvider.State;
import com.launchdarkly.sdk.server.interfaces.DataSourceStatusProvider.Status;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.EventProvider;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.TrackingEventDetails;
import dev.openfeature.sdk.Value;
import dev.openfeature.sdk.exceptions.FatalError;
import dev.openfeature.sdk.exceptions.GeneralError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A provider over LaunchDarkly's client. It opens the client when it is initialised, waits for the first flags so long and
 * no longer, and closes it when it is shut down, for good. Thread-safe.
 */
final class LaunchDarklyProvider extends EventProvider {
    private static final Duration PORTION = Duration.ofMillis(50);

    private final String sdkKey;
    private final LDConfig config;
    private final Duration deadline;
    private final Problems problems;
    private final ContextMapping contexts = new ContextMapping();
    private final Announcer announcer = new Announcer((event, details) -> emit(event, details));
    private final Object statusLock = new Object();
    private volatile @Nullable LDClient client;
    private boolean closed;

    LaunchDarklyProvider(String sdkKey, LDConfig config, Duration deadline) {
        this.sdkKey = sdkKey;
        this.config = config;
        this.deadline = deadline;
        this.problems = new Problems(sdkKey);
    }

    @Override
    public void initialize(EvaluationContext context) throws InterruptedException {
        LDClient opened = open();
        if (opened.isOffline()) {
            String problem =
                    "LaunchDarkly is set to offline, so it never has flags. Leave offline out, or give it flags"
                            + " by FileData or TestData.";
            announcer.begin(Standing.fatal(problem));
            throw new FatalError(problem);
        }
        DataSourceStatusProvider source = opened.getDataSourceStatusProvider();
        if (hasBegun(opened)) {
            announcer.begin(Standing.READY);
            heed(opened);
            return;
        }
        Status status = source.getStatus();
        if (status.getState() == State.OFF) {
            String problem = problems.ofEnd(status);
            announcer.begin(Standing.fatal(problem));
            throw new FatalError(problem);
        }
        String problem = problems.ofSilence(status, deadline);
        announcer.begin(Standing.error(problem));
        heed(opened); // Flags may have come just now.
        throw new GeneralError(problem);
    }

    /**
     * Waits for the first flags, in portions: not every data source tells that it was closed meanwhile.
     *
     * @return whether they came before the deadline, and before the client gave up
     */
    private boolean hasBegun(LDClient opened) throws InterruptedException {
        DataSourceStatusProvider source = opened.getDataSourceStatusProvider();
        long end = System.nanoTime() + deadline.toNanos();
        try {
            while (!source.waitFor(State.VALID, PORTION)) {
                refuseIfClosed();
                if (source.getStatus().getState() == State.OFF || System.nanoTime() - end > 0) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException hurry) {
            // The SDK takes it for an error; the client goes on, and what it hears is to be announced.
            announcer.begin(
                    Standing.error("The initialisation was interrupted. Flags are taken as soon as they come."));
            heed(opened);
            throw hurry;
        }
    }

    private synchronized LDClient open() {
        refuseIfClosed();
        LDClient present = client;
        if (present != null) {
            return present;
        }
        try {
            LDClient opened = new LDClient(sdkKey, config);
            opened.getFlagTracker().addFlagChangeListener(change -> announcer.changed(change.getKey()));
            opened.getDataSourceStatusProvider().addStatusListener(unused -> heed(opened));
            client = opened;
            return opened;
        } catch (RuntimeException | LinkageError wrong) {
            // A store whose driver is not there, say. Nobody tries again; and of an Error the SDK would tell nobody.
            throw new FatalError("LaunchDarkly's client cannot be made: " + problems.of(wrong));
        }
    }

    private synchronized void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("This provider was shut down. Build a new one.");
        }
    }

    /** Reads how things stand, rather than take what a listener is told: two threads come here. */
    private void heed(LDClient opened) {
        synchronized (statusLock) {
            Status status = opened.getDataSourceStatusProvider().getStatus();
            switch (status.getState()) {
                case INITIALIZING -> {
                    return; // Not yet: the initialisation tells.
                }
                case VALID -> announcer.stands(Standing.READY);
                case INTERRUPTED -> announcer.stands(Standing.stale(problems.ofOutage(status)));
                case OFF -> announcer.stands(Standing.fatal(problems.ofEnd(status)));
            }
        }
    }

    @Override
    public void shutdown() {
        LDClient last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = client;
            client = null;
        }
        announcer.close();
        if (last != null) {
            Closing.close(last);
        }
        super.shutdown();
    }

    @Override
    public Metadata getMetadata() {
        return () -> "LaunchDarkly";
    }

    private <T> ProviderEvaluation<T> evaluate(FlagType<T> type, String key, T fallback, EvaluationContext context) {
        LDClient open = client;
        if (open == null) {
            return Answers.none(
                    fallback, ErrorCode.PROVIDER_NOT_READY, "the provider is not initialised, or was shut down");
        }
        if (!hasFlags(open)) {
            // The client would say so itself, by a warning for each evaluation.
            return Answers.none(fallback, ErrorCode.PROVIDER_NOT_READY, "LaunchDarkly has sent no flags yet");
        }
        LDContext who = contexts.map(context);
        if (!who.isValid()) {
            return contexts.hasKey(context)
                    ? Answers.none(fallback, ErrorCode.INVALID_CONTEXT, String.valueOf(who.getError()))
                    : Answers.none(fallback, ErrorCode.TARGETING_KEY_MISSING, "LaunchDarkly needs a targeting key");
        }
        // As JSON, because the client's typed questions answer false, 0 and "" for a variation that is null.
        return Answers.of(open.jsonValueVariationDetail(key, who, type.toJson(fallback)), type, key, fallback);
    }

    /** A persistent store may have the flags of earlier runs: only the client can tell. */
    private static boolean hasFlags(LDClient open) {
        return open.isInitialized() || open.getDataStoreStatusProvider().isStatusMonitoringEnabled();
    }

    @Override
    public ProviderEvaluation<Boolean> getBooleanEvaluation(String key, Boolean fallback, EvaluationContext context) {
        return evaluate(FlagType.BOOLEAN, key, fallback, context);
    }

    @Override
    public ProviderEvaluation<String> getStringEvaluation(String key, String fallback, EvaluationContext context) {
        return evaluate(FlagType.STRING, key, fallback, context);
    }

    @Override
    public ProviderEvaluation<Integer> getIntegerEvaluation(String key, Integer fallback, EvaluationContext context) {
        return evaluate(FlagType.INTEGER, key, fallback, context);
    }

    @Override
    public ProviderEvaluation<Double> getDoubleEvaluation(String key, Double fallback, EvaluationContext context) {
        return evaluate(FlagType.DOUBLE, key, fallback, context);
    }

    @Override
    public ProviderEvaluation<Value> getObjectEvaluation(String key, Value fallback, EvaluationContext context) {
        return evaluate(FlagType.OBJECT, key, fallback, context);
    }

    @Override
    public void track(String event, @Nullable EvaluationContext context, @Nullable TrackingEventDetails details) {
        LDClient open = client;
        if (open == null || context == null) {
            return;
        }
        LDContext who = contexts.map(context);
        LDValue data = details == null ? LDValue.ofNull() : JsonMapping.toJson(details.asMap());
        Number metric = details == null ? null : details.getValue().orElse(null);
        if (metric == null) {
            open.trackData(event, who, data);
        } else {
            open.trackMetric(event, who, data, metric.doubleValue());
        }
    }

    @Override
    public String toString() {
        return "LaunchDarkly provider";
    }
}
