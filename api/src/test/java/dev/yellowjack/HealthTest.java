package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Health.Kind;
import dev.yellowjack.Reading.Unknown;
import dev.yellowjack.Reading.UnknownReason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong with whom, and since when (§7.4). */
class HealthTest {
    private static final Instant NOW = Instant.parse("2026-01-01T03:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Reading SILENT = new Unknown(UnknownReason.TIMED_OUT, "no answer");

    private static ChildStatus child(ChildState state, Reading reading, Duration since, boolean overdue) {
        Crash crash = state == ChildState.QUARANTINED ? new Crash(new IllegalStateException("boom"), 3, NOW) : null;
        Instant then = NOW.minus(since);
        return new ChildStatus("orders", "orders-flag", false, state, reading, then, then, 3, 1, crash, overdue);
    }

    private static Health health(ChildStatus... children) {
        return new SupervisorStatus("here", "host", NOW, List.of(children)).health(MINUTE);
    }

    @ParameterizedTest
    @EnumSource(value = ChildState.class, mode = EnumSource.Mode.EXCLUDE, names = "QUARANTINED")
    void every_state_but_quarantine_is_up_be_it_on_or_off_by_intent(ChildState state) {
        Health health = health(child(state, Reading.OFF, Duration.ofDays(1), false));
        assertTrue(health.up(), health::toString);
        assertEquals("UP", health.status());
    }

    @Test
    void a_quarantined_child_degrades_and_says_since_when_and_why() {
        Health health = health(child(ChildState.QUARANTINED, Reading.ON, MINUTE, false));
        assertEquals("DEGRADED", health.status());
        assertEquals(
                List.of(new Health.Problem(
                        Kind.QUARANTINED,
                        "orders",
                        NOW.minus(MINUTE),
                        "incarnation 3 crashed: java.lang.IllegalStateException: boom")),
                health.problems());
    }

    @Test
    void an_overdue_child_degrades() {
        Health health = health(child(ChildState.STOPPING, Reading.OFF, MINUTE, true));
        assertEquals(Kind.OVERDUE, health.problems().get(0).kind());
        assertEquals(1, health.problems().size());
    }

    @Test
    void a_flag_that_is_unknown_degrades_after_the_limit_and_not_before() {
        assertTrue(health(child(ChildState.RUNNING, SILENT, MINUTE, false)).up());
        Health health = health(child(ChildState.RUNNING, SILENT, MINUTE.plusMillis(1), false));
        assertEquals(Kind.FLAG_UNKNOWN, health.problems().get(0).kind());
        assertTrue(health.toString().contains("orders-flag"), health::toString);
        assertTrue(health.toString().contains("TIMED_OUT"), health::toString);
    }

    @Test
    void one_child_can_have_two_problems_and_each_is_told() {
        Health health = health(
                child(ChildState.QUARANTINED, SILENT, Duration.ofHours(1), false),
                child(ChildState.RUNNING, Reading.ON, MINUTE, false));
        assertEquals(
                EnumSet.of(Kind.QUARANTINED, Kind.FLAG_UNKNOWN),
                EnumSet.copyOf(
                        health.problems().stream().map(Health.Problem::kind).toList()));
        assertFalse(health.up());
    }
}
