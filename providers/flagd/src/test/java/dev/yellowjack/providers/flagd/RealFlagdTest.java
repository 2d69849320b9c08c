package dev.yellowjack.providers.flagd;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.openfeature.sdk.ErrorCode;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both modes on the real flagd, where there is one. {@code -Dflagd.required=true} has its absence fail. */
@Timeout(120)
final class RealFlagdTest {
    private static final String ABSENT =
            "no flagd: go install github.com/open-feature/flagd/flagd@v0.16.0, then put it on"
                    + " the PATH or add -Dflagd.binary=...";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"rpc", "in-process"})
    void flags_hold_while_flagd_is_killed_or_stopped_and_converge_after_it(String mode) throws Exception {
        Path binary = binary();
        Path file = Files.writeString(folder.resolve("flags.json"), FlagTexts.file("a", true));
        List<Integer> ports = List.of(freePort(), freePort(), freePort());
        Process flagd = start(binary, file, ports);
        FlagdServerBuilder builder = mode.equals("rpc")
                ? Flagd.rpc().port(ports.get(0))
                : Flagd.inProcess().port(ports.get(1));
        try (Heard heard = new Heard(builder.build())) {
            heard.await("on", () -> heard.isOn("a"));

            flagd.destroyForcibly().waitFor();
            assertTrue(answersOnOrNothing(heard));
            Files.writeString(file, FlagTexts.file("a", false));
            flagd = start(binary, file, ports);
            heard.await("off after the restart", () -> isOff(heard));

            signal("-STOP", flagd);
            Files.writeString(file, FlagTexts.file("a", true));
            assertTrue(!heard.isOn("a"));
            signal("-CONT", flagd);
            heard.await("on after the stop", () -> heard.isOn("a"));
        } finally {
            flagd.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static boolean answersOnOrNothing(Heard heard) {
        return heard.client.getBooleanValue("a", true);
    }

    private static boolean isOff(Heard heard) {
        var details = heard.client.getBooleanDetails("a", true);
        ErrorCode code = details.getErrorCode();
        return code == null && !details.getValue();
    }

    private static Process start(Path binary, Path file, List<Integer> ports) throws IOException {
        return new ProcessBuilder(
                        binary.toString(),
                        "start",
                        "--uri",
                        "file:" + file,
                        "--port",
                        "" + ports.get(0),
                        "--sync-port",
                        "" + ports.get(1),
                        "--management-port",
                        "" + ports.get(2))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, "" + process.pid()).inheritIO().start().waitFor();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Path binary() {
        Optional<Path> found = Stream.concat(
                        Optional.ofNullable(System.getProperty("flagd.binary"))
                                .filter(name -> !name.isBlank())
                                .stream(),
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                                .map(part -> Path.of(part, "flagd").toString()))
                .map(Path::of)
                .filter(path -> Files.isExecutable(path) && !Files.isDirectory(path))
                .findFirst();
        if (found.isEmpty() && Boolean.getBoolean("flagd.required")) {
            fail(ABSENT);
        }
        if (found.isEmpty()) {
            System.out.println("RealFlagdTest is skipped: " + ABSENT);
        }
        return found.orElseGet(() -> abort(ABSENT));
    }
}
