package dev.yellowjack.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A real Chromium without a window, driven by its own driver as the W3C's WebDriver has it. */
final class Browser implements AutoCloseable {
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final String root;
    private final String session;

    private Browser(boolean dark) throws IOException, InterruptedException {
        int port = freePort();
        driver = new ProcessBuilder(driverPath(), "--port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        root = "http://127.0.0.1:" + port;
        until("chromedriver to be ready", this::isReady);
        List<String> arguments = Stream.of(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-dev-shm-usage",
                        "--window-size=1200,1240",
                        "--lang=en",
                        dark ? "--blink-settings=preferredColorScheme=0" : "--blink-settings=preferredColorScheme=1")
                .toList();
        JsonNode made = call(
                "POST",
                "/session",
                Map.of("capabilities", Map.of("alwaysMatch", Map.of("goog:chromeOptions", Map.of("args", arguments)))));
        session = "/session/" + made.get("sessionId").asText();
    }

    /** Whether there is one on this machine. */
    static boolean isThere() {
        return !driverPath().isEmpty();
    }

    private static String driverPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "chromedriver"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
    }

    static Browser light() throws IOException, InterruptedException {
        return new Browser(false);
    }

    static Browser dark() throws IOException, InterruptedException {
        return new Browser(true);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() {
        try {
            return call("GET", "/status", null).get("ready").asBoolean();
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private JsonNode call(String method, String path, Object body) throws IOException, InterruptedException {
        HttpRequest.BodyPublisher sent = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(root + path))
                        .timeout(BOUND)
                        .method(method, sent)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        JsonNode value = JSON.readTree(answer.body()).get("value");
        if (answer.statusCode() != 200) {
            throw new IOException(method + " " + path + ": " + value);
        }
        return value;
    }

    private JsonNode ask(String method, String path, Object body) {
        try {
            return call(method, session + path, body);
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    void open(URI page) {
        ask("POST", "/url", Map.of("url", page.toString()));
    }

    /** What a script comes to, as text. */
    String run(String script) {
        return ask("POST", "/execute/sync", Map.of("script", script, "args", List.of()))
                .asText();
    }

    /** What a person reads in the first element of this kind; empty where there is none. */
    String text(String selector) {
        return run("const found = document.querySelector('" + selector + "');"
                + "return found === null ? '' : found.innerText;");
    }

    int count(String selector) {
        return Integer.parseInt(run("return document.querySelectorAll('" + selector + "').length;"));
    }

    /** Clicks where a person would: it has to be in sight, and nothing may cover it. */
    void click(String selector) {
        ask("POST", "/element/" + element(selector) + "/click", Map.of());
    }

    private String element(String selector) {
        return ask("POST", "/element", Map.of("using", "css selector", "value", selector))
                .get(ELEMENT)
                .asText();
    }

    void type(String selector, String text) {
        ask("POST", "/element/" + element(selector) + "/value", Map.of("text", text));
    }

    /** Presses a key wherever the focus is, as WebDriver names it. */
    void press(String key) {
        ask(
                "POST",
                "/actions",
                Map.of(
                        "actions",
                        List.of(Map.of(
                                "type",
                                "key",
                                "id",
                                "keyboard",
                                "actions",
                                List.of(
                                        Map.of("type", "keyDown", "value", key),
                                        Map.of("type", "keyUp", "value", key))))));
    }

    void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    void untilText(String selector, String part) {
        try {
            until("'" + part + "' in " + selector, () -> text(selector).contains(part));
        } catch (AssertionError inVain) {
            throw new AssertionError(inVain.getMessage() + "; it reads: " + text(selector));
        }
    }

    void picture(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(
                file, Base64.getDecoder().decode(ask("GET", "/screenshot", null).asText()));
    }

    @Override
    public void close() {
        try {
            call("DELETE", session, null);
        } catch (IOException | InterruptedException gone) {
            driver.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        driver.destroy();
    }
}
