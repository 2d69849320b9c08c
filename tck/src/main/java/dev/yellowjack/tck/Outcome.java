package dev.yellowjack.tck;

import org.jspecify.annotations.Nullable;

/** How a test of a kit came out. */
sealed interface Outcome {
    /** It ran, and found nothing. */
    record Passed() implements Outcome {}

    /**
     * It failed.
     *
     * @param rule the one that was broken; null if the failure names none, because it is the user's class that is wrong
     * @param why what it failed with, in a line
     */
    record Failed(@Nullable String rule, String why) implements Outcome {}

    /**
     * The kit skipped it.
     *
     * @param why what was missing
     */
    record Skipped(String why) implements Outcome {}

    /**
     * It did not run, and that was not the kit's doing.
     *
     * @param why what is known about it
     */
    record NotRun(String why) implements Outcome {}
}
