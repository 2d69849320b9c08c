package dev.yellowjack.board;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.yellowjack.Supervisor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests: the page, the stream of what happens, one child with its stack, and, for those who know the token,
 * release and check. The number of its threads is bounded, and so is that of requests that wait for one.
 */
final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private static final int MOST_THREADS = Watch.MOST_VIEWERS + 8;
    private static final int MOST_WAITING = 64;
    private static final long HEARTBEAT_MILLIS = 5_000;
    private static final byte[] NOTHING = Watch.event("{\"kind\":\"nothing\"}");

    /** The page's own script and style, and nothing else; in no frame; and nothing is kept anywhere. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private static final Map<String, String> TYPES = Map.of(
            "board.html", "text/html; charset=utf-8",
            "board.css", "text/css; charset=utf-8",
            "board.js", "text/javascript; charset=utf-8");

    private final Guard guard;
    private final Watch watch;
    private final HttpServer http;
    private final ThreadPoolExecutor threads;
    private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
    private final Map<String, byte[]> files = new HashMap<>();

    Server(InetSocketAddress address, Guard guard, Watch watch) throws IOException {
        this.guard = guard;
        this.watch = watch;
        for (String name : TYPES.keySet()) {
            files.put(name, resource(name));
        }
        threads = new ThreadPoolExecutor(
                MOST_THREADS, MOST_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), work -> {
                    Thread thread = new Thread(work, "yellowjack-board-http");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        http = HttpServer.create(address, MOST_WAITING);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        startAsDaemon();
    }

    /** The server's own thread is what the one is that starts it: and no board keeps a JVM alive. */
    private void startAsDaemon() {
        Thread starter = new Thread(http::start, "yellowjack-board-start");
        starter.setDaemon(true);
        starter.start();
        boolean interrupted = false;
        while (starter.isAlive()) {
            try {
                starter.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Server.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the board's jar is incomplete: it has no " + name);
            }
            return in.readAllBytes();
        }
    }

    URI uri() {
        InetAddress address = http.getAddress().getAddress();
        String host = address.isAnyLocalAddress() ? "localhost" : address.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + http.getAddress().getPort() + "/");
    }

    void close() {
        http.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // One request

    private void handle(HttpExchange exchange) {
        try (exchange) {
            HEADERS.forEach(exchange.getResponseHeaders()::set);
            Optional<Guard.Refusal> refusal = guard.ofStranger(exchange);
            if (refusal.isPresent()) {
                refuse(exchange, refusal.get());
            } else {
                route(exchange);
            }
        } catch (IOException gone) {
            LOG.debug("a viewer has gone", gone);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error unexpected) {
            LOG.warn("the board could not answer {}", exchange.getRequestURI().getPath(), unexpected);
        }
    }

    private void route(HttpExchange exchange) throws IOException, InterruptedException {
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> file(exchange, "board.html");
            case "/board.css" -> file(exchange, "board.css");
            case "/board.js" -> file(exchange, "board.js");
            case "/events" -> {
                if (isMethod(exchange, "GET") && isAllowed(exchange, guard.ofReader(exchange))) {
                    stream(exchange);
                }
            }
            case "/child" -> {
                if (isMethod(exchange, "GET") && isAllowed(exchange, guard.ofReader(exchange))) {
                    act(
                            exchange,
                            asked -> asked.supervisor()
                                    .status(asked.get("child"))
                                    .toJson());
                }
            }
            case "/release" -> {
                if (isMethod(exchange, "POST") && isAllowed(exchange, guard.ofWriter(exchange)) && isEmpty(exchange)) {
                    act(exchange, asked -> "{\"released\":" + asked.supervisor().release(asked.get("child")) + "}");
                }
            }
            case "/check" -> {
                if (isMethod(exchange, "POST") && isAllowed(exchange, guard.ofWriter(exchange)) && isEmpty(exchange)) {
                    act(exchange, asked -> {
                        CompletableFuture<Void> unused = asked.supervisor().check();
                        return "{\"checking\":true}";
                    });
                }
            }
            default -> refuse(exchange, new Guard.Refusal(404, "There is nothing here."));
        }
    }

    private boolean isMethod(HttpExchange exchange, String method) throws IOException {
        boolean right = exchange.getRequestMethod().equals(method);
        if (!right) {
            exchange.getResponseHeaders().set("Allow", method);
            refuse(exchange, new Guard.Refusal(405, "This is for " + method + "."));
        }
        return right;
    }

    private boolean isAllowed(HttpExchange exchange, Optional<Guard.Refusal> refusal) throws IOException {
        if (refusal.isPresent()) {
            if (refusal.get().status() == 401) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            }
            refuse(exchange, refusal.get());
        }
        return refusal.isEmpty();
    }

    /** All is in the address and the headers: so there is nothing to read, and no bound of that to keep. */
    private boolean isEmpty(HttpExchange exchange) throws IOException {
        boolean empty = exchange.getRequestBody().read() < 0;
        if (!empty) {
            exchange.getResponseHeaders().set("Connection", "close");
            refuse(exchange, new Guard.Refusal(413, "Send no body."));
        }
        return empty;
    }

    private void file(HttpExchange exchange, String name) throws IOException {
        String method = exchange.getRequestMethod();
        if (method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Type", TYPES.getOrDefault(name, ""));
            exchange.sendResponseHeaders(200, -1);
        } else if (isMethod(exchange, "GET")) {
            send(exchange, 200, TYPES.getOrDefault(name, ""), files.getOrDefault(name, new byte[0]));
        }
    }

    // What is asked for, and the answer

    /** The parameters of a request. */
    private record Asked(Map<String, String> parameters) {
        static Asked of(HttpExchange exchange) {
            Map<String, String> parameters = new HashMap<>();
            String query = exchange.getRequestURI().getRawQuery();
            for (String pair : (query == null ? "" : query).split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
            return new Asked(parameters);
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }

        String get(String name) {
            String value = parameters.get(name);
            if (value == null) {
                throw new IllegalArgumentException("The parameter '" + name + "' is missing.");
            }
            return value;
        }

        Supervisor supervisor() {
            String name = get("supervisor");
            return Supervisor.live().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new NoSuchElementException("There is no such supervisor."));
        }
    }

    /** Makes the answer. */
    private interface Answer {
        String to(Asked asked);
    }

    private void act(HttpExchange exchange, Answer answer) throws IOException {
        try {
            String json = answer.to(Asked.of(exchange));
            send(exchange, 200, "application/json; charset=utf-8", json.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            refuse(exchange, new Guard.Refusal(400, "Not understood: give supervisor and child as parameters."));
        } catch (NoSuchElementException gone) {
            refuse(exchange, new Guard.Refusal(404, "There is no such supervisor or child any more."));
        }
    }

    private void refuse(HttpExchange exchange, Guard.Refusal refusal) throws IOException {
        if (refusal.status() == 401 || refusal.status() == 421) {
            warn(exchange, refusal);
        }
        send(
                exchange,
                refusal.status(),
                "text/plain; charset=utf-8",
                refusal.why().getBytes(StandardCharsets.UTF_8));
    }

    /** At most once a second: whoever guesses shall not fill the log as well. */
    private void warn(HttpExchange exchange, Guard.Refusal refusal) {
        long now = System.nanoTime();
        long last = lastWarning.get();
        boolean asksForTheTokenAlone = exchange.getRequestHeaders().getFirst("Authorization") == null;
        if (!asksForTheTokenAlone && now - last > TimeUnit.SECONDS.toNanos(1) && lastWarning.compareAndSet(last, now)) {
            LOG.warn("the board refused a request of {}: {}", exchange.getRemoteAddress(), refusal.why());
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    // The stream of what happens

    private void stream(HttpExchange exchange) throws IOException, InterruptedException {
        Optional<Viewer> joined = watch.join();
        if (joined.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", "5");
            refuse(exchange, new Guard.Refusal(503, "Too many are looking already."));
            return;
        }
        Viewer viewer = joined.get();
        viewer.begin();
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write(Watch.event(
                    "{\"kind\":\"hello\",\"writable\":" + guard.token().isPresent() + "}"));
            out.flush();
            while (!viewer.isLost()) {
                byte[] message = viewer.next(HEARTBEAT_MILLIS);
                out.write(message == null ? NOTHING : message);
                out.flush();
            }
        } finally {
            watch.leave(viewer);
        }
    }
}
