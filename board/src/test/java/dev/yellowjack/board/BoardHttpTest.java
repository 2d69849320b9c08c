package dev.yellowjack.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.ChildState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the board answers to whom, byte by byte: also to what no browser would send. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoardHttpTest {
    private static final String TOKEN = "correct-horse-battery-staple";
    private static final String RELEASE = "/release?supervisor=shop&child=orders";

    private Fleet fleet;
    private Board board;
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        fleet = new Fleet("shop").child("orders", true).start();
        fleet.crash("orders", new IllegalStateException("boom"));
        board = Board.builder().token(TOKEN).start();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        board.close();
        fleet.close();
    }

    private String host() {
        return "127.0.0.1:" + board.uri().getPort();
    }

    private Socket send(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), board.uri().getPort());
        sockets.add(socket);
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** The whole answer to a request, of which this is the first line; the host's and the last header are added. */
    private String answer(String line, String... headers) throws IOException {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        boolean hasHost = more.startsWith("Host:");
        return read(send(line + " HTTP/1.1\r\n" + (hasHost ? "" : "Host: " + host() + "\r\n") + more
                + "Connection: close\r\n\r\n"));
    }

    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    private ChildState state() {
        return fleet.supervisor().status("orders").state();
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    // The page

    @ParameterizedTest
    @ValueSource(strings = {"/", "/board.js", "/board.css"})
    void the_page_is_served_and_may_load_nothing_from_elsewhere(String path) throws IOException {
        String answer = answer("GET " + path);
        assertEquals(200, status(answer));
        assertTrue(answer.contains("default-src 'none'; script-src 'self'; style-src 'self'"), answer);
        assertTrue(answer.contains("frame-ancestors 'none'"), answer);
        assertTrue(
                answer.contains("X-content-type-options: nosniff") || answer.contains("X-Content-Type-Options"),
                answer);
        assertFalse(answer.toLowerCase(java.util.Locale.ROOT).contains("access-control-allow"), answer);
        String body = answer.substring(answer.indexOf("\r\n\r\n"));
        assertFalse(body.contains("http://") && !path.equals("/board.js"), "no asset from elsewhere");
        assertFalse(body.contains("https://"), "no asset from elsewhere");
        assertFalse(body.contains("innerHTML"), "nothing is put in as markup");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../pom.xml",
                "/%2e%2e/pom.xml",
                "/board.html",
                "/Board.class",
                "/board.js/",
                "//board.js",
                "/dev/yellowjack/board/board.js",
                "/events/x"
            })
    void there_is_nothing_else(String path) throws IOException {
        assertEquals(404, status(answer("GET " + path)));
    }

    // Strangers

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:80", "localhost", "localhost.evil.example", "169.254.1.1", ""})
    void a_request_that_is_meant_for_another_host_is_refused(String name) throws IOException {
        String evil = "Host: " + name;
        assertEquals(421, status(answer("GET /", evil)), "DNS may have been rebound");
        assertEquals(421, status(answer("GET /events", evil)));
        assertEquals(421, status(answer("POST " + RELEASE, evil, "Authorization: Bearer " + TOKEN)));
        assertEquals(ChildState.QUARANTINED, state());
    }

    @Test
    void it_is_known_by_its_own_names_and_by_those_it_was_given() throws IOException {
        int port = board.uri().getPort();
        for (String name : List.of("localhost:" + port, "LOCALHOST:" + port, "127.0.0.1:" + port, "[::1]:" + port)) {
            assertEquals(200, status(answer("GET /", "Host: " + name)), name);
        }
        board.close();
        board = Board.builder().host("Board.Example.org").start();
        assertEquals(200, status(answer("GET /", "Host: board.example.org")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void other_pages_can_neither_read_nor_change_anything(String header) throws IOException {
        assertEquals(403, status(answer("GET /events", header)));
        assertEquals(403, status(answer("GET /child?supervisor=shop&child=orders", header)));
        assertEquals(403, status(answer("POST " + RELEASE, header, "Authorization: Bearer " + TOKEN)));
        assertEquals(ChildState.QUARANTINED, state());
    }

    @Test
    void a_link_from_elsewhere_leads_to_the_page() throws IOException {
        assertEquals(200, status(answer("GET /", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate")));
    }

    // Changing something

    @Test
    void who_knows_the_token_releases() throws Exception {
        String answer = answer("POST " + RELEASE, "Origin: http://" + host(), "Authorization: Bearer " + TOKEN);
        assertEquals(200, status(answer));
        assertTrue(answer.endsWith("{\"released\":true}"), answer);
        fleet.await("orders", ChildState.RUNNING);
        assertEquals(200, status(answer("POST /check?supervisor=shop", "Authorization: Bearer " + TOKEN)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"})
    void nothing_is_changed_but_by_post(String method) throws IOException {
        assertEquals(405, status(answer(method + " " + RELEASE, "Authorization: Bearer " + TOKEN)));
        assertEquals(ChildState.QUARANTINED, state());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: at all",
                "Authorization: Bearer correct-horse-battery-stapl",
                "Authorization: Bearer correct-horse-battery-staplf",
                "Authorization: Bearer ",
                "Authorization: Basic " + TOKEN,
                "Authorization: " + TOKEN,
                "Cookie: token=" + TOKEN
            })
    void who_does_not_know_the_token_changes_nothing(String header) throws IOException {
        String answer = answer("POST " + RELEASE, header);
        assertEquals(401, status(answer));
        assertFalse(answer.contains(TOKEN), answer);
        assertEquals(ChildState.QUARANTINED, state());
    }

    @Test
    void without_a_token_nobody_changes_anything() throws IOException {
        board.close();
        board = Board.builder().start();
        assertEquals(403, status(answer("POST " + RELEASE)));
        assertEquals(403, status(answer("POST " + RELEASE, "Authorization: Bearer ")));
        assertEquals(403, status(answer("POST /check?supervisor=shop", "Authorization: Bearer " + TOKEN)));
        assertEquals(ChildState.QUARANTINED, state());
    }

    @Test
    void a_body_is_refused_however_long_and_is_not_read() throws IOException {
        String head = "POST " + RELEASE + " HTTP/1.1\r\nHost: " + host() + "\r\nAuthorization: Bearer " + TOKEN
                + "\r\nContent-Length: 1000000000\r\n\r\nx";
        String answer = new String(read(send(head), 200), StandardCharsets.UTF_8);
        assertEquals(413, status(answer));
        assertEquals(ChildState.QUARANTINED, state());
    }

    private static byte[] read(Socket socket, int most) throws IOException {
        return socket.getInputStream().readNBytes(most);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/child", "/child?supervisor=shop", "/child?child=orders", "/child?supervisor=shop&child=%zz"})
    void what_cannot_be_understood_is_refused(String path) throws IOException {
        assertEquals(400, status(answer("GET " + path)));
    }

    @Test
    void what_is_not_there_is_told() throws IOException {
        assertEquals(404, status(answer("GET /child?supervisor=shop&child=nobody")));
        assertEquals(404, status(answer("GET /child?supervisor=nobody&child=orders")));
    }

    @Test
    void one_child_is_told_with_its_stack() throws IOException {
        String answer = answer("GET /child?supervisor=shop&child=orders");
        assertEquals(200, status(answer));
        assertTrue(answer.contains("\"stack\":\"java.lang.IllegalStateException: boom\\n\\tat "), answer);
    }

    // Where others can reach it

    @Test
    void elsewhere_than_on_loopback_it_takes_a_token_and_reading_takes_it_too() throws Exception {
        InetAddress everywhere = InetAddress.getByName("0.0.0.0");
        String refusal = assertThrows(
                        IllegalStateException.class,
                        () -> Board.builder().address(everywhere).start())
                .getMessage();
        assertTrue(refusal.contains("set a token"), refusal);

        board.close();
        board = Board.builder().address(everywhere).token(TOKEN).start();
        assertEquals(200, status(answer("GET /")));
        assertEquals(401, status(answer("GET /events")));
        assertEquals(401, status(answer("GET /child?supervisor=shop&child=orders")));
        assertEquals(200, status(answer("GET /child?supervisor=shop&child=orders", "Authorization: Bearer " + TOKEN)));
    }

    @Test
    void a_wrong_configuration_is_refused_at_once() throws IOException {
        assertThrows(IllegalArgumentException.class, () -> Board.builder().port(-1));
        assertThrows(IllegalArgumentException.class, () -> Board.builder().port(65_536));
        assertThrows(IllegalArgumentException.class, () -> Board.builder().host("http://board"));
        String secret = "short-secret";
        String refusal = assertThrows(
                        IllegalArgumentException.class, () -> Board.builder().token(secret))
                .getMessage();
        assertFalse(refusal.contains(secret), refusal);
        assertThrows(IllegalArgumentException.class, () -> Board.builder().token("a token with blanks in it"));
        int taken = board.uri().getPort();
        String busy = assertThrows(
                        UncheckedIOException.class,
                        () -> Board.builder().port(taken).start())
                .getMessage();
        assertTrue(busy.contains("port " + taken), busy);
    }

    // The stream

    private Socket watch() throws IOException {
        Socket socket = send("GET /events HTTP/1.1\r\nHost: " + host() + "\r\n\r\n");
        String begin = new String(socket.getInputStream().readNBytes(15), StandardCharsets.UTF_8);
        assertEquals(200, status(begin + " "));
        return socket;
    }

    private static void awaitText(Socket socket, String text) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder read = new StringBuilder();
        byte[] buffer = new byte[8_192];
        while (read.indexOf(text) < 0) {
            int count = in.read(buffer);
            assertTrue(count > 0, () -> "ended before " + text + ": " + read);
            read.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
        }
    }

    @Test
    void the_stream_tells_all_there_is_and_then_what_changes() throws IOException {
        Socket socket = watch();
        awaitText(socket, "\"kind\":\"current\"");
        fleet.flip("orders", false);
        awaitText(socket, "\"to\":\"OFF\",\"reason\":\"FLAG_OFF\"");
    }

    @Test
    void sixteen_can_look_at_once_and_the_next_is_told_to_come_again_and_the_page_is_there_all_the_while()
            throws IOException {
        for (int i = 0; i < Watch.MOST_VIEWERS; i++) {
            watch();
        }
        String refused = answer("GET /events");
        assertEquals(503, status(refused));
        assertTrue(refused.toLowerCase(java.util.Locale.ROOT).contains("retry-after: 5"), refused);
        assertEquals(200, status(answer("GET /")));

        sockets.get(0).close();
        until("a place to be free", () -> {
            try {
                Socket again = send("GET /events HTTP/1.1\r\nHost: " + host() + "\r\n\r\n");
                return status(new String(again.getInputStream().readNBytes(15), StandardCharsets.UTF_8) + " ") == 200;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }

    @Test
    void a_viewer_that_never_reads_is_given_up_and_leaves_its_place() throws Exception {
        Viewer deaf = new Viewer();
        while (deaf.tell(new byte[1_000_000])) {
            assertFalse(deaf.isLost());
        }
        assertTrue(deaf.isLost(), "after some megabytes");

        Socket[] pair = connected();
        try (Socket near = pair[0];
                Socket far = pair[1]) {
            Viewer hung = new Viewer();
            Thread writer = new Thread(() -> {
                hung.begin();
                try {
                    near.getChannel().write(java.nio.ByteBuffer.allocate(100_000_000));
                } catch (IOException closed) {
                    hung.end();
                }
            });
            writer.setDaemon(true);
            writer.start();
            hung.lose(); // Before or while it writes: both end it.
            writer.join(20_000);
            assertFalse(writer.isAlive(), "it hangs in writing to a socket that nobody reads");
        }
    }

    private static Socket[] connected() throws IOException {
        try (java.nio.channels.ServerSocketChannel door = java.nio.channels.ServerSocketChannel.open()) {
            door.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var near = java.nio.channels.SocketChannel.open(door.getLocalAddress());
            return new Socket[] {near.socket(), door.accept().socket()};
        }
    }

    @Test
    void closing_it_ends_the_streams_and_leaves_no_thread_and_no_listener() throws IOException {
        Socket socket = watch();
        awaitText(socket, "\"kind\":\"current\"");
        board.close();
        board.close();
        until("the stream to end", () -> {
            try {
                return socket.getInputStream().read() < 0;
            } catch (IOException reset) {
                return true;
            }
        });
        until("its threads to be gone", () -> boardThreads().isEmpty());
        assertEquals(ChildState.QUARANTINED, state());
    }

    private static Set<String> boardThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("yellowjack-board"))
                .collect(java.util.stream.Collectors.toSet());
    }
}
