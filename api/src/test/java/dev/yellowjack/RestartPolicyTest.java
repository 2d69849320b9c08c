package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private static final RestartPolicy POLICY = RestartPolicy.upTo(3, Duration.ofMinutes(5));
    private static final double SHORTEST = 0;
    private static final double MIDDLE = 0.5;
    private static final double LONGEST = 1;

    @Test
    void theBackOffDoublesWithEachCrash() {
        RestartPolicy policy = POLICY.backOff(Duration.ofMillis(100), Duration.ofHours(1));
        assertEquals(Duration.ofMillis(100), policy.backOffAfter(1, MIDDLE));
        assertEquals(Duration.ofMillis(200), policy.backOffAfter(2, MIDDLE));
        assertEquals(Duration.ofMillis(400), policy.backOffAfter(3, MIDDLE));
        assertEquals(Duration.ofMillis(102_400), policy.backOffAfter(11, MIDDLE));
    }

    @Test
    void theBackOffNeverExceedsTheLongest() {
        RestartPolicy policy = POLICY.backOff(Duration.ofSeconds(3), Duration.ofSeconds(10));
        assertEquals(Duration.ofSeconds(6), policy.backOffAfter(2, MIDDLE));
        assertEquals(Duration.ofSeconds(10), policy.backOffAfter(3, MIDDLE));
        assertEquals(Duration.ofSeconds(10), policy.backOffAfter(4, MIDDLE));
    }

    @Test
    void veryManyCrashesWaitForTheLongestBackOff() {
        Duration longest = Duration.ofSeconds(10);
        RestartPolicy policy = POLICY.backOff(Duration.ofNanos(1), longest);
        for (int crash : new int[] {63, 64, 65, 1024, 1025, 100_000, Integer.MAX_VALUE}) {
            assertEquals(longest, policy.backOffAfter(crash, MIDDLE), () -> "after crash " + crash);
        }
    }

    @Test
    void theLongestDurationThatIsAllowedDoesNotOverflow() {
        RestartPolicy policy =
                POLICY.backOff(Durations.LONGEST, Durations.LONGEST).jitter(1);
        assertEquals(Durations.LONGEST.multipliedBy(2), policy.backOffAfter(Integer.MAX_VALUE, LONGEST));
    }

    @Test
    void aFirstBackOffOfZeroStaysZero() {
        RestartPolicy policy = POLICY.backOff(Duration.ZERO, Duration.ofMinutes(1));
        for (int crash : new int[] {1, 2, 64, 1025, Integer.MAX_VALUE}) {
            assertEquals(Duration.ZERO, policy.backOffAfter(crash, LONGEST), () -> "after crash " + crash);
        }
    }

    @Test
    void theJitterLengthensAndShortensByItsFraction() {
        RestartPolicy policy =
                POLICY.backOff(Duration.ofSeconds(10), Duration.ofSeconds(10)).jitter(0.3);
        assertEquals(Duration.ofSeconds(7), policy.backOffAfter(1, SHORTEST));
        assertEquals(Duration.ofSeconds(10), policy.backOffAfter(1, MIDDLE));
        assertEquals(Duration.ofSeconds(13), policy.backOffAfter(1, LONGEST));
        assertTrue(policy.backOffAfter(1, 0.25).compareTo(Duration.ofSeconds(8)) > 0);
        assertTrue(policy.backOffAfter(1, 0.25).compareTo(Duration.ofSeconds(9)) < 0);
    }

    @Test
    void aJitterOfOneNeverMakesTheBackOffNegative() {
        RestartPolicy policy = POLICY.jitter(1);
        assertEquals(Duration.ZERO, policy.backOffAfter(1, SHORTEST));
        assertEquals(Duration.ofSeconds(2), policy.backOffAfter(1, LONGEST));
    }

    @Test
    void withoutJitterTheBackOffIsTheSameEachTime() {
        RestartPolicy policy = POLICY.jitter(0);
        assertEquals(policy.backOffAfter(2, SHORTEST), policy.backOffAfter(2, LONGEST));
    }

    @Test
    void aCrashBelowOneIsRefused() {
        for (int crash : new int[] {0, -1, Integer.MIN_VALUE}) {
            String message = assertThrows(IllegalArgumentException.class, () -> POLICY.backOffAfter(crash, MIDDLE))
                    .getMessage();
            assertEquals("crash is " + crash + ", must be at least 1", message);
        }
    }

    @Test
    void aRandomNumberOutsideOfZeroToOneIsRefused() {
        for (double random : new double[] {-0.01, 1.01, Double.NaN}) {
            String message = assertThrows(IllegalArgumentException.class, () -> POLICY.backOffAfter(1, random))
                    .getMessage();
            assertEquals("random is " + random + ", must be from 0 to 1", message);
        }
    }

    @Test
    void theDefaultsAreAsTheJavadocSays() {
        assertEquals(Duration.ofSeconds(1), POLICY.firstBackOff());
        assertEquals(Duration.ofMinutes(1), POLICY.longestBackOff());
        assertEquals(0.2, POLICY.jitter());
        assertEquals(3, POLICY.limit());
        assertEquals(Duration.ofMinutes(5), POLICY.window());
        assertEquals(Duration.ofSeconds(1), POLICY.backOffAfter(1, MIDDLE));
        assertEquals(Duration.ofMinutes(1), POLICY.backOffAfter(7, MIDDLE));
        assertEquals(Duration.ofMillis(800), POLICY.backOffAfter(1, SHORTEST));
        assertEquals(Duration.ofMillis(1200), POLICY.backOffAfter(1, LONGEST));
    }

    @Test
    void neverRestartsNothing() {
        assertSame(RestartPolicy.never(), RestartPolicy.never());
        assertEquals(0, RestartPolicy.never().limit());
        assertEquals(Duration.ZERO, RestartPolicy.never().window());
        assertEquals(Duration.ZERO, RestartPolicy.never().firstBackOff());
        assertEquals(Duration.ZERO, RestartPolicy.never().longestBackOff());
        assertEquals(0, RestartPolicy.never().jitter());
        assertEquals("never", RestartPolicy.never().toString());
    }

    @Test
    void aPolicySaysWhatItDoes() {
        assertEquals(
                "up to 3 restarts, forgotten after PT5M of running, back-off PT1S to PT1M ± 0.2", POLICY.toString());
        String one = RestartPolicy.upTo(1, Duration.ofHours(1)).toString();
        assertTrue(one.startsWith("up to 1 restart, forgotten after PT1H of running"), one);
    }

    @Test
    void theBackOffAndTheJitterAreWhatTheyWereSetTo() {
        RestartPolicy policy =
                POLICY.backOff(Duration.ofSeconds(2), Duration.ofSeconds(3)).jitter(0.5);
        assertEquals(Duration.ofSeconds(2), policy.firstBackOff());
        assertEquals(Duration.ofSeconds(3), policy.longestBackOff());
        assertEquals(0.5, policy.jitter());
    }

    @Test
    void aChangedPolicyIsANewOne() {
        POLICY.backOff(Duration.ofHours(1), Duration.ofHours(2));
        POLICY.jitter(1);
        assertEquals(Duration.ofMillis(1200), POLICY.backOffAfter(1, LONGEST));
    }

    @Test
    void policiesAreEqualWhenAllTheirPartsAre() {
        assertEquals(POLICY, RestartPolicy.upTo(3, Duration.ofMinutes(5)));
        assertEquals(
                POLICY.hashCode(), RestartPolicy.upTo(3, Duration.ofMinutes(5)).hashCode());
        assertNotEquals(POLICY, RestartPolicy.upTo(4, Duration.ofMinutes(5)));
        assertNotEquals(POLICY, RestartPolicy.upTo(3, Duration.ofMinutes(6)));
        assertNotEquals(POLICY, POLICY.backOff(Duration.ZERO, Duration.ofMinutes(1)));
        assertNotEquals(POLICY, POLICY.backOff(Duration.ofSeconds(1), Duration.ofMinutes(2)));
        assertNotEquals(POLICY, POLICY.jitter(0.3));
        assertNotEquals(POLICY, RestartPolicy.never());
    }
}
