package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaiversTest {
    @Test
    void reasons_are_in_the_order_of_the_rules() {
        Waivers waivers = Waivers.of(Map.of("4.10", " one ", "4.9", "two", "2.7", "three"));

        assertEquals(
                List.of("2.7", "4.9", "4.10"), List.copyOf(waivers.reasons().keySet()));
        assertEquals("one", waivers.reasons().get("4.10"));
    }

    @Test
    void a_rule_that_does_not_exist_cannot_be_waived() {
        for (String none : List.of("99.1", "2", "§2.7", "")) {
            assertRefused(Map.of(none, "why not"), "'" + none + "'", "such as \"2.7\"", "1.1, 1.2");
        }
    }

    @Test
    void a_rule_cannot_be_waived_without_a_reason() {
        assertRefused(Map.of("2.7", " "), "§2.7", "without a reason", "why it cannot be kept");
    }

    private static void assertRefused(Map<String, String> waived, String... told) {
        String message = assertThrows(IllegalArgumentException.class, () -> Waivers.of(waived))
                .getMessage();
        for (String part : told) {
            assertTrue(message.contains(part), message);
        }
    }
}
