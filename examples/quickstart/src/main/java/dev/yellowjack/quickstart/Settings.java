package dev.yellowjack.quickstart;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the user asked for on the command line.
 *
 * @param runtime the name of the runtime: {@code -Dquickstart.runtime}
 * @param origin where flags come from: {@code -Dquickstart.provider}, which is {@code file} or {@code flagd}
 * @param flags the flags file, absolute: {@code -Dquickstart.flags}
 * @param tour whether to play the tour: {@code -Dquickstart.tour}, with any value but {@code false}
 * @param flagd where flagd's binary is, for the tour alone: {@code -Dflagd.binary}; empty for the {@code PATH}
 */
record Settings(String runtime, FlagOrigin origin, Path flags, boolean tour, String flagd) {
    /**
     * Reads the system properties.
     *
     * @throws IllegalArgumentException if one has a value that is not allowed
     */
    static Settings ofSystemProperties() {
        return of(System::getProperty);
    }

    static Settings of(UnaryOperator<String> properties) {
        return new Settings(
                property(properties, "quickstart.runtime").orElse("virtualthreads"),
                FlagOrigin.named(property(properties, "quickstart.provider").orElse("file")),
                Path.of(property(properties, "quickstart.flags").orElse("target/flags.json"))
                        .toAbsolutePath()
                        .normalize(),
                // The property may stand alone, and then is empty.
                !Optional.ofNullable(properties.apply("quickstart.tour"))
                        .orElse("false")
                        .equals("false"),
                property(properties, "flagd.binary").orElse(""));
    }

    @SuppressWarnings("NullAway") // System.getProperty has null for what is not set.
    private static Optional<String> property(UnaryOperator<String> properties, String name) {
        return Optional.ofNullable(properties.apply(name)).filter(value -> !value.isBlank());
    }
}
