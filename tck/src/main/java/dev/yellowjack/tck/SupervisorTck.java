package dev.yellowjack.tck;

import dev.yellowjack.runtime.SupervisorRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The rules of flag-controlled supervision as tests that any runtime must pass.
 *
 * <p>Extend it in the tests of a runtime, and run it with JUnit 5:
 *
 * <pre>{@code
 * class MyRuntimeTest extends SupervisorTck {
 *     @Override
 *     protected SupervisorRuntime runtime() {
 *         return new MyRuntime();
 *     }
 * }
 * }</pre>
 *
 * <p>Each test is a sentence, and cites its {@link Rule} of {@code docs/RULES.md}; one that fails begins with the words of
 * that rule. The other methods to override give the kit more to look at, where a runtime has it; what needs them is skipped
 * without them, and says so.
 *
 * <p>At the end of the run the verdict is printed: how many rules are verified, which are not, and why. Rules can be
 * waived, but nothing else of the kit can be switched off: a class that replaces or disables its tests fails.
 *
 * <p>The tests are in one interface per part of the rules. None of them depends on the speed of the machine: time passes
 * on a {@link ManualClock}, and what has to happen is waited for.
 */
@AddLifecycleHook(Conduct.class)
@ExtendWith(StageExtension.class)
@DisplayNameGeneration(RuleNames.class)
@TestMethodOrder(MethodOrderer.DisplayName.class)
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
public abstract class SupervisorTck
        implements Kit,
                StartRules,
                LaunchRules,
                StopRules,
                CallbackRules,
                AfterStopRules,
                QuarantineRules,
                ReleaseRules,
                FailureRules,
                ReadingRules,
                TargetingRules,
                EventRules,
                CheckRules,
                SlowFlagRules,
                CloseRules,
                ReentryRules,
                SupervisorRules,
                RemovalRules,
                NestingRules,
                IsolationRules,
                ObservationRules,
                ListenerRules,
                MetricsRules,
                RestartRules,
                ResourceRules,
                SequenceRules,
                StormRules {

    /** For a runtime's tests to extend. */
    protected SupervisorTck() {}

    /** The runtime under test. Asked once for each test; may be the same each time. */
    protected abstract SupervisorRuntime runtime();

    /**
     * Runtimes whose every launch fails (§1.4): one for each way in which a launch can fail, at once or later, such as
     * one on an executor that rejects, and one on an executor that discards.
     *
     * @return none unless overridden; then the tests of failed launches are skipped
     */
    protected List<SupervisorRuntime> runtimesThatCannotLaunch() {
        return List.of();
    }

    /**
     * A runtime whose bodies get no thread for the time being (§1.6). Asked once for each test that needs it, and must be
     * a new one each time.
     *
     * @return nothing unless overridden; then the tests of children that stay STARTING are skipped
     */
    protected Optional<StarvedRuntime> starvedRuntime() {
        return Optional.empty();
    }

    /**
     * Whether a thread is the runtime's or its user's rather than a supervisor's, and so may live on after close (§5.1):
     * an idle one of an executor that was handed in, say.
     *
     * @param thread one that was not there before the supervisor
     * @return false unless overridden
     */
    protected boolean outlivesSupervisors(Thread thread) {
        return false;
    }

    /**
     * Rules that this runtime does not keep. Their tests are skipped, with the reason in the report; a runtime that waives
     * a rule has to say so in its documentation. If a number is no rule's, or a reason is blank, every test fails.
     *
     * @return the reason by the number of the rule, such as {@code "2.7"}; none unless overridden
     */
    protected Map<String, String> waivedRules() {
        return Map.of();
    }
}
