package dev.yellowjack.spi;

import dev.openfeature.sdk.EvaluationContext;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * One flag in one context, asked once for all children that share it (§4.7). The {@link FlagReader}'s alone.
 *
 * <p>Equal to another of the same flag in the same context.
 *
 * <p>Subscriptions are linked through themselves, in the order in which they came: so that leaving costs nothing even
 * where a hundred thousand children share a flag.
 */
final class Question {
    final String flag;
    final EvaluationContext context;

    /** What the provider is expected to say, because it last did: the default to ask with is the opposite. */
    boolean expected;

    /** The latest reading. */
    Reading reading = Reading.NOT_ASKED;

    /** The latest that was handed on. */
    Reading told = Reading.NOT_ASKED;

    /** Whether it is to be asked next, with the named ones. */
    boolean isNamed;

    /** Whether an evaluation of it hangs: it is not asked again before that has returned (§4.5). */
    boolean hangs;

    /** Whether that has returned: written by the thread that hung, which may have no memory for more than this. */
    volatile boolean hasReturned;

    /** Among whose {@code Finds} it is. */
    int marks;

    /** Whether a child has come that has not been told of any reading yet. */
    boolean hasNewcomer;

    /** Where it is on the {@link Roll} that there is. */
    int place;

    /** Others of the same flag, in other contexts. {@link Questions} links them. */
    @Nullable
    Question olderOfFlag;

    @Nullable
    Question newerOfFlag;

    private @Nullable Subscription first;
    private @Nullable Subscription last;

    Question(String flag, EvaluationContext context) {
        this.flag = flag;
        this.context = context;
    }

    void add(Subscription subscription) {
        subscription.question = this;
        hasNewcomer = true;
        subscription.previous = last;
        if (last == null) {
            first = subscription;
        } else {
            last.next = subscription;
        }
        last = subscription;
    }

    void remove(Subscription subscription) {
        if (subscription.previous == null) {
            first = subscription.next;
        } else {
            subscription.previous.next = subscription.next;
        }
        if (subscription.next == null) {
            last = subscription.previous;
        } else {
            subscription.next.previous = subscription.previous;
        }
        subscription.question = null;
        subscription.previous = null; // Whoever still holds this one is not to hold the others.
        subscription.next = null;
    }

    @Nullable
    Subscription first() {
        return first;
    }

    /** Whether the provider can say its latest reading once more without any consequence. */
    boolean isSettled() {
        return reading == (expected ? Reading.ON : Reading.OFF)
                && told == reading
                && !hasNewcomer
                && !hangs
                && first != null;
    }

    /** Whether two readings are the same but for the words of an error. */
    static boolean same(Reading one, Reading other) {
        if (one == other) {
            return true; // as ON and OFF are
        }
        return (one instanceof Unknown a && other instanceof Unknown b) ? a.reason() == b.reason() : one.equals(other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Question question && flag.equals(question.flag) && context.equals(question.context);
    }

    @Override
    public int hashCode() {
        return 31 * flag.hashCode() + context.hashCode();
    }
}
