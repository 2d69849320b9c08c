package dev.yellowjack.spi;

import dev.openfeature.sdk.EvaluationContext;
import dev.yellowjack.Reading;
import java.util.function.Consumer;

/** A subscription of nobody's, whose readings go wherever a test wants them. */
final class Ear extends Subscription {
    private final Consumer<Reading> readings;

    Ear(long order, String flag, EvaluationContext context, boolean inverted, Consumer<Reading> readings) {
        super(order, flag, context, inverted);
        this.readings = readings;
    }

    @Override
    void heard(Reading reading) {
        readings.accept(reading);
    }
}
