package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.Unknown;
import dev.yellowjack.Reading.UnknownReason;
import dev.yellowjack.Report;
import dev.yellowjack.Transition;
import dev.yellowjack.Transition.Reason;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/** What a person on call finds in the log. */
class LogListenerTest {
    private static final Throwable CAUSE = new Exception("cause");
    private static final Reading SILENT = new Unknown(UnknownReason.ERROR, "no answer");

    private final List<String> lines = new ArrayList<>();
    private final LogListener listener = new LogListener("here", (Logger) Proxy.newProxyInstance(
            Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                Object[] values =
                        arguments[1] instanceof Object[] all ? all : Arrays.copyOfRange(arguments, 1, arguments.length);
                var formatted = MessageFormatter.arrayFormat((String) arguments[0], values);
                String thrown = formatted.getThrowable() == null ? "" : " + " + formatted.getThrowable();
                lines.add(method.getName() + " " + formatted.getMessage() + thrown);
                return null;
            }));

    private void transition(ChildState from, ChildState to, Reason reason, @Nullable Throwable cause) {
        listener.onTransition(new Transition(1, "orders", 3, from, to, reason, cause, Instant.EPOCH));
    }

    @Test
    void what_is_meant_to_happen_is_worth_a_line() {
        transition(ChildState.OFF, ChildState.STARTING, Reason.FLAG_ON, null);
        assertEquals(List.of("info here: orders#3 OFF -> STARTING (FLAG_ON)"), lines);
    }

    @Test
    void a_crash_is_an_error_and_says_what_will_become_of_the_child() {
        transition(ChildState.RUNNING, ChildState.QUARANTINED, Reason.CRASHED, CAUSE);
        transition(ChildState.RUNNING, ChildState.BACKING_OFF, Reason.CRASHED, CAUSE);
        assertEquals(
                List.of(
                        "error here: orders#3 RUNNING -> QUARANTINED (CRASHED): it stays down until its flag is read OFF"
                                + " or it is released + " + CAUSE,
                        "error here: orders#3 RUNNING -> BACKING_OFF (CRASHED) + " + CAUSE),
                lines);
    }

    @Test
    void a_child_that_failed_and_stops_has_its_error_when_it_has_stopped() {
        transition(ChildState.RUNNING, ChildState.STOPPING, Reason.FAILED, CAUSE);
        assertTrue(lines.get(0).startsWith("info"), lines::toString);
    }

    @Test
    void a_flag_that_does_not_answer_is_a_warning_and_that_it_answers_again_is_told() {
        listener.onReading("orders", Reading.ON, SILENT);
        listener.onReading("orders", SILENT, Reading.ON);
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).startsWith("warn here: the flag of orders reads "), lines::toString);
        assertEquals("info here: the flag of orders reads ON again", lines.get(1));
    }

    @Test
    void readings_that_show_in_the_transitions_are_not_worth_a_line() {
        listener.onReading("orders", Reading.NOT_ASKED, Reading.ON);
        listener.onReading("orders", Reading.ON, Reading.OFF);
        assertEquals(List.of(), lines);
    }

    @Test
    void reports_and_gaps_are_warnings() {
        listener.onReport(new Report(Report.Kind.FAILED_LATE, "orders", 3, CAUSE, Instant.EPOCH));
        listener.onMissed(7);
        assertEquals("warn here: orders#3 FAILED_LATE + " + CAUSE, lines.get(0));
        assertTrue(lines.get(1).startsWith("warn here: 7 log entries"), lines::toString);
    }
}
