package dev.yellowjack.observability;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Prometheus's own tool. Where there is none the tests that need it are skipped, with the reason; with {@code
 * -Dpromtool.required=true} they fail instead.
 */
final class Promtool {
    private static final String ABSENT =
            "no promtool: install Prometheus (Debian's package is called prometheus), then put"
                    + " promtool on the PATH or add -Dpromtool.binary=...";

    private final Path binary;

    private Promtool(Path binary) {
        this.binary = binary;
    }

    /** How it ended: 0 for well, 3 for remarks of its linter; and what it said. */
    record Result(int exit, String output) {}

    static Promtool orSkip() {
        Optional<Path> found = found();
        if (found.isEmpty()) {
            if (Boolean.getBoolean("promtool.required")) {
                fail(ABSENT);
            }
            abort(ABSENT);
        }
        return new Promtool(found.orElseThrow());
    }

    private static Optional<Path> found() {
        // What is named counts alone: a typing mistake should not have another one take its place.
        String named = System.getProperty("promtool.binary", "");
        Stream<String> places = named.isBlank()
                ? Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .flatMap(folder -> Stream.of(folder + "/promtool", folder + "/promtool.exe"))
                : Stream.of(named);
        return places.map(Path::of)
                .filter(path -> Files.isExecutable(path) && !Files.isDirectory(path))
                .findFirst();
    }

    Result checkRules(Path rules) {
        return run("", "check", "rules", rules.toString());
    }

    Result testRules(Path test) {
        return run("", "test", "rules", test.toString());
    }

    Result checkMetrics(Scrape scrape) {
        return run(scrape.text(), "check", "metrics");
    }

    private Result run(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(List.of(arguments));
        try {
            Path in = Files.createTempFile("promtool", ".in");
            Path out = Files.createTempFile("promtool", ".out");
            try {
                Files.writeString(in, input);
                Process process = new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
                if (!process.waitFor(Waiting.BOUND.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    fail("not within " + Waiting.BOUND + ": " + command);
                }
                return new Result(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
            } finally {
                Files.delete(in);
                Files.delete(out);
            }
        } catch (IOException broken) {
            throw new AssertionError(command.toString(), broken);
        } catch (InterruptedException stopped) {
            throw new AssertionError("interrupted", stopped);
        }
    }
}
