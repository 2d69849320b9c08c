package dev.yellowjack.spi;

import dev.yellowjack.Reading;
import dev.yellowjack.Reading.Unknown;
import dev.yellowjack.Reading.UnknownReason;
import dev.yellowjack.runtime.SupervisorTelemetry;

/**
 * What questions came to, counted until there is a moment to tell: a hundred thousand of them are asked in a few
 * milliseconds. The {@link FlagReader}'s turn's alone.
 */
final class Outcomes {
    private static final UnknownReason[] REASONS = UnknownReason.values();

    private final long[] unknown = new long[REASONS.length];
    private long on;
    private long off;

    void count(Reading reading) {
        if (reading instanceof Unknown silent) {
            unknown[silent.reason().ordinal()]++;
        } else if (reading.equals(Reading.ON)) {
            on++;
        } else {
            off++;
        }
    }

    /** Tells what has been counted, and begins anew. */
    void tell(SupervisorTelemetry telemetry) {
        tell(telemetry, Reading.ON, on);
        tell(telemetry, Reading.OFF, off);
        on = 0;
        off = 0;
        for (UnknownReason reason : REASONS) {
            tell(telemetry, new Unknown(reason, ""), unknown[reason.ordinal()]);
            unknown[reason.ordinal()] = 0;
        }
    }

    private static void tell(SupervisorTelemetry telemetry, Reading reading, long times) {
        if (times > 0) {
            telemetry.answered(reading, times);
        }
    }
}
