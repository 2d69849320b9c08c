package dev.yellowjack.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The file that the flags are in. */
final class FlagsFile {
    private final Path path;
    private final FlagsJson json;

    /**
     * Names a file, which need not exist.
     *
     * @param path where it is
     * @param json says what is wrong with its content
     */
    FlagsFile(Path path, FlagsJson json) {
        this.path = path.toAbsolutePath().normalize();
        this.json = json;
    }

    /** Where it is: absolute. */
    Path path() {
        return path;
    }

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
    void createIfMissing() throws IOException {
        if (!Files.exists(path)) {
            Path folder = path.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(path, example());
        }
    }

    /** Reads it and says what is wrong with it. */
    Look look() {
        try {
            String content = Files.readString(path);
            Optional<FlagsJson.Problem> problem = json.problemIn(content);
            return new Look(
                    content,
                    problem.map(what -> "is wrong: " + what.words()),
                    problem.filter(FlagsJson.Problem::whole).isEmpty());
        } catch (NoSuchFileException missing) {
            return Look.failed("is missing");
        } catch (CharacterCodingException binary) {
            return Look.failed("is wrong: it is not text in UTF-8");
        } catch (IOException unreadable) {
            return Look.failed("cannot be read: " + unreadable.getMessage());
        }
    }

    /**
     * What was seen at one moment.
     *
     * @param content the text; empty where there is none
     * @param problem what is wrong, as the end of a sentence that begins with the file; empty where nothing is
     * @param usable whether the provider can take any flags from it
     */
    record Look(String content, Optional<String> problem, boolean usable) {
        private static Look failed(String problem) {
            return new Look("", Optional.of(problem), false);
        }
    }
}
