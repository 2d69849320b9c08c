package dev.yellowjack.providers.flagd;

import dev.openfeature.sdk.FeatureProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Settings of a provider that asks a flagd server. Not thread-safe. */
public final class FlagdServerBuilder implements FlagdBuilder {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[?[0-9A-Fa-f:.]+]?");

    private final Mode mode;
    private String host = "localhost";
    private int port;
    private boolean tls;
    private Optional<Path> certificate = Optional.empty();
    private Optional<String> selector = Optional.empty();
    private Duration deadline = Duration.ofSeconds(5);
    private Duration evaluationDeadline = Duration.ofMillis(500);
    private Duration grace = Duration.ofSeconds(5);

    FlagdServerBuilder(Mode mode) {
        this.mode = mode;
        this.port = mode.port;
    }

    /**
     * Where flagd is.
     *
     * @param name a host name or an address, without scheme, credentials or port; {@code localhost} unless set
     * @return this
     * @throws IllegalArgumentException if it is anything else; the message does not repeat it, as it may hold a password
     */
    public FlagdServerBuilder host(String name) {
        if (!HOST.matcher(name).matches()) {
            throw new IllegalArgumentException("The host is neither a host name nor an address. Give it alone, without"
                    + " scheme, user, password or path, and the port by port(int).");
        }
        host = name;
        return this;
    }

    /**
     * The port of flagd.
     *
     * @param number from 1 to 65535; 8013 for RPC and 8015 in process unless set
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public FlagdServerBuilder port(int number) {
        if (number < 1 || number > 65_535) {
            throw new IllegalArgumentException(
                    "The port is " + number + ", but has to be from 1 to 65535. flagd's own is " + mode.port + ".");
        }
        port = number;
        return this;
    }

    /**
     * Whether to use TLS; not unless set.
     *
     * @return this
     */
    public FlagdServerBuilder tls(boolean on) {
        tls = on;
        return this;
    }

    /**
     * The certificate to trust, which also turns TLS on; the JDK's own ones unless set.
     *
     * @param pem a file in PEM format
     * @return this
     * @throws IllegalArgumentException if it cannot be read: a provider that trusts others instead is not what was asked for
     */
    public FlagdServerBuilder certificate(Path pem) {
        if (!Files.isReadable(pem) || Files.isDirectory(pem)) {
            throw new IllegalArgumentException("The certificate " + pem
                    + " cannot be read. Name a file in PEM format that this process may read.");
        }
        certificate = Optional.of(pem);
        tls = true;
        return this;
    }

    /**
     * Which of flagd's sources to take flags from: all unless set.
     *
     * @param source as flagd calls it
     * @return this
     * @throws IllegalStateException with RPC, whose protocol has no such thing
     */
    public FlagdServerBuilder selector(String source) {
        if (mode == Mode.RPC) {
            throw new IllegalStateException("RPC has no selector. Leave it out, or use Flagd.inProcess().");
        }
        selector = Optional.of(source);
        return this;
    }

    /**
     * How long the initialisation waits for flagd. Past it the provider is in error, and becomes ready when flagd answers.
     *
     * @param limit from 100 ms to 1 min; 5 s unless set, because a cold JVM takes up to one second
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public FlagdServerBuilder deadline(Duration limit) {
        deadline = Limits.within("The deadline", limit, Duration.ofMillis(100), Duration.ofMinutes(1));
        return this;
    }

    /**
     * How long one evaluation by RPC may take. After one that took longer, others fail at once for a second, so that a
     * server that hangs costs one such wait a second.
     *
     * @param limit from 10 ms to 1 min; 500 ms unless set
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     * @throws IllegalStateException in process, where evaluations wait for nothing
     */
    public FlagdServerBuilder evaluationDeadline(Duration limit) {
        if (mode == Mode.IN_PROCESS) {
            throw new IllegalStateException(
                    "In process, evaluations wait for nothing. Leave their deadline out, or use Flagd.rpc().");
        }
        evaluationDeadline =
                Limits.within("The evaluation deadline", limit, Duration.ofMillis(10), Duration.ofMinutes(1));
        return this;
    }

    /**
     * How long the provider is stale without flagd until it is in error.
     *
     * @param time from 0 to 1 h; 5 s unless set, as in flagd's own provider
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public FlagdServerBuilder grace(Duration time) {
        grace = Limits.within("The grace", time, Duration.ZERO, Duration.ofHours(1));
        return this;
    }

    @Override
    public FeatureProvider build() {
        String name = "flagd at " + host + ":" + port;
        Server server = new Server(host, port, tls, certificate);
        return switch (mode) {
            case IN_PROCESS -> {
                LocalFlags flags = new LocalFlags();
                yield new FlagdEvents(name, new SyncSource(server, selector, flags), flags, deadline, grace);
            }
            case RPC -> {
                RemoteFlags flags = new RemoteFlags(server, evaluationDeadline);
                yield new FlagdEvents(name, flags, flags, deadline, grace);
            }
        };
    }

    /** The mode and where flagd is, and nothing else. */
    @Override
    public String toString() {
        return mode + " flagd at " + host + ":" + port + (tls ? " with TLS" : "");
    }

    /** Who evaluates. Immutable and thread-safe. */
    public enum Mode {
        /** This process, by flags that flagd sends: {@link Flagd#inProcess()}. */
        IN_PROCESS("in-process", 8015),

        /** flagd: {@link Flagd#rpc()}. */
        RPC("rpc", 8013);

        private final String words;
        private final int port;

        Mode(String words, int port) {
            this.words = words;
            this.port = port;
        }

        /** As {@code FLAGD_RESOLVER} has it. */
        @Override
        public String toString() {
            return words;
        }
    }
}
