package dev.yellowjack.quickstart;

import dev.yellowjack.Report;
import dev.yellowjack.Transition;

/** What happens in a supervisor, as a line for a person. */
final class Words {
    private Words() {}

    static String of(Transition transition) {
        return String.format(
                "%-10s  %s -> %s  (%s)", transition.child(), transition.from(), transition.to(), reason(transition));
    }

    static String of(Report report) {
        return String.format(
                "%-10s  incarnation %d %s: %s",
                report.child(), report.incarnation(), kind(report.kind()), of(report.problem()));
    }

    /** A failure in one line: its message, or its class where it has none. */
    static String of(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static String reason(Transition transition) {
        Throwable cause = transition.cause();
        String failure = cause == null ? "" : ": " + of(cause);
        return switch (transition.reason()) {
            case FLAG_ON -> "its flag says run";
            case FLAG_OFF -> "its flag says stop";
            case FALLBACK -> "its flag is unknown, its fallback says run";
            case BEGUN -> "incarnation " + transition.incarnation() + " has begun";
            case STOPPED -> "its body has ended";
            case CRASHED -> "it crashed" + failure;
            case FAILED -> "it failed" + failure;
            case LAUNCH_FAILED -> "it could not be launched" + failure;
            case COMPLETED -> "it completed";
            case RESTARTED -> "its back-off is over";
            case RELEASED -> "it was released";
            case REMOVED -> "it was removed";
            case CLOSED -> "the supervisor closes";
            case ENGINE_FAILED -> "the engine failed, please report this" + failure;
        };
    }

    private static String kind(Report.Kind kind) {
        return switch (kind) {
            case OVERDUE -> "does not end";
            case THREW_WHILE_STOPPING -> "threw while it stopped";
            case CALLBACK_THREW -> "has a stop callback that threw";
            case FAILED_LATE -> "failed after its stop was requested";
        };
    }
}
