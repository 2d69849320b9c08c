package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private final Properties properties = new Properties();

    @Test
    void unless_told_otherwise_there_are_100_tries_of_any_seed() {
        assertEquals(new Options(100, OptionalLong.empty()), Options.from(properties));
    }

    @Test
    void tries_and_seed_are_read() {
        properties.setProperty("yellowjack.tck.tries", "1000000");
        properties.setProperty("yellowjack.tck.seed", "-42");

        assertEquals(new Options(1_000_000, OptionalLong.of(-42)), Options.from(properties));
    }

    @Test
    void what_is_no_number_of_tries_is_refused() {
        for (String garbage : List.of("", "0", "-1", "1000001", "many", "1.5", "99999999999999999999")) {
            assertRefused("yellowjack.tck.tries", garbage, "a number from 1 to 1000000");
        }
    }

    @Test
    void what_is_no_seed_is_refused() {
        for (String garbage : List.of("", "0x1", "seed", "99999999999999999999")) {
            assertRefused("yellowjack.tck.seed", garbage, "a whole number");
        }
    }

    private void assertRefused(String property, String value, String allowed) {
        properties.setProperty(property, value);
        String message = assertThrows(IllegalArgumentException.class, () -> Options.from(properties))
                .getMessage();
        assertTrue(message.startsWith("-D" + property + "=" + value + " is not " + allowed), message);
    }
}
