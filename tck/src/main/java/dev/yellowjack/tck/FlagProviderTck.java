package dev.yellowjack.tck;

import dev.yellowjack.runtime.SupervisorRuntime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a supervisor needs of an OpenFeature provider, as tests that any provider can be put through.
 *
 * <p>Extend it, give it a {@link FlagBackend}, and run it with JUnit 5, with a runtime on the class path:
 *
 * <pre>{@code
 * class MyProviderTest extends FlagProviderTck {
 *     @Override
 *     protected FlagBackend backend() {
 *         return new MyBackend();
 *     }
 * }
 * }</pre>
 *
 * <p>Each test is a sentence, and cites the {@link Rule} of {@code docs/RULES.md} that a supervisor on this provider keeps.
 * What a back end cannot show is skipped, with the reason that it gives; nothing is skipped in silence. {@code
 * docs/testing-a-provider.md} takes you from nothing to a verdict.
 *
 * <p>The tests run on the real clock, because a provider has one of its own. What has to happen is waited for, many times
 * longer than it should take; what must not happen is watched for as long as {@link #flipTime()}.
 */
@ExtendWith(ProviderStageExtension.class)
@DisplayNameGeneration(RuleNames.class)
@TestMethodOrder(MethodOrderer.DisplayName.class)
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
public abstract class FlagProviderTck
        implements Kit,
                FlipRules,
                BurstRules,
                NoAnswerRules,
                SpoiltAnswerRules,
                OutageRules,
                ProviderLifeRules,
                ProviderContextRules,
                ProviderIsolationRules {

    /** For a provider's tests to extend. */
    protected FlagProviderTck() {}

    /**
     * Makes a back end without flags.
     *
     * @return a new one each time
     * @throws Exception if it cannot be made; the test fails
     */
    protected abstract FlagBackend backend() throws Exception;

    /**
     * The longest that it takes from a change at the back end until the provider answers by it: for one that polls, its
     * interval and then some. The kit checks it, and watches for that long that nothing happens which must not; so a short
     * one makes for quick tests.
     *
     * @return 1 s unless overridden
     */
    protected Duration flipTime() {
        return Duration.ofSeconds(1);
    }

    /**
     * The runtime that runs the children.
     *
     * @return unless overridden nothing: the one that is found on the class path
     */
    protected Optional<SupervisorRuntime> runtime() {
        return Optional.empty();
    }

    /**
     * Threads that are left, and may be, when the provider has been shut down and its back end closed (§5.1).
     *
     * @return the reason by a part of what a failure says of the thread: of its name, or of the method that it is in; none
     *     unless overridden
     */
    protected Map<String, String> lastingThreads() {
        return Map.of();
    }

    /**
     * Rules that a supervisor on this provider does not keep. Their tests are skipped, with the reason in the report.
     *
     * @return the reason by the number of the rule, such as {@code "4.8"}; none unless overridden
     */
    protected Map<String, String> waivedRules() {
        return Map.of();
    }

    /** How much longer than {@link #flipTime()} the kit waits before it gives up: for a machine that is busy. */
    Duration slack() {
        return Patience.LONG;
    }
}
