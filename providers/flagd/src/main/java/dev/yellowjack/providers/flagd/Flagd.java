package dev.yellowjack.providers.flagd;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Makes providers that ask flagd, or read a file in its format. Thread-safe. */
public final class Flagd {
    private Flagd() {}

    /**
     * Reads flags from a file. It need not exist yet.
     *
     * @param file where it is; it may be a symbolic link, or be replaced by another file at any time
     * @return a builder with defaults that are fit for use
     */
    public static FlagdFileBuilder file(Path file) {
        return new FlagdFileBuilder(Objects.requireNonNull(file, "file"));
    }

    /** Has flagd send all flags, and evaluates them in this process: port 8015 unless set. */
    public static FlagdServerBuilder inProcess() {
        return new FlagdServerBuilder(FlagdServerBuilder.Mode.IN_PROCESS);
    }

    /** Has flagd evaluate each flag: port 8013 unless set. */
    public static FlagdServerBuilder rpc() {
        return new FlagdServerBuilder(FlagdServerBuilder.Mode.RPC);
    }

    /**
     * Goes by the environment variables that flagd's own providers know: {@code FLAGD_RESOLVER}, {@code FLAGD_HOST} and so
     * on.
     *
     * @return a builder for the mode that they ask for: RPC where they say nothing
     * @throws IllegalArgumentException if one has a value that is not allowed, or asks for what is not supported
     */
    public static FlagdBuilder fromEnvironment() {
        return fromEnvironment(FlagdServerBuilder.Mode.RPC, System::getenv);
    }

    /**
     * As {@link #fromEnvironment()}, for an application that would rather have another mode than RPC.
     *
     * @param otherwise the mode where {@code FLAGD_RESOLVER} is not set; the other variables count all the same
     * @param variables the value by the name, or null: {@code System::getenv}, unless they come from elsewhere
     * @return a builder for the mode that is asked for
     * @throws IllegalArgumentException if one has a value that is not allowed, or asks for what is not supported
     */
    public static FlagdBuilder fromEnvironment(FlagdServerBuilder.Mode otherwise, UnaryOperator<String> variables) {
        return new FlagdEnvironment(otherwise, variables).builder();
    }
}
