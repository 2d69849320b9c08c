package dev.yellowjack.tck;

import java.lang.reflect.AnnotatedElement;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Has each test of a kit fail with the rule that it is about, and none be skipped but by the kit itself. */
final class Citing implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    /** Does what belongs to a test although JUnit hands its failures to no handler: the deeds of extensions. */
    static void run(ExtensionContext test, Runnable deed) {
        try {
            deed.run();
        } catch (Throwable failure) {
            throw Sneaky.raise(told(test, failure));
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext test, Throwable failure) throws Throwable {
        throw told(test, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext test, Throwable failure) throws Throwable {
        throw told(test, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext test, Throwable failure) throws Throwable {
        throw told(test, failure);
    }

    private static Throwable told(ExtensionContext test, Throwable failure) {
        if (failure instanceof NotApplicable) {
            return failure;
        }
        Rule rule = test.getElement().map(Citing::rule).orElse(null);
        if (rule == null) {
            return failure;
        }
        return RuleBroken.by(
                failure instanceof TestAbortedException
                        ? new AssertionError(
                                "skipped by something that is not the kit's; a rule that cannot be kept is named in"
                                        + " waivedRules(), with the reason",
                                failure)
                        : failure,
                rule.value()[0]);
    }

    private static Rule rule(AnnotatedElement test) {
        return test.getAnnotation(Rule.class);
    }
}
