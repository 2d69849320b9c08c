package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.Unknown;
import dev.yellowjack.Reading.UnknownReason;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a look at all asks, and which questions it need not touch. */
class RollTest {
    private static final EvaluationContext HERE = new ImmutableContext("here");
    private static final Reading SILENT = new Unknown(UnknownReason.FLAG_NOT_FOUND, "");

    private static Subscription subscription() {
        return new Ear(0, "f", HERE, false, reading -> {});
    }

    /** One that was asked, and of which all were told. */
    private static Question told(String flag, Reading reading) {
        Question question = new Question(flag, HERE);
        question.add(subscription());
        question.hasNewcomer = false;
        question.reading = reading;
        question.told = reading;
        question.expected = reading.equals(Reading.ON);
        return question;
    }

    private static Reading settledAfter(Consumer<Question> change) {
        Question question = told("f", Reading.ON);
        Roll roll = new Roll(List.of(question));
        change.accept(question);
        roll.settle(0);
        return roll.settled(0);
    }

    @Test
    void it_has_what_each_question_asks_in_their_order() {
        List<Question> two = List.of(told("on", Reading.ON), told("off", Reading.OFF));
        Roll roll = new Roll(two);
        assertEquals(2, roll.size());
        for (int place = 0; place < 2; place++) {
            assertSame(two.get(place), roll.question(place));
            assertSame(two.get(place).flag, roll.flag(place));
            assertSame(HERE, roll.context(place));
            assertSame(two.get(place).reading, roll.settled(place));
        }
    }

    @Test
    void a_question_is_settled_while_nothing_follows_from_the_answer_that_it_had_last() {
        assertEquals(Reading.ON, settledAfter(question -> {}));
        assertNull(settledAfter(question -> question.expected = false), "it would be asked with the wrong default");
        assertNull(settledAfter(question -> question.told = Reading.OFF), "somebody is to be told");
        assertNull(settledAfter(question -> question.hasNewcomer = true), "somebody is to be told");
        assertNull(settledAfter(question -> question.hangs = true), "it must not be asked");
        assertNull(settledAfter(question -> question.remove(question.first())), "nobody wants to know");
        assertNull(settledAfter(question -> {
            question.reading = SILENT;
            question.told = SILENT;
        }));
        assertNull(new Roll(List.of(new Question("never asked", HERE))).settled(0));
    }

    @Test
    void one_question_is_unsettled_or_all_of_a_roll_that_is_no_longer_the_one() {
        List<Question> three = List.of(told("a", Reading.ON), told("b", Reading.OFF), told("c", Reading.ON));
        Roll roll = new Roll(three);
        roll.unsettle(three.get(1));
        assertEquals(Reading.ON, roll.settled(0));
        assertNull(roll.settled(1));
        assertEquals(Reading.ON, roll.settled(2));
        roll.retire();
        assertNull(roll.settled(0));
        assertNull(roll.settled(2));
    }
}
