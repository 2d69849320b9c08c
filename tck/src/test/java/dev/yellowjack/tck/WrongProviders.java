package dev.yellowjack.tck;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.ProviderEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Streaming providers of which each gets one thing wrong. */
final class WrongProviders {
    private WrongProviders() {}

    /** Has a queue that is full at some change, which then gets lost: nobody tells of it again. */
    static final class LosesChange extends StreamingProvider {
        private final int lost;
        private final AtomicInteger changes = new AtomicInteger();

        LosesChange(int lost, StreamingBackend backend) {
            super(backend);
            this.lost = lost;
        }

        @Override
        void receive(String flag, Answer answer) {
            if (changes.incrementAndGet() != lost) {
                super.receive(flag, answer);
            }
        }
    }

    /** Applies each two changes of a burst in the wrong order. */
    static final class SwapsChanges extends StreamingProvider {
        private final Map<String, Answer> earlier = new ConcurrentHashMap<>();

        SwapsChanges(StreamingBackend backend) {
            super(backend);
        }

        @Override
        void receive(String flag, Answer answer) {
            Answer first = earlier.remove(flag);
            learn(flag, answer);
            if (first == null) {
                earlier.put(flag, answer);
            } else {
                learn(flag, first);
            }
            announce(flag);
        }
    }

    /** Knows what it was told when it was initialised, and nothing since. */
    static final class IsASnapshot extends StreamingProvider {
        IsASnapshot(StreamingBackend backend) {
            super(backend);
        }

        @Override
        void receive(String flag, Answer answer) {}
    }

    /** Changes at once, but tells nobody. */
    static final class AnnouncesNothing extends StreamingProvider {
        AnnouncesNothing(StreamingBackend backend) {
            super(backend);
        }

        @Override
        void receive(String flag, Answer answer) {
            learn(flag, answer);
        }
    }

    /** Takes an outage for the end of all flags. */
    static final class IsOffWhileDisconnected extends StreamingProvider {
        IsOffWhileDisconnected(StreamingBackend backend) {
            super(backend);
        }

        @Override
        Answer answer(String flag) {
            return backend().isConnected() ? super.answer(flag) : Answer.OFF;
        }
    }

    /** Forgets to ask what has changed while it was away. */
    static final class KeepsOldValuesAfterAnOutage extends StreamingProvider {
        KeepsOldValuesAfterAnOutage(StreamingBackend backend) {
            super(backend);
        }

        @Override
        void reconnected() {
            emit(ProviderEvent.PROVIDER_READY);
        }
    }

    /** Gives up if it cannot be initialised at once. */
    static final class GivesUpInAnOutage extends StreamingProvider {
        private volatile boolean initialised;

        GivesUpInAnOutage(StreamingBackend backend) {
            super(backend);
        }

        @Override
        public void initialize(EvaluationContext context) {
            super.initialize(context);
            initialised = true;
        }

        @Override
        void reconnected() {
            if (initialised) {
                super.reconnected();
            }
        }
    }

    /** Has one connection, which its predecessor has closed. */
    static final class WorksOnce extends StreamingProvider {
        private final boolean isFirst;

        WorksOnce(AtomicInteger made, StreamingBackend backend) {
            super(backend);
            isFirst = made.incrementAndGet() == 1;
        }

        @Override
        void receive(String flag, Answer answer) {
            if (isFirst) {
                super.receive(flag, answer);
            }
        }
    }

    /** Says false, and no error, where another would say that there is no such value. */
    static final class SaysFalseFor extends StreamingProvider {
        private final ErrorCode code;

        SaysFalseFor(ErrorCode code, StreamingBackend backend) {
            super(backend);
            this.code = code;
        }

        @Override
        public ProviderEvaluation<Boolean> getBooleanEvaluation(
                String flag, Boolean defaultValue, EvaluationContext context) {
            ProviderEvaluation<Boolean> evaluation = super.getBooleanEvaluation(flag, defaultValue, context);
            return evaluation.getErrorCode() == code ? Answer.OFF.to(defaultValue, context) : evaluation;
        }
    }

    /** Knows what is on, and hands the default back for the rest. */
    static final class KnowsOnAlone extends StreamingProvider {
        KnowsOnAlone(StreamingBackend backend) {
            super(backend);
        }

