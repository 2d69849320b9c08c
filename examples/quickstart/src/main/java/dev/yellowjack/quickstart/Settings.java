package dev.yellowjack.quickstart;

import java.nio.file.Path;

/**
 * What the user asked for on the command line.
 *
 * @param runtime the name of the runtime: {@code -Dquickstart.runtime}
 * @param flags the flags file: {@code -Dquickstart.flags}
 * @param tour whether to play the tour: {@code -Dquickstart.tour}, with any value but {@code false}
 */
record Settings(String runtime, Path flags, boolean tour) {
    static Settings ofSystemProperties() {
        return new Settings(
                property("runtime", "virtualthreads"),
                Path.of(property("flags", "target/flags.json")),
                !System.getProperty("quickstart.tour", "false").equals("false"));
    }

    private static String property(String name, String otherwise) {
        String value = System.getProperty("quickstart." + name);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
