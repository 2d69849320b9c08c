package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusTest {
    private static final Instant NOW = Instant.EPOCH;

    private static ChildStatus child(String id, ChildState state, boolean overdue) {
        return new ChildStatus(id, "flag", false, state, Reading.ON, NOW, NOW, 1, 0, null, overdue);
    }

    private static SupervisorStatus statusOf(ChildStatus... children) {
        return new SupervisorStatus("orders", "host", NOW, List.of(children));
    }

    @Test
    void rule7_1_theCountsNameEveryStateAndAddUpToTheChildren() {
        SupervisorStatus status = statusOf(
                child("a", ChildState.RUNNING, false),
                child("b", ChildState.OFF, false),
                child("c", ChildState.RUNNING, false));
        Map<ChildState, Integer> counts = status.counts();
        assertEquals(EnumSet.allOf(ChildState.class), counts.keySet());
        assertEquals(2, counts.get(ChildState.RUNNING));
        assertEquals(1, counts.get(ChildState.OFF));
        assertEquals(0, counts.get(ChildState.QUARANTINED));
        assertEquals(3, counts.values().stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void theCountsOfNoChildrenAreAllZero() {
        assertEquals(EnumSet.allOf(ChildState.class), statusOf().counts().keySet());
        assertEquals(Set.of(0), Set.copyOf(statusOf().counts().values()));
        assertTrue(statusOf().healthy());
    }

    @ParameterizedTest
    @EnumSource(ChildState.class)
    void rule7_4_onlyQuarantineIsAnUnhealthyState(ChildState state) {
        assertEquals(state != ChildState.QUARANTINED, child("a", state, false).healthy());
    }

    @Test
    void rule7_4_overdueIsUnhealthy() {
        assertFalse(child("a", ChildState.STOPPING, true).healthy());
    }

    @Test
    void rule7_4_oneUnhealthyChildMakesTheSupervisorUnhealthy() {
        ChildStatus well = child("a", ChildState.OFF, false);
        assertTrue(statusOf(well).healthy());
        assertFalse(statusOf(well, child("b", ChildState.QUARANTINED, false)).healthy());
        assertFalse(statusOf(child("b", ChildState.STOPPING, true), well).healthy());
    }

    @Test
    void aSnapshotKeepsItsChildren() {
        List<ChildStatus> children = new ArrayList<>(List.of(child("a", ChildState.OFF, false)));
        SupervisorStatus status = new SupervisorStatus("orders", "host", NOW, children);
        children.clear();
        assertEquals(1, status.children().size());
        assertThrows(
                UnsupportedOperationException.class, () -> status.children().clear());
    }
}
