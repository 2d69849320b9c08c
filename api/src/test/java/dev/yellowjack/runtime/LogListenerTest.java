package dev.yellowjack.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.Unknown;
import dev.yellowjack.Reading.UnknownReason;
import dev.yellowjack.Report;
import dev.yellowjack.Transition;
import dev.yellowjack.Transition.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a person on call finds in the log. */
class LogListenerTest {
    private static final Throwable CAUSE = new Exception("cause");
    private static final Reading SILENT = new Unknown(UnknownReason.ERROR, "no answer");

    private final RecordedLog log = new RecordedLog();
    private final LogListener listener = new LogListener("here", log);

    private void transition(ChildState from, ChildState to, Reason reason, @Nullable Throwable cause) {
        listener.onTransition(new Transition(1, "orders", 3, from, to, reason, cause, Instant.EPOCH));
    }

    @Test
    void what_is_meant_to_happen_is_worth_a_line() {
        transition(ChildState.OFF, ChildState.STARTING, Reason.FLAG_ON, null);
        assertEquals(List.of("INFO here: orders#3 OFF -> STARTING (FLAG_ON)"), log.lines());
    }

    @Test
    void the_parts_are_there_as_pairs() {
        transition(ChildState.OFF, ChildState.STARTING, Reason.FLAG_ON, null);
        assertEquals(
                List.of(
                        "yellowjack.supervisor=here yellowjack.child=orders yellowjack.incarnation=3 yellowjack.from=OFF"
                                + " yellowjack.to=STARTING yellowjack.reason=FLAG_ON"),
                log.pairs());
    }

    @Test
    void a_crash_is_an_error_and_says_what_will_become_of_the_child() {
        transition(ChildState.RUNNING, ChildState.QUARANTINED, Reason.CRASHED, CAUSE);
        transition(ChildState.RUNNING, ChildState.BACKING_OFF, Reason.CRASHED, CAUSE);
        assertEquals(
                List.of(
                        "ERROR here: orders#3 RUNNING -> QUARANTINED (CRASHED): it stays down until its flag is read OFF"
                                + " or it is released + " + CAUSE,
                        "ERROR here: orders#3 RUNNING -> BACKING_OFF (CRASHED) + " + CAUSE),
                log.lines());
    }

    @Test
    void a_child_that_failed_and_stops_has_its_error_when_it_has_stopped() {
        transition(ChildState.RUNNING, ChildState.STOPPING, Reason.FAILED, CAUSE);
        assertTrue(log.lines().get(0).startsWith("INFO"), log.lines()::toString);
    }

    @Test
    void a_flag_that_does_not_answer_is_a_warning_and_that_it_answers_again_is_told() {
        listener.onReading("orders", Reading.ON, SILENT);
        listener.onReading("orders", SILENT, Reading.ON);
        assertEquals(2, log.lines().size());
        assertTrue(log.lines().get(0).startsWith("WARN here: the flag of orders reads "), log.lines()::toString);
        assertEquals("INFO here: the flag of orders reads ON again", log.lines().get(1));
    }

    @Test
    void readings_that_show_in_the_transitions_are_not_worth_a_line() {
        listener.onReading("orders", Reading.NOT_ASKED, Reading.ON);
        listener.onReading("orders", Reading.ON, Reading.OFF);
        assertEquals(List.of(), log.lines());
    }

    @Test
    void reports_and_gaps_are_warnings() {
        listener.onReport(new Report(Report.Kind.FAILED_LATE, "orders", 3, CAUSE, Instant.EPOCH));
        listener.onMissed(7);
        assertEquals("WARN here: orders#3 FAILED_LATE + " + CAUSE, log.lines().get(0));
        assertTrue(log.lines().get(1).startsWith("WARN here: 7 log entries"), log.lines()::toString);
    }

    @Test
    void of_a_great_many_crashes_a_hundred_are_told_and_the_others_are_counted_and_one_of_another_kind_is_heard() {
        for (int i = 0; i < 10_000; i++) {
            transition(ChildState.RUNNING, ChildState.QUARANTINED, Reason.CRASHED, CAUSE);
        }
        transition(ChildState.RUNNING, ChildState.QUARANTINED, Reason.CRASHED, new IllegalStateException("another"));
        listener.close();

        List<String> lines = log.lines();
        long errors = lines.stream().filter(line -> line.startsWith("ERROR")).count();
        assertTrue(lines.stream().anyMatch(line -> line.endsWith("another")), lines::toString);
        assertTrue(errors < 1_000, () -> "a line for each of " + errors);
        assertEquals(10_001, errors + log.leftOut(), "each crash is there or counted");
    }

    @Test
    void what_was_left_out_is_told_in_time_even_where_nothing_happens_any_more() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            transition(ChildState.OFF, ChildState.STARTING, Reason.FLAG_ON, null);
        }
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (log.lines().size() + log.leftOut() < 1_000 && System.nanoTime() < deadline) {
            log.awaitMore();
        }
        long told = log.lines().stream().filter(line -> line.startsWith("INFO")).count();
        assertEquals(1_000, told + log.leftOut());
        listener.close();
    }
}
