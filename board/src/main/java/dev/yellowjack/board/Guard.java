package dev.yellowjack.board;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what: whether a request is one that this board's own page can have made, and whether it knows the token.
 *
 * @param token what has to be known to change anything; empty where nothing can be changed
 * @param forReadingToo whether it has to be known for reading as well
 * @param otherHosts names by which the board is reached beside its own
 */
record Guard(Optional<String> token, boolean forReadingToo, Set<String> otherHosts) {
    private static final String BEARER = "Bearer ";
    private static final int DEFAULT_PORT = 80;

    /** What a request lacks, and what to answer then. */
    record Refusal(int status, String why) {}

    /** Whether a request may be answered at all: it is meant for this board, and comes from no stranger's page. */
    Optional<Refusal> ofStranger(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String host = headers.getFirst("Host");
        if (host == null || !isOwn(host.toLowerCase(Locale.ROOT), exchange.getLocalAddress())) {
            return Optional.of(new Refusal(421, "This board is not '" + host + "'."));
        }
        String origin = headers.getFirst("Origin");
        if (origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host)) {
            return Optional.of(new Refusal(403, "Other pages may not ask this board."));
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        boolean navigates = "navigate".equals(headers.getFirst("Sec-Fetch-Mode"));
        if (site != null && !site.equals("same-origin") && !site.equals("none") && !navigates) {
            return Optional.of(new Refusal(403, "Other pages may not ask this board."));
        }
        return Optional.empty();
    }

    private boolean isOwn(String host, InetSocketAddress local) {
        boolean hasPort = host.matches(".*:\\d+$") && !host.endsWith("]");
        String whole = hasPort ? host : host + ":" + DEFAULT_PORT;
        return otherHosts.contains(host) || hosts(local).contains(whole) || isAddressOf(whole, local);
    }

    /** There are many ways to write an address of IPv6. Within brackets there is no name, so nothing is looked up. */
    private static boolean isAddressOf(String host, InetSocketAddress local) {
        if (!host.matches("\\[[0-9a-f:.]+]:" + local.getPort())) {
            return false;
        }
        try {
            InetAddress meant = InetAddress.getByName(host.substring(0, host.indexOf(']') + 1));
            return Arrays.equals(meant.getAddress(), local.getAddress().getAddress());
        } catch (UnknownHostException malformed) {
            return false;
        }
    }

    private static Set<String> hosts(InetSocketAddress local) {
        Set<String> hosts = new HashSet<>();
        String address = local.getAddress().getHostAddress().replaceFirst("%.*", "");
        for (String name : new String[] {"localhost", "127.0.0.1", "[::1]", address, "[" + address + "]"}) {
            hosts.add(name + ":" + local.getPort());
        }
        return hosts;
    }

    /** Whether data may be read. */
    Optional<Refusal> ofReader(HttpExchange exchange) {
        return forReadingToo ? ofStrangerToTheToken(exchange) : Optional.empty();
    }

    /** Whether something may be changed. */
    Optional<Refusal> ofWriter(HttpExchange exchange) {
        return token.isEmpty()
                ? Optional.of(new Refusal(403, "This board is for reading: it was started without a token."))
                : ofStrangerToTheToken(exchange);
    }

    private Optional<Refusal> ofStrangerToTheToken(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (given == null || !given.startsWith(BEARER)) {
            return Optional.of(new Refusal(401, "This needs the token."));
        }
        return isToken(given.substring(BEARER.length()))
                ? Optional.empty()
                : Optional.of(new Refusal(401, "That is not the token."));
    }

    /** Takes as long however much of it is right. */
    private boolean isToken(String given) {
        return MessageDigest.isEqual(bytes(given), bytes(token.orElse("")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
