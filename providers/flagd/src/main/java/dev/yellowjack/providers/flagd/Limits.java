package dev.yellowjack.providers.flagd;

import java.time.Duration;

/** Refuses settings that make no sense. */
final class Limits {
    private Limits() {}

    static Duration within(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(what + " is " + value + ", but has to be from " + least + " to " + most
                    + ". Choose one in between.");
        }
        return value;
    }
}
