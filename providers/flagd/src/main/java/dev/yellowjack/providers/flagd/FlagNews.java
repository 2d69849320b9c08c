package dev.yellowjack.providers.flagd;

import java.util.Collection;

/** Is told what becomes of the flags. Never blocks. Thread-safe. */
interface FlagNews {
    /** The flags are good, and these have changed. None after a problem: then any may have. */
    void good(Collection<String> changed);

    /** The flags were taken, and these have changed, but one of them is of no use. */
    void flawed(Collection<String> changed, String problem);

    /** There are no new flags, for this reason. */
    void bad(String problem);
}
