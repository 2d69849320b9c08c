package dev.yellowjack.tck;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.ProviderEvent;
import dev.openfeature.sdk.ProviderEventDetails;
import dev.openfeature.sdk.exceptions.GeneralError;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The provider of a {@link StreamingBackend}: right as it is; each wrong one overrides what it gets wrong. */
class StreamingProvider extends BooleanProvider {
    private final StreamingBackend backend;
    private final Map<String, Answer> known = new ConcurrentHashMap<>();

    StreamingProvider(StreamingBackend backend) {
        this.backend = backend;
    }

    StreamingBackend backend() {
        return backend;
    }

    /** The back end tells of a change. */
    void receive(String flag, Answer answer) {
        learn(flag, answer);
        announce(flag);
    }

    final void learn(String flag, Answer answer) {
        known.put(flag, answer);
    }

    final void announce(String... flags) {
        emit(
                ProviderEvent.PROVIDER_CONFIGURATION_CHANGED,
                ProviderEventDetails.builder().flagsChanged(List.of(flags)).build());
    }

    final void emit(ProviderEvent event) {
        emit(event, ProviderEventDetails.builder().message("of the stream").build());
    }

    /** The stream is cut. What is known stays. */
    void disconnected() {
        emit(ProviderEvent.PROVIDER_STALE);
    }

    /** The stream is there again, and begins with all flags. As some providers do, this one says only that it is ready. */
    void reconnected() {
        known.putAll(backend.flags());
        emit(ProviderEvent.PROVIDER_READY);
    }

    /** What it says of a flag; missing is what it has not been told of. */
    Answer answer(String flag) {
        return known.getOrDefault(flag, Answer.MISSING);
    }

    @Override
    public Metadata getMetadata() {
        return () -> "streaming";
    }

    @Override
    public void initialize(EvaluationContext context) {
        if (!backend.isConnected()) {
            throw new GeneralError("the back end is out of reach");
        }
        known.putAll(backend.flags());
    }

    @Override
    public void shutdown() {
        backend.forget(this);
        super.shutdown();
    }

    @Override
    public ProviderEvaluation<Boolean> getBooleanEvaluation(
            String flag, Boolean defaultValue, EvaluationContext context) {
        return answer(flag).to(defaultValue, context);
    }
}
