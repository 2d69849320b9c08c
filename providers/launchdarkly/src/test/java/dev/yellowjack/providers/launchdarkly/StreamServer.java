package dev.yellowjack.providers.launchdarkly;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server on loopback that speaks LaunchDarkly's streaming protocol, as well and as badly as a test wants. Its streams
 * begin with what {@code first} gives. It also takes analytics events.
 */
final class StreamServer implements AutoCloseable {
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> posted = new CopyOnWriteArrayList<>();
    final AtomicInteger streamsOpened = new AtomicInteger();

    /** Of which there is a record: in a soak it would grow for hours. */
    private static final int MOST_REQUESTS = 1_000;

    private final Supplier<String> first;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<Socket> streams = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile int status = 200;
    private volatile boolean frozen;
    private volatile boolean eventsHang;
    private volatile boolean trickle;
    private volatile @Nullable ServerSocket listener;

    StreamServer(Supplier<String> first) throws IOException {
        this.first = first;
        port = listen(0).getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    static String message(String event, String data) {
        return "event: " + event + "\ndata: " + data + "\n\n";
    }

    /** Answers streams by this from now on; present ones go on. */
    void answer(int httpStatus) {
        status = httpStatus;
    }

    /** Says nothing any more, and accepts connections all the same. */
    void freeze() {
        frozen = true;
    }

    /** What was held back is not sent: each stream begins anew. */
    synchronized void thaw() {
        frozen = false;
        streams.forEach(stream -> write(stream, first.get()));
    }

    /** Sends a few bytes at a time from now on. */
    void trickle() {
        trickle = true;
    }

    void letEventsHang() {
        eventsHang = true;
    }

    /** Sends as it is, to all streams. */
    synchronized void send(String text) {
        if (!frozen) {
            streams.forEach(stream -> write(stream, text));
        }
    }

    /** Ends all connections, and accepts new ones. */
    void drop() {
        connections.forEach(StreamServer::end);
        connections.clear();
        streams.clear();
    }

    void down() throws IOException {
        ServerSocket present = listener;
        listener = null;
        if (present != null) {
            present.close();
        }
        drop();
    }

    void up() throws IOException {
        // While nobody listens, a client that dials can be given this very port for its own end, for a moment.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            try {
                listen(port);
                return;
            } catch (IOException taken) {
                if (System.nanoTime() - deadline > 0) {
                    throw taken;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
    }

    private ServerSocket listen(int at) throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
        listener = opened;
        daemon("stream-server-accept", () -> accept(opened));
        return opened;
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket connection = opened.accept();
                connections.add(connection);
                if (listener != opened) {
                    end(connection); // It went down meanwhile.
                }
                daemon("stream-server-connection", () -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            for (String request = in.readLine(); request != null; request = in.readLine()) {
                int length = 0;
                for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                    request = request + "\n" + header;
                    if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                        length = Integer.parseInt(header.substring(15).strip());
                    }
                }
                if (requests.size() < MOST_REQUESTS) {
                    requests.add(request);
                }
                if (request.startsWith("GET")) {
                    stream(connection);
                } else {
                    post(connection, in, length);
                }
            }
        } catch (IOException gone) {
            end(connection);
        }
    }

    private synchronized void stream(Socket connection) {
        if (status != 200) {
            write(connection, "HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        streamsOpened.incrementAndGet();
        streams.add(connection);
        write(connection, head() + (frozen ? "" : first.get()));
    }

    private static String head() {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    }

    private void post(Socket connection, BufferedReader in, int length) throws IOException {
        char[] body = new char[length];
        int read = 0;
        while (read < length) {
            int more = in.read(body, read, length - read);
            if (more < 0) {
                return;
            }
            read += more;
        }
        posted.add(new String(body));
        if (!eventsHang) {
            write(connection, "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
        }
    }

    private void write(Socket connection, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int portion = trickle ? 7 : Math.max(1, bytes.length);
        try {
            OutputStream out = connection.getOutputStream();
            for (int from = 0; from < bytes.length; from += portion) {
                out.write(bytes, from, Math.min(portion, bytes.length - from));
                out.flush();
                if (trickle) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
            }
        } catch (IOException gone) {
            end(connection);
        }
    }

    private static void end(Socket connection) {
        try {
            connection.close();
        } catch (IOException already) {
            return; // It is what was wanted.
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        down();
    }
}
