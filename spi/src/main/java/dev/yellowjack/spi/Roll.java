package dev.yellowjack.spi;

import dev.openfeature.sdk.EvaluationContext;
import dev.yellowjack.Reading;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * All questions in their order, for a look at all of them.
 *
 * <p>In columns: a look at a hundred thousand questions that have nothing new to say takes longer to fetch the objects from
 * memory than to ask the provider. So what a question says each time is noted beside it as settled, and while the provider
 * goes on to say so, the question itself is not touched.
 *
 * <p>Not thread-safe: the {@link FlagReader}'s turn's alone.
 */
final class Roll {
    private final Question[] questions;
    private final String[] flags;
    private final EvaluationContext[] contexts;
    private final @Nullable Reading[] settled;

    /** Makes one of questions that are on no other from now on. */
    Roll(Collection<Question> all) {
        questions = all.toArray(Question[]::new);
        flags = new String[questions.length];
        contexts = new EvaluationContext[questions.length];
        settled = new @Nullable Reading[questions.length];
        for (int place = 0; place < questions.length; place++) {
            Question question = questions[place];
            question.place = place;
            flags[place] = question.flag;
            contexts[place] = question.context;
            settle(place);
        }
    }

    int size() {
        return questions.length;
    }

    Question question(int place) {
        return questions[place];
    }

    String flag(int place) {
        return flags[place];
    }

    EvaluationContext context(int place) {
        return contexts[place];
    }

    /** What the provider may say without any consequence; null if the question must be looked at whatever it says. */
    @Nullable
    Reading settled(int place) {
        return settled[place];
    }

    /** Notes whether a question is settled by now. */
    void settle(int place) {
        Question question = questions[place];
        settled[place] = question.isSettled() ? question.reading : null;
    }

    /** Something about a question has changed, or will. */
    void unsettle(Question question) {
        settled[question.place] = null;
    }

    /** There is another roll from now on, to which changes go: whoever is still at this one is to look at each question. */
    void retire() {
        Arrays.fill(settled, null);
    }
}
