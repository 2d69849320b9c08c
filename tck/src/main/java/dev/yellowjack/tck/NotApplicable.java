package dev.yellowjack.tck;

import org.opentest4j.TestAbortedException;

/** Skips a test whose class has not shown the kit what the test needs, or has waived its rule. */
final class NotApplicable extends TestAbortedException {
    private static final long serialVersionUID = 1L;

    /** @param why what is missing, and how to give it: the verdict shows it */
    NotApplicable(String why) {
        super(why);
    }
}
