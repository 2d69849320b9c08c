package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.Unknown;
import dev.yellowjack.Reading.UnknownReason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which questions there are, and who wants to know (§4.7). */
class QuestionsTest {
    private static final EvaluationContext HERE = new ImmutableContext("here");

    private final Questions questions = new Questions();

    private static Subscription subscription(String flag, EvaluationContext context) {
        return new Ear(0, flag, context, false, reading -> {});
    }

    private static List<Subscription> subscribersOf(Question question) {
        List<Subscription> all = new ArrayList<>();
        Subscription before = null;
        for (Subscription one = question.first(); one != null; one = one.next) {
            assertSame(before, one.previous);
            all.add(one);
            before = one;
        }
        return all;
    }

    private List<Question> all() {
        Roll roll = questions.all();
        return IntStream.range(0, roll.size()).mapToObj(roll::question).toList();
    }

    @Test
    void subscriptions_with_equal_flag_and_context_share_a_question_and_others_do_not() {
        Question question = questions.join(subscription("f", HERE));
        assertSame(question, questions.join(subscription("f", new ImmutableContext("here"))));
        Question elsewhere = questions.join(subscription("f", new ImmutableContext("elsewhere")));
        Question other = questions.join(subscription("g", HERE));
        assertNotSame(question, elsewhere);
        assertNotSame(question, other);
        assertEquals(List.of(question, elsewhere, other), all());
        assertEquals(List.of(question, elsewhere), questions.of("f"));
        assertEquals(List.of(other), questions.of("g"));
        assertEquals(List.of(), questions.of("h"));
    }

    @Test
    void a_subscription_that_has_left_holds_none_of_the_others() {
        List<Subscription> three = List.of(subscription("f", HERE), subscription("f", HERE), subscription("f", HERE));
        three.forEach(questions::join);
        questions.leave(three.get(1));
        assertNull(three.get(1).previous);
        assertNull(three.get(1).next);
        assertEquals(
                List.of(three.get(0), three.get(2)),
                subscribersOf(questions.of("f").get(0)));
    }

    @Test
    void to_join_twice_is_to_join_once() {
        Subscription subscription = subscription("f", HERE);
        Question question = questions.join(subscription);
        assertSame(question, questions.join(subscription));
        assertEquals(List.of(subscription), subscribersOf(question));
    }

    @Test
    void subscribers_keep_their_order_whoever_leaves() {
        Subscription first = subscription("f", HERE);
        Subscription second = subscription("f", HERE);
        Subscription third = subscription("f", HERE);
        Subscription fourth = subscription("f", HERE);
        Question question = questions.join(first);
        questions.join(second);
        questions.join(third);
        assertEquals(List.of(first, second, third), subscribersOf(question));
        questions.leave(second);
        assertEquals(List.of(first, third), subscribersOf(question));
        questions.leave(third);
        questions.join(fourth);
        assertEquals(List.of(first, fourth), subscribersOf(question));
        questions.leave(first);
        assertEquals(List.of(fourth), subscribersOf(question));
    }

    @Test
    void a_question_that_nobody_wants_answered_any_more_is_not_asked() {
        Subscription only = subscription("f", HERE);
        Question other = questions.join(subscription("f", new ImmutableContext("elsewhere")));
        questions.join(only);
        assertEquals(2, questions.all().size());
        questions.leave(only);
        assertEquals(List.of(other), all());
        assertEquals(List.of(other), questions.of("f"));
        questions.leave(only); // It has left already.
        assertEquals(List.of(other), all());
    }

    @Test
    void a_question_that_hangs_is_kept_for_whoever_comes_next() { // §4.5
        Subscription only = subscription("f", HERE);
        Question question = questions.join(only);
        question.hangs = true;
        questions.leave(only);
        assertEquals(List.of(question), all());
        assertSame(question, questions.join(subscription("f", HERE)));
        questions.dropUnlessWanted(question);
        assertEquals(List.of(question), all());
    }

    @Test
    void a_question_that_comes_back_when_nobody_wants_it_goes() {
        Subscription only = subscription("f", HERE);
        Question question = questions.join(only);
        question.hangs = true;
        questions.leave(only);
        question.hangs = false;
        questions.dropUnlessWanted(question);
        assertEquals(List.of(), all());
        assertEquals(List.of(), questions.of("f"));
        assertNull(only.question);
    }

    @Test
    void a_newcomer_is_noted() { // §5.3
        Question question = questions.join(subscription("f", HERE));
        assertTrue(question.hasNewcomer);
    }

    @Test
    void a_roll_is_the_same_until_a_question_comes_or_goes_and_then_all_of_it_is_unsettled() {
        Subscription second = subscription("g", HERE);
        Question question = settled(questions.join(subscription("f", HERE)));
        questions.join(second);
        Roll roll = questions.all();
        assertEquals(Reading.ON, roll.settled(0));
        questions.join(subscription("g", HERE));
        assertSame(roll, questions.all());
        questions.leave(second);
        assertSame(roll, questions.all());

        questions.join(subscription("h", HERE));
        assertNull(roll.settled(0));
        Roll next = questions.all();
        assertNotSame(roll, next);
        assertEquals(Reading.ON, next.settled(0));
        questions.leave(question.first());
        assertNull(next.settled(0));
        assertEquals(2, questions.all().size());
    }

    @Test
    void a_newcomer_unsettles_its_question_and_no_other() { // §5.3
        settled(questions.join(subscription("f", HERE)));
        settled(questions.join(subscription("g", HERE)));
        Roll roll = questions.all();
        questions.join(subscription("f", HERE));
        assertNull(roll.settled(0));
        assertEquals(Reading.ON, roll.settled(1));
    }

    private static Question settled(Question question) {
        question.reading = Reading.ON;
        question.told = Reading.ON;
        question.expected = true;
        question.hasNewcomer = false;
        return question;
    }

    @Test
    void readings_are_the_same_whatever_the_words_of_their_error() {
        Reading error = new Unknown(UnknownReason.ERROR, "once");
        assertTrue(Question.same(error, new Unknown(UnknownReason.ERROR, "again")));
        assertFalse(Question.same(error, new Unknown(UnknownReason.TIMED_OUT, "once")));
        assertFalse(Question.same(error, Reading.ON));
        assertFalse(Question.same(Reading.ON, error));
        assertFalse(Question.same(Reading.ON, Reading.OFF));
        assertTrue(Question.same(Reading.ON, Reading.ON));
    }

    @Test
    void a_kill_switch_hears_the_opposite_and_unknown_as_it_is() { // §4.10
        List<Reading> heard = new ArrayList<>();
        Subscription killSwitch = new Ear(0, "f", HERE, true, heard::add);
        Reading unknown = new Unknown(UnknownReason.ERROR, "");
        for (Reading reading : List.of(Reading.ON, Reading.OFF, unknown)) {
            killSwitch.hear(reading);
        }
        assertEquals(List.of(Reading.OFF, Reading.ON, unknown), heard);
        assertTrue(killSwitch.isTurnedOnBy(Reading.OFF));
        assertFalse(killSwitch.isTurnedOnBy(Reading.ON));
        assertFalse(subscription("f", HERE).isTurnedOnBy(Reading.OFF));
    }
}
