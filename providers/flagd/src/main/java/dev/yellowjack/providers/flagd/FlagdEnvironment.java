package dev.yellowjack.providers.flagd;

import dev.yellowjack.providers.flagd.FlagdServerBuilder.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What flagd's environment variables ask for. */
final class FlagdEnvironment {
    /** Whoever sets one of these relies on it: to ignore it would be worse than to refuse it. */
    private static final List<String> UNSUPPORTED =
            List.of("FLAGD_TARGET_URI", "FLAGD_SOCKET_PATH", "FLAGD_DEFAULT_AUTHORITY", "FLAGD_SOURCE_PROVIDER_ID");

    private final Mode otherwise;
    private final UnaryOperator<String> variables;

    FlagdEnvironment(Mode otherwise, UnaryOperator<String> variables) {
        this.otherwise = otherwise;
        this.variables = variables;
    }

    FlagdBuilder builder() {
        String resolver = value("FLAGD_RESOLVER").orElse(otherwise.toString()).toLowerCase(Locale.ROOT);
        Optional<String> file = value("FLAGD_OFFLINE_FLAG_SOURCE_PATH");
        return switch (resolver) {
            case "rpc" -> server(Flagd.rpc());
            // As flagd's own provider does: a path makes a file of it.
            case "in-process" -> file.isPresent() ? file(file) : server(Flagd.inProcess());
            case "file" -> file(file);
            default ->
                throw new IllegalArgumentException("FLAGD_RESOLVER is \"" + resolver
                        + "\", but has to be rpc, in-process or file. Set it to one of them, or leave it out for "
                        + otherwise + ".");
        };
    }

    private FlagdFileBuilder file(Optional<String> path) {
        FlagdFileBuilder builder = Flagd.file(Path.of(path.orElseThrow(() -> new IllegalArgumentException(
                "FLAGD_RESOLVER is file, but no file is named. Set FLAGD_OFFLINE_FLAG_SOURCE_PATH to its path."))));
        number("FLAGD_OFFLINE_POLL_MS", millis -> builder.pollInterval(Duration.ofMillis(millis)));
        number("FLAGD_RETRY_GRACE_PERIOD", seconds -> builder.grace(Duration.ofSeconds(seconds)));
        return builder;
    }

    private FlagdServerBuilder server(FlagdServerBuilder builder) {
        for (String name : UNSUPPORTED) {
            if (value(name).isPresent()) {
                throw new IllegalArgumentException(
                        name + " is set, but not supported. Unset it, and use FLAGD_HOST and FLAGD_PORT.");
            }
        }
        value("FLAGD_HOST").ifPresent(builder::host);
        number("FLAGD_PORT", builder::port);
        value("FLAGD_TLS").ifPresent(text -> builder.tls(truth("FLAGD_TLS", text)));
        value("FLAGD_SERVER_CERT_PATH").map(Path::of).ifPresent(builder::certificate);
        value("FLAGD_SOURCE_SELECTOR").ifPresent(builder::selector);
        number("FLAGD_RETRY_GRACE_PERIOD", seconds -> builder.grace(Duration.ofSeconds(seconds)));
        return builder;
    }

    private static boolean truth(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        name + " is neither true nor false. Set it to one of them, or leave it out for false.");
        };
    }

    private void number(String name, Consumer<Integer> setting) {
        Optional<String> text = value(name);
        if (text.isEmpty()) {
            return;
        }
        int number;
        try {
            number = Integer.parseInt(text.get().strip());
        } catch (NumberFormatException words) {
            throw new IllegalArgumentException(name + " is not a whole number. Set it to one, or leave it out.");
        }
        try {
            setting.accept(number);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(name + ": " + refused.getMessage(), refused);
        }
    }

    @SuppressWarnings("NullAway") // System.getenv has null for what is not set.
    private Optional<String> value(String name) {
        return Optional.ofNullable(variables.apply(name)).filter(text -> !text.isBlank());
    }
}
