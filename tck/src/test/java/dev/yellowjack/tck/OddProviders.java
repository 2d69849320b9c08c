package dev.yellowjack.tck;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ProviderEvaluation;
import java.time.Duration;

/** Streaming providers that behave badly in a way that a supervisor makes up for: the kit lets them pass. */
final class OddProviders {
    private OddProviders() {}

    /** Announces each change before it makes it, and does not announce it again. */
    static final class AnnouncesTooSoon extends StreamingProvider {
        private static final Duration SOON = Duration.ofMillis(15);

        AnnouncesTooSoon(StreamingBackend backend) {
            super(backend);
        }

        @Override
        void receive(String flag, Answer answer) {
            announce(flag);
            Patience.letPass(SOON);
            learn(flag, answer);
        }
    }

    /** Throws what no provider may throw where it has no value. */
    static final class ThrowsErrors extends StreamingProvider {
        ThrowsErrors(StreamingBackend backend) {
            super(backend);
        }

        @Override
        public ProviderEvaluation<Boolean> getBooleanEvaluation(
                String flag, Boolean defaultValue, EvaluationContext context) {
            Answer answer = answer(flag);
            if (!backend().isConnected() || answer.to(true, context).getErrorCode() != null) {
                throw new NoSuchMethodError("of a provider that was built for another version");
            }
            return answer.to(defaultValue, context);
        }
    }

    /** Announces a change whenever it is asked. */
    static final class AnnouncesEachEvaluation extends StreamingProvider {
        AnnouncesEachEvaluation(StreamingBackend backend) {
            super(backend);
        }

        @Override
        Answer answer(String flag) {
            announce(flag);
            return super.answer(flag);
        }
    }
}
