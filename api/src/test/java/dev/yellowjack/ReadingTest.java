package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final Reading UNKNOWN = new Reading.Unknown(Reading.UnknownReason.FLAG_NOT_FOUND, "no such flag");

    @Test
    void rule4_10_aKillSwitchReadsOnAsOffAndOffAsOn() {
        assertSame(Reading.OFF, Reading.ON.inverted());
        assertSame(Reading.ON, Reading.OFF.inverted());
    }

    @Test
    void rule4_10_aKillSwitchLeavesUnknownAsItIs() {
        assertSame(UNKNOWN, UNKNOWN.inverted());
        assertSame(Reading.NOT_ASKED, Reading.NOT_ASKED.inverted());
    }

    @Test
    void onlyOnAndOffAreKnown() {
        assertTrue(Reading.ON.isKnown());
        assertTrue(Reading.OFF.isKnown());
        assertFalse(UNKNOWN.isKnown());
        assertFalse(Reading.NOT_ASKED.isKnown());
    }

    @Test
    void readingsAreEqualByWhatTheySay() {
        assertEquals(Reading.ON, new Reading.On());
        assertEquals(Reading.OFF, new Reading.Off());
        assertEquals(UNKNOWN, new Reading.Unknown(Reading.UnknownReason.FLAG_NOT_FOUND, "no such flag"));
    }

    @Test
    void aReadingSaysWhatItIs() {
        assertEquals("ON", Reading.ON.toString());
        assertEquals("OFF", Reading.OFF.toString());
        assertEquals("UNKNOWN(FLAG_NOT_FOUND: no such flag)", UNKNOWN.toString());
        assertEquals("UNKNOWN(NO_VALUE)", new Reading.Unknown(Reading.UnknownReason.NO_VALUE, "").toString());
    }

    @Test
    void anUnknownHasAReasonAndADetail() {
        assertThrows(NullPointerException.class, () -> new Reading.Unknown(null, ""));
        assertThrows(NullPointerException.class, () -> new Reading.Unknown(Reading.UnknownReason.ERROR, null));
    }

    /**
     * With one, initialising a record would initialise the interface, whose constants initialise the records: two
     * threads that begin at different ends would wait for each other for ever.
     */
    @Test
    void noDefaultMethodTiesTheInitialisationOfTheRecordsToThatOfTheInterface() {
        assertTrue(Arrays.stream(Reading.class.getDeclaredMethods()).noneMatch(Method::isDefault));
    }
}
