package dev.yellowjack.quickstart;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A flagd that the tour starts on its own flags file, kills, and starts again on the same ports. Not thread-safe. */
final class FlagdServer implements AutoCloseable {
    private static final List<String> PORT_OPTIONS =
            List.of("--sync-port", "--port", "--management-port", "--ofrep-port");

    private final Path binary;
    private final Path flags;
    private final Path log;
    private final List<Integer> ports = freePorts(PORT_OPTIONS.size());
    private volatile @Nullable Process process;

    /**
     * Makes one that does not run yet.
     *
     * @param binary flagd's
     * @param flags the file that it reads; its output goes to another one beside it
     */
    FlagdServer(Path binary, Path flags) throws IOException {
        this.binary = binary;
        this.flags = flags;
        this.log = flags.resolveSibling("flagd.log");
        Runtime.getRuntime().addShutdownHook(new Thread(this::destroy, "flagd-ends")); // It would outlive a Ctrl-C.
    }

    /**
     * Finds flagd.
     *
     * @param named where the user says that it is; empty for the {@code PATH}
     * @throws IllegalArgumentException if it is not there
     */
    static Path find(String named) {
        Stream<String> places = named.isEmpty()
                ? Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .flatMap(folder -> Stream.of(folder + "/flagd", folder + "/flagd.exe"))
                : Stream.of(named);
        return places.map(Path::of)
                .filter(place -> Files.isExecutable(place) && !Files.isDirectory(place))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        (named.isEmpty() ? "there is no flagd on the PATH" : "flagd.binary is no program: " + named)
                                + ", and a tour without it would check nothing. Get it by\n\n    "
                                + FlagdVariables.INSTALL
                                + "\n\nand put it on the PATH, or add -Dflagd.binary=..."));
    }

    /** The port at which it sends its flags. */
    int port() {
        return ports.get(0);
    }

    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(binary.toString(), "start", "--uri", "file:" + flags));
        for (int number = 0; number < ports.size(); number++) {
            command.add(PORT_OPTIONS.get(number));
            command.add(ports.get(number).toString());
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FLAGD_")); // It takes them for options.
        process = builder.start();
    }

    /** Kills it and waits until it is gone. */
    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().waitFor();
            process = null;
        }
    }

    /** What it said last, if it has ended without being killed. */
    Optional<String> ownEnd() throws IOException {
        Process ended = process;
        if (ended == null || ended.isAlive()) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(log);
        return Optional.of("flagd has ended with " + ended.exitValue() + ": "
                + (lines.isEmpty() ? "without a word" : lines.get(lines.size() - 1)));
    }

    /** The clients that dial a port while nobody listens can be given that very port: none of these are. */
    static List<Integer> freePorts(int count) throws IOException {
        List<Integer> free = new ArrayList<>();
        for (int attempt = 0; free.size() < count; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(18_000, 32_000);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
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
    public void close() throws IOException {
        Process running = process;
        destroy();
        try {
            if (running != null) {
                running.waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException inAHurry) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(log);
    }
}
