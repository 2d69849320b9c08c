package dev.yellowjack.tck;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests that fail in all the ways there are. Not named as tests: another test runs them. */
final class FailingCases {
    static final IllegalStateException CAUSE = new IllegalStateException("the cause");

    private FailingCases() {}

    @ExtendWith(Citing.class)
    static class Tests {
        @Test
        @Rule({"1.1", "1.2"})
        void comparing() {
            Assertions.assertEquals(1, 2, "numbers");
        }

        @Test
        @Rule("1.1")
        void asserting() {
            AssertionError failure = new AssertionError("no more to say", CAUSE);
            failure.addSuppressed(new IllegalStateException("on the way out"));
            throw failure;
        }

        @Test
        @Rule("1.1")
        void throwing() {
            throw CAUSE;
        }

        @Test
        @Rule("1.1")
        @Timeout(value = 10, unit = TimeUnit.MILLISECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void hanging() {
            Patience.holdsWithin(Patience.LONG, () -> Thread.currentThread().isInterrupted());
        }

        @Test
        @Rule("1.1")
        void naming_another_rule() {
            throw RuleBroken.of("1.2", "it did");
        }

        @Test
        @Rule("1.1")
        void skipped_by_the_kit() {
            throw new NotApplicable("no such thing was given");
        }

        @Test
        @Rule("1.1")
        void skipped_by_somebody() {
            Assumptions.abort("not today");
        }

        @Test
        void of_the_user() {
            throw CAUSE;
        }
    }

    @ExtendWith(Citing.class)
    static class Around {
        @BeforeEach
        void prepare() {
            throw CAUSE;
        }

        @Test
        @Rule("1.1")
        void test() {}

        @AfterEach
        void cleanUp() {
            throw new AssertionError("left behind");
        }
    }
}
