package dev.yellowjack.providers.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server in this JVM that can go away, and come back under the same address. */
final class LoopbackServer implements AutoCloseable {
    static {
        // Else each answer waits for an acknowledgement that comes 40 ms late.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpHandler handler;
    private HttpServer server;

    LoopbackServer(HttpHandler handler) throws IOException {
        this.handler = handler;
        this.server = listen(0);
    }

    private HttpServer listen(int port) throws IOException {
        HttpServer fresh = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        fresh.createContext("/", handler);
        fresh.start();
        return fresh;
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void disconnect() {
        server.stop(0);
    }

    void reconnect() throws IOException {
        // While nobody listens, a client that dials can be given this very port for its own end, for a moment.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            try {
                server = listen(server.getAddress().getPort());
                return;
            } catch (IOException taken) {
                if (System.nanoTime() - deadline > 0) {
                    throw taken;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
    }

    /** Answers in JSON; an empty text is no body. */
    static void answer(HttpExchange exchange, int status, String json) throws IOException {
        exchange.getRequestBody().readAllBytes(); // what is left unread would end the connection
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
