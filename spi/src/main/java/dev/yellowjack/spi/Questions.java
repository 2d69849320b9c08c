package dev.yellowjack.spi;

import java.util.ArrayList;
import java.util.Collections;
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
    private final Map<Question, Question> questions =
            new LinkedHashMap<>(); // by themselves: one that is equal finds it
    private final Map<String, Question> byFlag = new HashMap<>(); // the latest, which leads to the others of its flag
    private @Nullable Roll roll; // until one comes or goes

    /** The question that answers this subscription, which it has joined. */
    Question join(Subscription subscription) {
        Question question =
                questions.computeIfAbsent(new Question(subscription.flag, subscription.context), this::list);
        if (subscription.question == null) {
            question.add(subscription);
            unsettle(question);
        }
        return question;
    }

    private Question list(Question question) {
        question.olderOfFlag = byFlag.put(question.flag, question);
        if (question.olderOfFlag != null) {
            question.olderOfFlag.newerOfFlag = question;
        }
        retireRoll();
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
            if (questions.remove(question) != null) {
                unlist(question);
            }
            retireRoll();
        }
    }

    private void unlist(Question question) {
        Question older = question.olderOfFlag;
        Question newer = question.newerOfFlag;
        if (older != null) {
            older.newerOfFlag = newer;
        }
        if (newer != null) {
            newer.olderOfFlag = older;
        } else if (older != null) {
            byFlag.put(question.flag, older);
        } else {
            byFlag.remove(question.flag);
        }
    }

    /** Those of one flag, in the order in which they came. */
    List<Question> of(String flag) {
        List<Question> found = new ArrayList<>(1);
        for (Question one = byFlag.get(flag); one != null; one = one.olderOfFlag) {
            found.add(one);
        }
        Collections.reverse(found);
        return found;
    }

    /** All of them, as they are now. */
    Roll all() {
        if (roll == null) {
            roll = new Roll(questions.values());
        }
        return roll;
    }

    /** To be called before a question that was settled is next come to in a look, and is no longer. */
    void unsettle(Question question) {
        if (roll != null) {
            roll.unsettle(question);
        }
    }

    private void retireRoll() {
        if (roll != null) {
            roll.retire();
            roll = null;
        }
    }
}
