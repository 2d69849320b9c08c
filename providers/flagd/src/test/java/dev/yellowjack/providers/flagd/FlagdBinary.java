package dev.yellowjack.providers.flagd;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Has each test skipped, with the reason, that needs the real flagd where there is none; with {@code
 * -Dflagd.required=true} it fails instead.
 *
 * <p>Before a test's instance is made, because a kit has its back end made before anything else of the test's own can run.
 */
final class FlagdBinary implements TestInstancePreConstructCallback {
    private static final String ABSENT =
            "no flagd: go install github.com/open-feature/flagd/flagd@v0.16.0, then put it on"
                    + " the PATH or add -Dflagd.binary=...";

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        if (found().isPresent()) {
            return;
        }
        if (Boolean.getBoolean("flagd.required")) {
            fail(ABSENT);
        }
        abort(ABSENT);
    }

    static Path path() {
        return found().orElseThrow(() -> new AssertionError(ABSENT));
    }

    private static Optional<Path> found() {
        // What is named counts alone: a typing mistake should not have another one tested.
        String named = System.getProperty("flagd.binary", "");
        Stream<String> places = named.isBlank()
                ? Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .flatMap(folder -> Stream.of(folder + "/flagd", folder + "/flagd.exe"))
                : Stream.of(named);
        return places.map(Path::of)
                .filter(path -> Files.isExecutable(path) && !Files.isDirectory(path))
                .findFirst();
    }
}
