package dev.yellowjack.tck;

/**
 * One thing that is not as the rules have it.
 *
 * @param rule the number of the rule that is broken
 * @param text what was expected and what was seen
 * @param kind whether waiting may mend it
 */
record Difference(String rule, String text, Kind kind) {
    enum Kind {
        /** It may still come. */
        SO_FAR,
        /** It may still come, at the latest when the flags are asked again. */
        OF_READING,
        /** Nothing mends it any more. */
        FOR_GOOD
    }

    static Difference soFar(String rule, String text) {
        return new Difference(rule, text, Kind.SO_FAR);
    }

    static Difference ofReading(String text) {
        return new Difference("4.1", text, Kind.OF_READING);
    }

    static Difference forGood(String rule, String text) {
        return new Difference(rule, text, Kind.FOR_GOOD);
    }
}
