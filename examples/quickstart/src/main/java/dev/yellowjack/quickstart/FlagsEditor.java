package dev.yellowjack.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Edits a flags file as a careful program does it: nobody ever sees half of a version. */
final class FlagsEditor {
    private final Path path;
    private String good = FlagsFile.example();

    FlagsEditor(Path path) {
        this.path = path;
    }

    /** Turns one flag on or off, and puts the file right if it was not. */
    void turn(String flag, boolean on) throws IOException {
        String before = on ? "off" : "on";
        String after = on ? "on" : "off";
        good = good.replaceFirst("(\"" + flag + "\": .*\"defaultVariant\": )\"" + before + "\"", "$1\"" + after + "\"");
        write(good);
    }

    /** Puts the file right. */
    void restore() throws IOException {
        write(good);
    }

    /** Leaves only the first half of the file. */
    void cutInHalf() throws IOException {
        write(good.substring(0, good.length() / 2));
    }

    /** Leaves a file without any flag. */
    void empty() throws IOException {
        write("{\"flags\": {}}");
    }

    /** Deletes the file. */
    void delete() throws IOException {
        Files.delete(path);
    }

    private void write(String content) throws IOException {
        Path whole = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(whole, content);
        Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
