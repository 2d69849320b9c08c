package dev.yellowjack.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that a person edits to turn flags. */
final class FlagsFile {
    private FlagsFile() {}

    /** What the quickstart's flags are at first. */
    static String example() {
        try (InputStream resource = FlagsFile.class.getResourceAsStream("flags.json")) {
            if (resource == null) {
                throw new IllegalStateException("the example flags.json is missing beside the quickstart's classes");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Writes the example where no file is yet, in a folder that is made if need be. */
    static void createIfMissing(Path path) throws IOException {
        if (!Files.exists(path)) {
            Path folder = path.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(path, example());
        }
    }
}
