package dev.yellowjack.spi;

import dev.openfeature.sdk.EvaluationContext;
import dev.yellowjack.Reading;
import org.jspecify.annotations.Nullable;

/**
 * One child's wish to hear of its flag. Immutable but for what the {@link FlagReader} notes in it.
 */
abstract class Subscription {
    /** Ascending in the order of adding (§1.5). */
    final long order;

    final String flag;
    final EvaluationContext context;

    private final boolean inverted;

    // The reader's alone.
    @Nullable
    Question question;

    @Nullable
    Subscription previous;

    @Nullable
    Subscription next;

    Reading told = Reading.NOT_ASKED;

    Subscription(long order, String flag, EvaluationContext context, boolean inverted) {
        this.order = order;
        this.flag = flag;
        this.context = context;
        this.inverted = inverted;
    }

    final boolean isTurnedOnBy(Reading reading) {
        return asHeard(reading).equals(Reading.ON);
    }

    /** Tells the child what its flag reads. On the control loop. */
    final void hear(Reading reading) {
        heard(asHeard(reading));
    }

    /** What the child's flag reads, as the child means it. On the control loop. */
    abstract void heard(Reading reading);

    private Reading asHeard(Reading reading) {
        return inverted ? reading.inverted() : reading; // §4.10
    }
}
