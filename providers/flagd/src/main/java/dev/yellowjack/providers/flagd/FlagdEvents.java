package dev.yellowjack.providers.flagd;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.EventProvider;
import dev.openfeature.sdk.Hook;
import dev.openfeature.sdk.HookContext;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Value;
import dev.openfeature.sdk.exceptions.GeneralError;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A provider over a source and an evaluator. Initialisation waits for the first flags, and only so long. Thread-safe.
 *
 * <p>Once it was shut down, it stays so.
 */
final class FlagdEvents extends EventProvider implements FlagNews {
    private final String name;
    private final FlagSource source;
    private final Evaluator evaluator;
    private final Duration deadline;
    private final Announcer announcer;
    private final CountDownLatch first = new CountDownLatch(1);
    private boolean started;
    private boolean closed;

    FlagdEvents(String name, FlagSource source, Evaluator evaluator, Duration deadline, Duration grace) {
        this.name = name;
        this.source = source;
        this.evaluator = evaluator;
        this.deadline = deadline;
        this.announcer = new Announcer((event, details) -> emit(event, details), grace);
    }

    @Override
    public void initialize(EvaluationContext context) throws InterruptedException {
        start();
        if (first.await(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
            refuseIfClosed();
            announcer.initialised();
            return;
        }
        String problem = "No flags from " + name + " within " + deadline.toMillis() + " ms: "
                + announcer.problem().orElse("nothing was heard") + ". They are taken as soon as they come.";
        announcer.failed(problem);
        throw new GeneralError(problem);
    }

    private synchronized void start() {
        refuseIfClosed();
        if (!started) {
            started = true;
            source.start(this);
        }
    }

    private synchronized void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("This provider was shut down. Build a new one.");
        }
    }

    @Override
    public void shutdown() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        announcer.close();
        source.close();
        first.countDown(); // Whoever initialises it in another thread need not wait.
        super.shutdown();
    }

    @Override
    public void good(Collection<String> changed) {
        announcer.good(changed);
        first.countDown();
    }

    @Override
    public void flawed(Collection<String> changed, String problem) {
        announcer.flawed(changed, problem);
        first.countDown();
    }

    @Override
    public void bad(String problem) {
        announcer.bad(problem);
    }

    @Override
    public Metadata getMetadata() {
        return () -> "flagd";
    }

    @Override
    @SuppressWarnings("rawtypes") // As the SDK declares it.
    public List<Hook> getProviderHooks() {
        return List.of(new Hook<Object>() {
            @Override
            public Optional<EvaluationContext> before(HookContext<Object> evaluation, Map<String, Object> hints) {
                return Optional.of(source.context());
            }
        });
    }

    @Override
    public ProviderEvaluation<Boolean> getBooleanEvaluation(String key, Boolean fallback, EvaluationContext context) {
        return evaluator.evaluate(Boolean.class, key, fallback, context);
    }

    @Override
    public ProviderEvaluation<String> getStringEvaluation(String key, String fallback, EvaluationContext context) {
        return evaluator.evaluate(String.class, key, fallback, context);
    }

    @Override
    public ProviderEvaluation<Integer> getIntegerEvaluation(String key, Integer fallback, EvaluationContext context) {
        return evaluator.evaluate(Integer.class, key, fallback, context);
    }

    @Override
    public ProviderEvaluation<Double> getDoubleEvaluation(String key, Double fallback, EvaluationContext context) {
        return evaluator.evaluate(Double.class, key, fallback, context);
    }

    @Override
    public ProviderEvaluation<Value> getObjectEvaluation(String key, Value fallback, EvaluationContext context) {
        return evaluator.evaluate(Value.class, key, fallback, context);
    }

    @Override
    public String toString() {
        return "flagd provider of " + name;
    }
}
