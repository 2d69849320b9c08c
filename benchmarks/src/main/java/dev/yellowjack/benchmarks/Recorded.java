package dev.yellowjack.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The ratios of the full run that is in {@code docs/performance.md}, so that a later run can be seen to be worse. */
final class Recorded {
    private static final String FILE = "/recorded-ratios.properties";

    private final Properties ratios;

    Recorded(Properties ratios) {
        this.ratios = ratios;
    }

    /** Those that are on the class path. */
    static Recorded load() {
        Properties ratios = new Properties(); // Where nothing is recorded, nothing is worse.
        try (InputStream file = Recorded.class.getResourceAsStream(FILE)) {
            if (file != null) {
                ratios.load(file);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Recorded(ratios);
    }

    /** What was recorded; infinity if nothing was. */
    double ratio(String name) {
        String ratio = ratios.getProperty(key(name));
        return ratio == null ? Double.POSITIVE_INFINITY : Double.parseDouble(ratio);
    }

    /** A verdict's name as such a file has it. */
    static String key(String name) {
        return name.replaceAll("[^A-Za-z0-9]+", "-");
    }
}
