package dev.yellowjack.tck;

import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the kit can be told by system properties.
 *
 * @param tries how many random sequences each property tries, from 1 to a million; {@code -Dyellowjack.tck.tries}
 * @param seed what they are made from, where a run is to be repeated; {@code -Dyellowjack.tck.seed}
 */
record Options(int tries, OptionalLong seed) {
    static final String TRIES = "yellowjack.tck.tries";
    static final String SEED = "yellowjack.tck.seed";
    static final int DEFAULT_TRIES = 100;
    static final int MOST_TRIES = 1_000_000;

    /**
     * What this JVM was told.
     *
     * @throws IllegalArgumentException if a property is set to something that it cannot be
     */
    static Options ofThisRun() {
        return from(System.getProperties());
    }

    static Options from(Properties properties) {
        return new Options(tries(properties.getProperty(TRIES)), seed(properties.getProperty(SEED)));
    }

    private static int tries(@Nullable String tries) {
        if (tries == null) {
            return DEFAULT_TRIES;
        }
        long number = number(TRIES, tries, "a number from 1 to " + MOST_TRIES);
        if (number < 1 || number > MOST_TRIES) {
            throw refused(TRIES, tries, "a number from 1 to " + MOST_TRIES);
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
