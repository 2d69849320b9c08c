package dev.yellowjack.spi;

import dev.openfeature.sdk.EvaluationContext;
import dev.yellowjack.Reading;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One child's wish to hear of its flag. Immutable but for what the {@link FlagReader} notes in it.
 */
final class Subscription {
    /** Ascending in the order of adding (§1.5). */
    final long order;

    final String flag;
    final EvaluationContext context;

    /** Hears the readings, on the control loop. */
    private final Consumer<Reading> ear;

    private final boolean inverted;

    // The reader's alone.
    @Nullable
    Question question;

    @Nullable
    Subscription previous;

    @Nullable
    Subscription next;

    Reading told = Reading.NOT_ASKED;

    Subscription(long order, String flag, EvaluationContext context, boolean inverted, Consumer<Reading> ear) {
        this.order = order;
        this.flag = flag;
        this.context = context;
        this.inverted = inverted;
        this.ear = ear;
    }

    boolean isTurnedOnBy(Reading reading) {
        return asHeard(reading).equals(Reading.ON);
    }

    /** Tells the child what its flag reads. On the control loop. */
    void hear(Reading reading) {
        ear.accept(asHeard(reading));
    }

    private Reading asHeard(Reading reading) {
        return inverted ? reading.inverted() : reading; // §4.10
    }
}
