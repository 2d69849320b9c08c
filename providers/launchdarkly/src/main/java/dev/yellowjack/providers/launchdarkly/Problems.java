package dev.yellowjack.providers.launchdarkly;

import com.launchdarkly.sdk.server.interfaces.DataSourceStatusProvider.ErrorInfo;
import com.launchdarkly.sdk.server.interfaces.DataSourceStatusProvider.Status;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong, in words that hold no credentials. Thread-safe. */
final class Problems {
    private static final Pattern USER_IN_URL = Pattern.compile("//[^/\\s]+@");
    private static final Pattern PACKAGE = Pattern.compile("(?<![/\\w.])(?:[a-z0-9_]+\\.){2,}(?=[A-Z])");

    /** Shorter ones are none: they are given where there is no LaunchDarkly, and may be words of a message. */
    private static final int SHORTEST_SECRET = 8;

    private final String secret;

    Problems(String secret) {
        this.secret = secret;
    }

    /** There have been no flags at all. */
    String ofSilence(Status status, Duration deadline) {
        return "No flags from LaunchDarkly within " + deadline.toMillis() + " ms: " + of(status.getLastError())
                + ". They are taken as soon as they come.";
    }

    /** Flags are those of before. */
    String ofOutage(Status status) {
        return "LaunchDarkly is lost: " + of(status.getLastError()) + ". Its last flags are in force.";
    }

    /** LaunchDarkly's client has given up. */
    String ofEnd(Status status) {
        ErrorInfo error = status.getLastError();
        boolean refused = error != null && (error.getStatusCode() == 401 || error.getStatusCode() == 403);
        return refused
                ? "LaunchDarkly refuses the SDK key (HTTP " + error.getStatusCode()
                        + "), and is not asked again. Give a" + " server-side key that is valid, in a new provider."
                : "LaunchDarkly's client has given up: " + of(error) + ". Set a new provider.";
    }

    String of(Throwable wrong) {
        return readable(wrong.toString());
    }

    private String of(@Nullable ErrorInfo error) {
        if (error == null) {
            return "nothing was heard";
        }
        if (error.getStatusCode() > 0) {
            return "HTTP " + error.getStatusCode();
        }
        String what = error.getMessage();
        return what == null || what.isBlank() ? error.getKind().toString() : readable(what);
    }

    /** Without credentials, and without the packages of exceptions, which are long and tell nobody anything. */
    private String readable(String text) {
        String secretless = USER_IN_URL
                .matcher((secret.length() < SHORTEST_SECRET ? text : text.replace(secret, "***")))
                .replaceAll("//***@");
        return PACKAGE.matcher(secretless).replaceAll("");
    }
}
