package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a listener and a status are made of has all its parts, but for those that may be missing. */
class ValuesTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final Throwable CAUSE = new Exception("cause");
    private static final ChildState OFF = ChildState.OFF;
    private static final Transition.Reason REASON = Transition.Reason.FLAG_ON;

    private static void assertRefused(Executable incomplete) {
        assertNotNull(assertThrows(NullPointerException.class, incomplete).getMessage());
    }

    @Test
    void aCrashIsComplete() {
        assertRefused(() -> new Crash(null, 1, NOW));
        assertRefused(() -> new Crash(CAUSE, 1, null));
    }

    @Test
    void aReportIsComplete() {
        assertRefused(() -> new Report(null, "a", 1, CAUSE, NOW));
        assertRefused(() -> new Report(Report.Kind.OVERDUE, null, 1, CAUSE, NOW));
        assertRefused(() -> new Report(Report.Kind.OVERDUE, "a", 1, null, NOW));
        assertRefused(() -> new Report(Report.Kind.OVERDUE, "a", 1, CAUSE, null));
    }

    @Test
    void aTransitionIsCompleteButMayHaveNoCause() {
        assertNull(new Transition(1, "a", 0, OFF, ChildState.STARTING, REASON, null, NOW).cause());
        assertRefused(() -> new Transition(1, null, 0, OFF, OFF, REASON, null, NOW));
        assertRefused(() -> new Transition(1, "a", 0, null, OFF, REASON, null, NOW));
        assertRefused(() -> new Transition(1, "a", 0, OFF, null, REASON, null, NOW));
        assertRefused(() -> new Transition(1, "a", 0, OFF, OFF, null, null, NOW));
        assertRefused(() -> new Transition(1, "a", 0, OFF, OFF, REASON, null, null));
    }

    @Test
    void aStatusIsCompleteButMayHaveNoCrash() {
        assertNull(new ChildStatus("a", "flag", false, OFF, Reading.OFF, NOW, NOW, 0, 0, null, false).lastCrash());
        assertRefused(() -> new ChildStatus(null, "flag", false, OFF, Reading.OFF, NOW, NOW, 0, 0, null, false));
        assertRefused(() -> new ChildStatus("a", null, false, OFF, Reading.OFF, NOW, NOW, 0, 0, null, false));
        assertRefused(() -> new ChildStatus("a", "flag", false, null, Reading.OFF, NOW, NOW, 0, 0, null, false));
        assertRefused(() -> new ChildStatus("a", "flag", false, OFF, null, NOW, NOW, 0, 0, null, false));
        assertRefused(() -> new ChildStatus("a", "flag", false, OFF, Reading.OFF, NOW, null, 0, 0, null, false));
    }

    private static void assertImpossible(String message, Executable impossible) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, impossible).getMessage());
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        assertImpossible("incarnation is -1, must be at least 0", () -> new Crash(CAUSE, -1, NOW));
        assertImpossible(
                "incarnation is -1, must be at least 0", () -> new Report(Report.Kind.OVERDUE, "a", -1, CAUSE, NOW));
        assertImpossible(
                "number is 0, must be at least 1", () -> new Transition(0, "a", 0, OFF, OFF, REASON, null, NOW));
        assertImpossible(
                "incarnation is -1, must be at least 0", () -> new Transition(1, "a", -1, OFF, OFF, REASON, null, NOW));
        assertImpossible(
                "incarnations is -1, must be at least 0",
                () -> new ChildStatus("a", "flag", false, OFF, Reading.OFF, NOW, NOW, -1, 0, null, false));
        assertImpossible(
                "crashes is -1, must be at least 0",
                () -> new ChildStatus("a", "flag", false, OFF, Reading.OFF, NOW, NOW, 0, -1, null, false));
    }

    @Test
    void aCrashOfWhatNeverRanHasNoIncarnation() {
        assertEquals(0, new Crash(CAUSE, 0, NOW).incarnation());
    }

    @ParameterizedTest
    @EnumSource(value = ChildState.class, mode = EnumSource.Mode.EXCLUDE, names = "STOPPING")
    void onlyAChildThatIsStoppingIsOverdue(ChildState state) {
        assertImpossible(
                "overdue and " + state + ", must be STOPPING to be overdue",
                () -> new ChildStatus("a", "flag", false, state, Reading.OFF, NOW, NOW, 1, 0, null, true));
    }

    @Test
    void aSupervisorStatusIsComplete() {
        assertRefused(() -> new SupervisorStatus("orders", null, NOW, List.of()));
        assertRefused(() -> new SupervisorStatus("orders", "host", null, List.of()));
        assertRefused(() -> new SupervisorStatus("orders", "host", NOW, null));
        assertRefused(() -> new SupervisorStatus("orders", "host", NOW, Collections.singletonList(null)));
    }
}
