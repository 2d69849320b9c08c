package dev.yellowjack.spi;

import dev.openfeature.sdk.EvaluationContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The questions there are: one for each distinct flag and context (§4.7), for as long as somebody wants to know or an
 * evaluation of it hangs.
 *
 * <p>Not thread-safe: the {@link FlagReader}'s turn's alone.
 */
final class Questions {
    private final Map<Key, Question> questions = new LinkedHashMap<>();
    private final Map<String, List<Question>> byFlag = new HashMap<>();
    private @Nullable List<Question> all; // a copy, until one comes or goes

    private record Key(String flag, EvaluationContext context) {}

    /** The question that answers this subscription, which it has joined. */
    Question join(Subscription subscription) {
        Question question = questions.computeIfAbsent(
                new Key(subscription.flag, subscription.context), key -> list(new Question(key.flag, key.context)));
        if (subscription.question == null) {
            question.add(subscription);
        }
        return question;
    }

    private Question list(Question question) {
        byFlag.computeIfAbsent(question.flag, flag -> new ArrayList<>(1)).add(question);
        all = null;
        return question;
    }

    void leave(Subscription subscription) {
        Question question = subscription.question;
        if (question != null) {
            question.remove(subscription);
            dropUnlessWanted(question);
        }
    }

    /** One that hangs is kept even if nobody wants it: it is not asked again before it has returned (§4.5). */
    void dropUnlessWanted(Question question) {
        if (question.first() == null && !question.hangs) {
            questions.remove(new Key(question.flag, question.context), question);
            byFlag.computeIfPresent(
                    question.flag, (flag, list) -> list.remove(question) && list.isEmpty() ? null : list);
            all = null;
        }
    }

    List<Question> of(String flag) {
        return byFlag.getOrDefault(flag, List.of());
    }

    /** All of them, as they are now. */
    List<Question> all() {
        if (all == null) {
            all = List.copyOf(questions.values());
        }
        return all;
    }
}
