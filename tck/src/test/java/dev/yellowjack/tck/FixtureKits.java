package dev.yellowjack.tck;

import dev.yellowjack.runtime.SupervisorRuntime;
import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Classes as users write them. Not named as tests: other tests run them. */
final class FixtureKits {
    private FixtureKits() {}

    static class WithoutRuntime extends SupervisorTck {
        @Override
        protected SupervisorRuntime runtime() {
            return new NoRuntime();
        }
    }

    static class WaivingNonsense extends WithoutRuntime {
        @Override
        protected Map<String, String> waivedRules() {
            return Map.of("99.1", "it does not exist");
        }
    }

    static class Right extends MiniTck {
        @Override
        int two() {
            return 2;
        }
    }

    static class Wrong extends MiniTck {
        @Override
        int two() {
            return 3;
        }
    }

    @org.junit.jupiter.api.Disabled("it is slow")
    static class Disabled extends Right {}

    static class Unprepared extends Right {
        @BeforeAll
        static void prepare() {
            throw new IllegalStateException("no pool");
        }
    }

    @net.jqwik.api.Disabled("it is random")
    static class WithoutProperties extends Right {}

    static class Replacing extends Right {
        @Override
        public void two_is_two() {}
    }

    static class ReplacingByAnother extends Right {
        @Test
        @Override
        public void two_is_two() {}
    }

    static class ReplacingFurtherUp extends Replacing {}

    @EnabledOnOs(disabledReason = "no such thing", value = OS.OTHER)
    static class OnNoSystem extends Right {}

    static class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getTestMethod().map(Method::getName).orElse("").equals("two_is_two")
                    ? ConditionEvaluationResult.disabled("not this one")
                    : ConditionEvaluationResult.enabled("any other");
        }
    }

    @ExtendWith(Condition.class)
    static class Conditional extends Right {}

    static class ConditionalByField extends Right {
        @RegisterExtension
        static final Condition CONDITION = new Condition();
    }

    /** The type of the field does not say what it is. */
    static class ConditionalInSecret extends Right {
        @RegisterExtension
        static final Extension CONDITION = new Condition();
    }

    static class Forgiving extends Right {
        @RegisterExtension
        final TestExecutionExceptionHandler handler = (test, failure) -> {};
    }

    /** What is the user's own may be switched off. */
    static class WithOwnTests extends Right {
        @Test
        @org.junit.jupiter.api.Disabled("not yet")
        void of_the_user() {}
    }
}
