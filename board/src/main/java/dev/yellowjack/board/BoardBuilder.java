package dev.yellowjack.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a {@link Board} is to be. May be started several times. Not thread-safe. */
public final class BoardBuilder {
    /** The least number of characters of a token: 16, which nobody guesses. */
    public static final int SHORTEST_TOKEN = 16;

    private static final int LAST_PORT = 65_535;

    private InetAddress address = InetAddress.getLoopbackAddress();
    private int port;
    private @Nullable String token;
    private final Set<String> hosts = new LinkedHashSet<>();

    BoardBuilder() {}

    /**
     * The address to listen on. Anywhere but on the loopback address a {@linkplain #token token} is needed, for reading too;
     * and as the token and all else is sent as it is, there should be a proxy with TLS, or a network that you trust.
     *
     * @param address the loopback address unless set
     */
    public BoardBuilder address(InetAddress address) {
        this.address = Objects.requireNonNull(address, "address");
        return this;
    }

    /**
     * The port to listen on.
     *
     * @param port 0 for any that is free, which it is unless set; 65,535 at most
     * @throws IllegalArgumentException if it is no port
     */
    public BoardBuilder port(int port) {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("port is " + port + ", must be 0 (any that is free) to " + LAST_PORT);
        }
        this.port = port;
        return this;
    }

    /**
     * What has to be known to release children and have flags checked. Without one the board is for reading alone.
     *
     * @param token at least {@value #SHORTEST_TOKEN} characters, of the visible ones of ASCII
     * @throws IllegalArgumentException if it is too short, or holds anything else; the message does not have it
     */
    public BoardBuilder token(String token) {
        Objects.requireNonNull(token, "token");
        if (token.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException("the token has " + token.length() + " characters, must have at least "
                    + SHORTEST_TOKEN + "; make a random one");
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("the token holds a blank or something that is not ASCII, which a header"
                    + " cannot carry; use letters, digits and signs");
        }
        this.token = token;
        return this;
    }

    /**
     * Another name by which browsers reach the board: that of a proxy, say. Requests for any other host are refused, so that
     * no page of a stranger can have its own name lead here.
     *
     * @param name as browsers send it, with its port where that is not the default one; {@code localhost}, the loopback
     *     addresses and the {@link #address} are known, each with the board's port
     * @throws IllegalArgumentException if it is blank, or has a blank or a slash in it
     */
    public BoardBuilder host(String name) {
        if (Objects.requireNonNull(name, "host").isBlank() || name.matches(".*[\\s/].*")) {
            throw new IllegalArgumentException(
                    "host is '" + name + "', must be a name and perhaps a port, such as board.example.org:8443");
        }
        hosts.add(name.toLowerCase(Locale.ROOT));
        return this;
    }

    /**
     * Serves the board.
     *
     * @throws IllegalStateException if the address is not the loopback one, and there is no token
     * @throws UncheckedIOException if it cannot listen there: the port is taken, say
     */
    public Board start() {
        if (!address.isLoopbackAddress() && token == null) {
            throw new IllegalStateException("the board is to listen on " + address.getHostAddress()
                    + ", where others can reach it: set a token, or leave it on the loopback address");
        }
        Watch watch = new Watch();
        try {
            Guard guard = new Guard(Optional.ofNullable(token), !address.isLoopbackAddress(), Set.copyOf(hosts));
            Server server = new Server(new InetSocketAddress(address, port), guard, watch);
            watch.start();
            return new Board(server, watch);
        } catch (IOException cannot) {
            throw new UncheckedIOException(
                    "the board cannot listen on " + address.getHostAddress() + ", port " + port + "; take another",
                    cannot);
        }
    }
}
