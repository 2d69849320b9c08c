package dev.yellowjack.providers.flagd;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** Says in one line why a call to flagd has failed. */
final class Failure {
    private Failure() {}

    static String words(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        String what = firstLine(status.getDescription());
        for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
            // gRPC itself says no more than "io exception" of a certificate that is not trusted.
            what = joined(what, firstLine(cause.getMessage()));
        }
        return status.getCode() + (what.isEmpty() ? " without a reason" : " (" + what + ")");
    }

    private static String joined(String words, String more) {
        return words.contains(more) ? words : words.isEmpty() ? more : words + ": " + more;
    }

    /** gRPC adds its channel's handlers in a second one. */
    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}
