package dev.yellowjack.providers.flagd;

import dev.yellowjack.providers.flagd.FlagdServerBuilder.Mode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The real flagd, on ports that stay the same when it is started again. Not thread-safe. */
final class FlagdProcess implements AutoCloseable {
    private static final List<String> PORT_OPTIONS =
            List.of("--port", "--sync-port", "--management-port", "--ofrep-port");
    private static final int PATIENCE_SECONDS = 20;

    private final List<Integer> ports = freePorts(PORT_OPTIONS.size());
    private final List<String> command = new ArrayList<>();
    private final Path log;
    private final Thread whenTheJvmEnds = new Thread(this::destroy, "flagd-ends");
    private volatile @Nullable Process process;

    /**
     * Makes one that does not run yet.
     *
     * @param folder where its output goes
     * @param options flagd's, but for the ports
     */
    FlagdProcess(Path folder, List<String> options) throws IOException {
        log = folder.resolve("flagd.log");
        command.add(FlagdBinary.path().toString());
        command.add("start");
        for (int number = 0; number < ports.size(); number++) {
            command.add(PORT_OPTIONS.get(number));
            command.add(ports.get(number).toString());
        }
        command.addAll(options);
        Runtime.getRuntime().addShutdownHook(whenTheJvmEnds);
    }

    /** Sources that flagd watches: what it is given by {@code --uri file:} it looks at once a second. */
    static List<String> watching(Path... files) {
        List<String> sources = new ArrayList<>();
        for (Path file : files) {
            sources.add("{\"uri\":\"" + file + "\",\"provider\":\"fsnotify\"}");
        }
        return List.of("--sources", "[" + String.join(",", sources) + "]");
    }

    int port(Mode mode) {
        return switch (mode) {
            case RPC -> ports.get(0);
            case IN_PROCESS -> ports.get(1);
        };
    }

    FlagdServerBuilder client(Mode mode) {
        return new FlagdServerBuilder(mode).port(port(mode));
    }

    /** Starts it, and waits until it has its flags. */
    void start() throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FLAGD_")); // It takes them for options.
        Process started = builder.start();
        process = started;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isReady()) {
            if (!started.isAlive() || System.nanoTime() - end > 0) {
                throw new IOException("flagd did not start; it said: " + Files.readString(log));
            }
            started.waitFor(10, TimeUnit.MILLISECONDS);
        }
    }

    /** By hand: the JDK's clients leave threads, which the kit would find. */
    private boolean isReady() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.get(2))) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("GET /readyz HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.startsWith("HTTP/1.0 200") || answer.startsWith("HTTP/1.1 200");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Ends it by force, frozen or not, and waits until it is gone. */
    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().waitFor();
            process = null;
        }
    }

    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("flagd does not run");
        }
        int code = new ProcessBuilder("kill", name, "" + running.pid())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill " + name + " ended with " + code);
        }
    }

    /** A client that dials while nobody listens may be given that very port, unless it is none of those for clients. */
    private static List<Integer> freePorts(int count) throws IOException {
        List<Integer> free = new ArrayList<>();
        for (int attempt = 0; free.size() < count; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(18_000, 32_000);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(port));
                if (!free.contains(port)) {
                    free.add(port);
                }
            } catch (IOException taken) {
                if (attempt > 100) {
                    throw taken;
                }
            }
        }
        return List.copyOf(free);
    }

    private void destroy() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(whenTheJvmEnds);
        } catch (IllegalStateException endingAlready) {
            // Then it has nothing to do.
        }
        Files.deleteIfExists(log);
    }
}
