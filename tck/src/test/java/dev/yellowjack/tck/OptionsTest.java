package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private final Properties properties = new Properties();

    @Test
    void unless_told_otherwise_there_are_100_tries_of_any_seed_and_a_patience_of_10_seconds() {
        assertEquals(new Options(100, OptionalLong.empty(), Duration.ofSeconds(10)), Options.from(properties));
    }

    @Test
    void tries_seed_and_patience_are_read() {
        properties.setProperty("yellowjack.tck.tries", "1000000");
        properties.setProperty("yellowjack.tck.seed", "-42");
        properties.setProperty("yellowjack.tck.patience", "2");

        assertEquals(new Options(1_000_000, OptionalLong.of(-42), Duration.ofSeconds(2)), Options.from(properties));
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

    @Test
    void what_is_no_number_of_seconds_is_refused() {
        for (String garbage : List.of("", "0", "-1", "3601", "2s", "PT2S")) {
            assertRefused("yellowjack.tck.patience", garbage, "a number from 1 to 3600");
        }
    }

    private void assertRefused(String property, String value, String allowed) {
        properties.setProperty(property, value);
        String message = assertThrows(IllegalArgumentException.class, () -> Options.from(properties))
                .getMessage();
        assertTrue(message.startsWith("-D" + property + "=" + value + " is not " + allowed), message);
    }
}
