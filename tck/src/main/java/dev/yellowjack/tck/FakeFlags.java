package dev.yellowjack.tck;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.ProviderEvent;
import dev.openfeature.sdk.ProviderEventDetails;
import dev.openfeature.sdk.exceptions.FatalError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A flag provider that a test writes the script for. It is mute: nothing is announced unless the test says so, because
 * a reading that depends on an event is a rule of its own (§4.4).
 */
final class FakeFlags extends BooleanProvider {
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Gate> hung = new ConcurrentHashMap<>();
    private final Queue<Question> questions = new ConcurrentLinkedQueue<>();
    private final UnderWay underWay = new UnderWay();
    private final Runnable initialisation;

    private FakeFlags(Runnable initialisation) {
        this.initialisation = initialisation;
    }

    /** One evaluation of a flag, as the provider saw it. */
    record Question(String flag, EvaluationContext context, Thread thread) {}

    static FakeFlags ready() {
        return new FakeFlags(() -> {});
    }

    /** Flags whose provider is not ready until a gate is opened. */
    static FakeFlags readyAfter(Gate initialised) {
        return new FakeFlags(initialised::awaitDeaf);
    }

    /** Flags whose provider can never be initialised. */
    static FakeFlags fatal() {
        return new FakeFlags(() -> {
            throw new FatalError("of the kit");
        });
    }

    void on(String... flags) {
        answer(Answer.ON, flags);
    }

    void off(String... flags) {
        answer(Answer.OFF, flags);
    }

    void answer(Answer answer, String... flags) {
        for (String flag : flags) {
            answers.put(flag, answer);
        }
    }

    void offUnlessSet(String flag) {
        answers.putIfAbsent(flag, Answer.OFF);
    }

    /**
     * Holds up each evaluation of these flags until they are revived. It then gives the answer that was set when it was
     * asked: so it can come late and be out of date.
     */
    void hang(String... flags) {
        for (String flag : flags) {
            hung.putIfAbsent(flag, new Gate());
        }
    }

    void revive(String... flags) {
        for (String flag : flags) {
            Gate gate = hung.remove(flag);
            if (gate != null) {
                gate.open();
            }
        }
    }

    void reviveAll() {
        hung.keySet().forEach(this::revive);
    }

    /** Announces a change, and names these flags; none of them need have changed. */
    void announce(String... flags) {
        emit(
                ProviderEvent.PROVIDER_CONFIGURATION_CHANGED,
                ProviderEventDetails.builder().flagsChanged(List.of(flags)).build());
    }

    /** Emits an event that names no flags. */
    void emit(ProviderEvent event) {
        emit(event, ProviderEventDetails.builder().message("of the kit").build());
    }

    /** All evaluations that were begun, oldest first. */
    List<Question> questions() {
        return List.copyOf(questions);
    }

    List<Question> questions(String flag) {
        return questions.stream().filter(one -> one.flag().equals(flag)).toList();
    }

    /** Keeps nothing of what was asked so far. */
    void forgetQuestions() {
        questions.clear();
        underWay.forget();
    }

    /** How many evaluations of a flag were begun. */
    int evaluations(String flag) {
        return questions(flag).size();
    }

    /** How many evaluations were begun and have not been answered. */
    int underWay() {
        return underWay.now();
    }

    /** The most evaluations of one flag in one context that ever were under way at once. */
    int mostUnderWay() {
        return underWay.mostOfOne();
    }

    @Override
    public Metadata getMetadata() {
        return () -> "yellowjack-tck";
    }

    @Override
    public void initialize(EvaluationContext context) {
        initialisation.run();
    }

    @Override
    public ProviderEvaluation<Boolean> getBooleanEvaluation(
            String flag, Boolean defaultValue, EvaluationContext context) {
        Question question = new Question(flag, copy(context), Thread.currentThread());
        Answer answer = answers.getOrDefault(flag, Answer.MISSING);
        Gate gate = hung.get(flag);
        questions.add(question);
        underWay.enter(question);
        try {
            if (gate != null) {
                gate.awaitDeaf();
            }
            return answer.to(defaultValue, context);
        } finally {
            underWay.leave(question);
        }
    }

    /** The context is a view of several layers, which may change: what is kept of it is what it says now. */
    private static EvaluationContext copy(EvaluationContext context) {
        String targetingKey = context.getTargetingKey();
        return targetingKey == null
                ? new ImmutableContext(context.asMap())
                : new ImmutableContext(targetingKey, context.asMap());
    }

    /** Counts the evaluations that have been begun and not ended. */
    private static final class UnderWay {
        private final Map<Subject, Integer> counts = new HashMap<>(); // guarded by this
        private int all; // guarded by this
        private int mostOfOne; // guarded by this

        synchronized void enter(Question question) {
            all++;
            mostOfOne = Math.max(mostOfOne, counts.merge(Subject.of(question), 1, Integer::sum));
        }

        synchronized void leave(Question question) {
            all--;
            counts.merge(Subject.of(question), -1, Integer::sum);
        }

        synchronized void forget() {
            counts.values().removeIf(count -> count == 0);
        }

        synchronized int now() {
            return all;
        }

        synchronized int mostOfOne() {
            return mostOfOne;
        }

        private record Subject(String flag, EvaluationContext context) {
            static Subject of(Question question) {
                return new Subject(question.flag(), question.context());
            }
        }
    }
}
