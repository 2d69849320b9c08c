package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When flags are looked at (§4.4). The clock begins where its nanoseconds overflow soon. */
class LookScheduleTest {
    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();
    private static final long SPACING = LookSchedule.SPACING_NANOS;
    private static final long SECOND_LOOK = LookSchedule.SECOND_LOOK_NANOS;
    private static final long START = Long.MAX_VALUE - SECOND_LOOK;

    private final LookSchedule schedule = new LookSchedule(INTERVAL, START);

    private boolean isDue(long now) {
        return schedule.isWholeDue(now, false);
    }

    @Test
    void all_flags_are_looked_at_when_the_interval_is_over_and_not_before() {
        assertEquals(START + INTERVAL, schedule.next(false, false));
        assertFalse(isDue(START + INTERVAL - 1));
        assertTrue(isDue(START + INTERVAL));
        schedule.wholeBegins(START + INTERVAL, false);
        assertFalse(isDue(START + 2 * INTERVAL - 1));
        assertTrue(isDue(START + 2 * INTERVAL));
    }

    @Test
    void a_look_that_is_wanted_is_due_at_once_and_only_once() {
        schedule.wantWhole();
        assertTrue(isDue(START));
        schedule.wholeBegins(START, false);
        assertFalse(isDue(START));
    }

    @Test
    void an_event_may_be_followed_at_once_and_the_next_one_after_the_spacing() {
        assertTrue(schedule.mayLookAtNamed(START));
        schedule.namedBegins(START);
        assertEquals(START + SPACING, schedule.next(true, false));
        assertEquals(START + SPACING, schedule.next(false, true));
        assertFalse(schedule.mayLookAtNamed(START + SPACING - 1));
        assertTrue(schedule.mayLookAtNamed(START + SPACING));
    }

    @Test
    void after_an_event_all_flags_are_looked_at_once_more() {
        schedule.namedBegins(START);
        assertEquals(START + SECOND_LOOK, schedule.next(false, false));
        assertFalse(isDue(START + SECOND_LOOK - 1));
        assertTrue(isDue(START + SECOND_LOOK));
        schedule.wholeBegins(START + SECOND_LOOK, false);
        assertFalse(isDue(START + SECOND_LOOK));
        assertEquals(START + SECOND_LOOK + INTERVAL, schedule.next(false, false), "there is no third look");
    }

    @Test
    void a_second_look_that_is_wanted_twice_is_not_put_off() {
        schedule.wantSecondLook(START);
        schedule.wantSecondLook(START + SPACING);
        assertEquals(START + SECOND_LOOK, schedule.next(false, false));
    }

    @Test
    void an_event_before_the_second_look_of_another_has_a_second_look_of_its_own() {
        schedule.namedBegins(START);
        schedule.namedBegins(START + SPACING);
        schedule.wholeBegins(START + SECOND_LOOK, false);
        assertEquals(START + SPACING + SECOND_LOOK, schedule.next(false, false));
        assertTrue(isDue(START + SPACING + SECOND_LOOK));
    }

    @Test
    void a_look_at_all_that_comes_before_the_second_look_does_not_replace_it() {
        schedule.namedBegins(START);
        schedule.wantWhole();
        schedule.wholeBegins(START + SPACING, false);
        assertEquals(START + SECOND_LOOK, schedule.next(false, false));
    }

    @Test
    void an_event_without_names_calls_for_a_look_at_all_and_for_a_second_one() {
        assertTrue(schedule.isWholeDue(START, true));
        assertFalse(schedule.isWholeDue(START, false));
        schedule.wholeBegins(START, true);
        assertFalse(schedule.isWholeDue(START + SPACING - 1, true));
        assertTrue(schedule.isWholeDue(START + SPACING, true));
        assertEquals(START + SECOND_LOOK, schedule.next(false, false));
    }

    @Test
    void it_counts_from_nothing_as_well_as_over_the_end() {
        LookSchedule young = new LookSchedule(INTERVAL, 0);
        young.wholeBegins(0, true);
        assertFalse(young.isWholeDue(SPACING - 1, true));
        assertTrue(young.isWholeDue(SPACING, true));
        young.wholeBegins(SPACING, false);
        assertEquals(SECOND_LOOK, young.next(false, false));
        young.wholeBegins(SECOND_LOOK, false);
        assertEquals(SECOND_LOOK + INTERVAL, young.next(false, false));
    }

    @Test
    void named_looks_are_as_far_apart_as_many_questions_need_but_no_further_than_the_interval() {
        schedule.namedBegins(START);
        schedule.namedEnds(10_000);
        assertFalse(schedule.mayLookAtNamed(START + Duration.ofMillis(80).toNanos() - 1));
        assertTrue(schedule.mayLookAtNamed(START + Duration.ofMillis(80).toNanos()));
        schedule.namedEnds(100_000_000);
        assertFalse(schedule.mayLookAtNamed(START + INTERVAL - 1));
        assertTrue(schedule.mayLookAtNamed(START + INTERVAL));
    }

    @Test
    void looks_at_all_are_as_far_apart_as_many_questions_need_and_hold_no_named_look_back() {
        schedule.wholeBegins(START, true);
        schedule.wholeEnds(50_000);
        long allowed = START + Duration.ofMillis(400).toNanos();
        assertFalse(schedule.isWholeDue(START + SPACING, true));
        assertTrue(schedule.mayLookAtNamed(START + SPACING));
        schedule.wholeBegins(START + SECOND_LOOK, false);
        schedule.wholeEnds(50_000);
        allowed += SECOND_LOOK;
        assertEquals(allowed, schedule.next(false, true));
        assertFalse(schedule.isWholeDue(allowed - 1, true));
        assertTrue(schedule.isWholeDue(allowed, true));
    }
}
