package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.BACKING_OFF;
import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.ChildState.STARTING;
import static dev.yellowjack.ChildState.STOPPING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.ChildState;
import dev.yellowjack.Transition.Reason;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateDiagramTest {
    private static boolean isAllowed(ChildState from, ChildState to, Reason reason) {
        return StateDiagram.bundled().allows(new Move(from, to, reason, 1, null));
    }

    @Test
    void a_way_is_allowed_for_each_reason_that_its_label_names() {
        assertTrue(isAllowed(OFF, STARTING, Reason.FLAG_ON));
        assertTrue(isAllowed(OFF, STARTING, Reason.FALLBACK));
        assertTrue(isAllowed(STARTING, BACKING_OFF, Reason.LAUNCH_FAILED));
        assertTrue(isAllowed(STOPPING, QUARANTINED, Reason.CRASHED));
    }

    @Test
    void a_way_is_not_allowed_for_another_reason() {
        assertFalse(isAllowed(OFF, STARTING, Reason.RELEASED));
        assertFalse(isAllowed(RUNNING, QUARANTINED, Reason.LAUNCH_FAILED));
    }

    @Test
    void what_a_label_says_after_the_reason_is_none() {
        assertFalse(isAllowed(STOPPING, BACKING_OFF, Reason.FAILED), "CRASHED after FAILED");
    }

    @Test
    void no_way_leads_where_no_arrow_does() {
        assertFalse(isAllowed(OFF, RUNNING, Reason.BEGUN));
        assertFalse(isAllowed(QUARANTINED, STARTING, Reason.FLAG_ON));
    }

    @Test
    void every_reason_but_a_failure_of_the_engine_leads_somewhere() {
        Set<Reason> named = EnumSet.noneOf(Reason.class);
        for (Reason reason : Reason.values()) {
            for (ChildState from : ChildState.values()) {
                if (Arrays.stream(ChildState.values()).anyMatch(to -> isAllowed(from, to, reason))) {
                    named.add(reason);
                }
            }
        }

        assertEquals(EnumSet.complementOf(EnumSet.of(Reason.ENGINE_FAILED)), named);
    }

    @Test
    void a_text_without_a_diagram_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new StateDiagram("OFF --> STARTING"));
    }
}