        @Override
        Answer answer(String flag) {
            Answer answer = super.answer(flag);
            return answer == Answer.OFF ? Answer.DEFAULT : answer;
        }
    }

    /** Says that a disabled flag is off. */
    static final class SaysFalseForDisabled extends StreamingProvider {
        SaysFalseForDisabled(StreamingBackend backend) {
            super(backend);
        }

        @Override
        Answer answer(String flag) {
            Answer answer = super.answer(flag);
            return answer == Answer.DEFAULT ? Answer.OFF : answer;
        }
    }

    /** Goes on with the last value of a flag that is no longer there. */
    static final class RemembersWhatWasRemoved extends StreamingProvider {
        RemembersWhatWasRemoved(StreamingBackend backend) {
            super(backend);
        }

        @Override
        void receive(String flag, Answer answer) {
            if (answer != Answer.MISSING) {
                super.receive(flag, answer);
            }
        }
    }

    /** Waits for an answer that never comes. */
    static final class HangsInEvaluation extends StreamingProvider {
        private final Gate never;

        HangsInEvaluation(Gate never, StreamingBackend backend) {
            super(backend);
            this.never = never;
        }

        @Override
        Answer answer(String flag) {
            never.awaitDeaf();
            return super.answer(flag);
        }
    }

    /** Waits for a back end that never answers. */
    static final class HangsInInitialisation extends StreamingProvider {
        private final Gate never;

        HangsInInitialisation(Gate never, StreamingBackend backend) {
            super(backend);
            this.never = never;
        }

        @Override
        public void initialize(EvaluationContext context) {
            never.awaitDeaf();
        }
    }

    /** Is shut down, and says that everything is off. */
    static final class IsOffOnceShutDown extends StreamingProvider {
        private volatile boolean shutDown;

        IsOffOnceShutDown(StreamingBackend backend) {
            super(backend);
        }

        @Override
        public void shutdown() {
            shutDown = true;
            super.shutdown();
        }

        @Override
        Answer answer(String flag) {
            return shutDown ? Answer.OFF : super.answer(flag);
        }
    }

    /** Leaves the thread that reads its stream behind. */
    static final class LeavesAThread extends StreamingProvider {
        private final Gate never;
        private final boolean daemon;

        LeavesAThread(Gate never, boolean daemon, StreamingBackend backend) {
            super(backend);
            this.never = never;
            this.daemon = daemon;
        }

        @Override
        public void initialize(EvaluationContext context) {
            super.initialize(context);
            Thread reader = new Thread(this::read, "stream-reader");
            reader.setDaemon(daemon);
            reader.start();
        }

        private void read() {
            never.awaitDeaf();
        }
    }

    /** All providers of this kind share one memory. */
    static final class SharesItsMemory extends StreamingProvider {
        private final Map<String, Answer> shared;

        SharesItsMemory(Map<String, Answer> shared, StreamingBackend backend) {
            super(backend);
            this.shared = shared;
        }

        @Override
        void receive(String flag, Answer answer) {
            shared.put(flag, answer);
            announce(flag);
        }

        @Override
        Answer answer(String flag) {
            return shared.getOrDefault(flag, Answer.MISSING);
        }
    }

    /** Does not hand the evaluation context on. */
    static final class IgnoresTheContext extends StreamingProvider {
        IgnoresTheContext(StreamingBackend backend) {
            super(backend);
        }

        @Override
        public ProviderEvaluation<Boolean> getBooleanEvaluation(
                String flag, Boolean defaultValue, EvaluationContext context) {
            return super.getBooleanEvaluation(flag, defaultValue, ImmutableContext.EMPTY);
        }
    }

    /** Can answer one thread at a time. */
    static final class AnswersOneThread extends StreamingProvider {
        private final AtomicInteger inside = new AtomicInteger();

        AnswersOneThread(StreamingBackend backend) {
            super(backend);
        }

        @Override
        Answer answer(String flag) {
            boolean alone = inside.incrementAndGet() == 1;
            try {
                Patience.letPass(Duration.ofMillis(1));
                return alone ? super.answer(flag) : Answer.error(ErrorCode.GENERAL);
            } finally {
                inside.decrementAndGet();
            }
        }
    }
}
