package dev.yellowjack;

/** Checks of the numbers in a value. */
final class Numbers {
    private Numbers() {}

    static void requireAtLeast(long least, String what, long number) {
        if (number < least) {
            throw new IllegalArgumentException(what + " is " + number + ", must be at least " + least);
        }
    }
}
