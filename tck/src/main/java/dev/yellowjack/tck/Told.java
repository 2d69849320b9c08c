package dev.yellowjack.tck;

import dev.yellowjack.Report;
import dev.yellowjack.Report.Kind;
import org.jspecify.annotations.Nullable;

/** What a report says, but for its time. The problem of one that is OVERDUE is made by the runtime, and left out. */
record Told(Kind kind, int incarnation, @Nullable Throwable problem) {
    static Told of(Report report) {
        return new Told(report.kind(), report.incarnation(), report.kind() == Kind.OVERDUE ? null : report.problem());
    }

    /** The rule that asks for it. */
    String rule() {
        return switch (kind) {
            case OVERDUE -> "2.4";
            case THREW_WHILE_STOPPING -> "2.5";
            case CALLBACK_THREW -> "2.1";
            case FAILED_LATE -> "3.8";
        };
    }
}
