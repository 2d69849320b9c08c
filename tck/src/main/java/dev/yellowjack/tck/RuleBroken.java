package dev.yellowjack.tck;

import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** A failure that begins with the rule that was broken, in its words: {@code §3.2 Reading ON again and again ...}. */
final class RuleBroken extends AssertionFailedError {
    private static final long serialVersionUID = 1L;

    private final String rule;

    private RuleBroken(String rule, String what, @Nullable Throwable cause) {
        super(cited(rule, what), cause);
        this.rule = rule;
    }

    private RuleBroken(String rule, String what, AssertionFailedError compared) {
        super(cited(rule, what), compared.getExpected(), compared.getActual(), compared.getCause());
        this.rule = rule;
    }

    private RuleBroken(RuleBroken told, String more) {
        super(told.getMessage() + "\n" + more, told.getCause());
        rule = told.rule;
    }

    /** A breach that is found out by no assertion of JUnit's. */
    static RuleBroken of(String rule, String what) {
        return new RuleBroken(rule, what, (Throwable) null);
    }

    /** This breach, with more to say about it. */
    RuleBroken with(String more) {
        RuleBroken told = new RuleBroken(this, more);
        told.setStackTrace(getStackTrace());
        return told;
    }

    /**
     * What a test failed with, told as a breach of the rule that the test is about. Has the stack of the failure, what it
     * expected and saw, and its cause; a failure that is no assertion's becomes the cause. One that names a rule already
     * stays as it is.
     */
    static RuleBroken by(Throwable failure, String rule) {
        if (failure instanceof RuleBroken broken) {
            return broken;
        }
        RuleBroken broken = retold(failure, rule);
        broken.setStackTrace(failure.getStackTrace());
        for (Throwable suppressed : failure.getSuppressed()) {
            broken.addSuppressed(suppressed);
        }
        return broken;
    }

    private static RuleBroken retold(Throwable failure, String rule) {
        if (failure instanceof AssertionFailedError compared && compared.isExpectedDefined()) {
            return new RuleBroken(rule, message(failure), compared);
        }
        return failure instanceof AssertionError
                ? new RuleBroken(rule, message(failure), failure.getCause())
                : new RuleBroken(rule, failure.toString(), failure);
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static String cited(String rule, String what) {
        return Rulebook.bundled().cite(rule) + "\n" + what;
    }

    /** The number of the rule. */
    String rule() {
        return rule;
    }
}
