package dev.yellowjack.tck;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the kit can be told by system properties.
 *
 * @param tries how many random sequences each property tries, from 1 to a million; {@code -Dyellowjack.tck.tries}
 * @param seed what they are made from, where a run is to be repeated; {@code -Dyellowjack.tck.seed}
 * @param patience how long to wait for what has to happen, in seconds from 1 to an hour; {@code
 *     -Dyellowjack.tck.patience}. Less than the default makes a kit that fails sooner, also where a machine is slow
 */
record Options(int tries, OptionalLong seed, Duration patience) {
    static final String TRIES = "yellowjack.tck.tries";
    static final String SEED = "yellowjack.tck.seed";
    static final String PATIENCE = "yellowjack.tck.patience";
    static final int DEFAULT_TRIES = 100;
    static final int MOST_TRIES = 1_000_000;
    static final int DEFAULT_PATIENCE = 10;
    static final int MOST_PATIENCE = 3_600;

    /**
     * What this JVM was told.
     *
     * @throws IllegalArgumentException if a property is set to something that it cannot be
     */
    static Options ofThisRun() {
        return from(System.getProperties());
    }

    static Options from(Properties properties) {
        return new Options(
                from1To(MOST_TRIES, TRIES, properties.getProperty(TRIES), DEFAULT_TRIES),
                seed(properties.getProperty(SEED)),
                Duration.ofSeconds(
                        from1To(MOST_PATIENCE, PATIENCE, properties.getProperty(PATIENCE), DEFAULT_PATIENCE)));
    }

    private static int from1To(int most, String property, @Nullable String value, int unlessSet) {
        if (value == null) {
            return unlessSet;
        }
        String allowed = "a number from 1 to " + most;
        long number = number(property, value, allowed);
        if (number < 1 || number > most) {
            throw refused(property, value, allowed);
        }
        return (int) number;
    }

    private static OptionalLong seed(@Nullable String seed) {
        return seed == null
                ? OptionalLong.empty()
                : OptionalLong.of(number(SEED, seed, "a whole number, as a verdict shows it"));
    }

    private static long number(String property, String value, String allowed) {
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException notOne) {
            throw refused(property, value, allowed);
        }
    }

    private static IllegalArgumentException refused(String property, String value, String allowed) {
        return new IllegalArgumentException("-D" + property + "=" + value + " is not " + allowed);
    }
}
