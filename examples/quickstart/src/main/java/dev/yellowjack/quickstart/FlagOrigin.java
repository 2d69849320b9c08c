package dev.yellowjack.quickstart;

import java.util.Locale;

/** Where the quickstart's flags come from. */
enum FlagOrigin {
    /** From the flags file itself. */
    FILE,

    /** From a flagd server, which reads the flags file. */
    FLAGD;

    /**
     * The one that the user named.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    static FlagOrigin named(String name) {
        for (FlagOrigin origin : values()) {
            if (origin.toString().equals(name)) {
                return origin;
            }
        }
        throw new IllegalArgumentException("quickstart.provider is \"" + name
                + "\", but has to be file or flagd. Set it to one of them, or leave it out for file.");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
