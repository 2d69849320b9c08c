package dev.yellowjack.providers.flagd;

import dev.openfeature.sdk.FeatureProvider;
import dev.yellowjack.tck.Abilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** A file that is replaced at each change. During an outage there is none. */
public final class FileBackend extends FlagTexts {
    private final Path folder;
    private final Path file;
    private boolean away;

    /** Makes one in a folder for temporary files. */
    public FileBackend() throws IOException {
        folder = Files.createTempDirectory("yellowjack-flagd");
        file = folder.resolve("flags.json");
        changed("");
    }

    @Override
    public FeatureProvider provider() {
        // The first provider has its classes loaded, which takes its time where the machine is busy.
        return Flagd.file(file).deadline(Duration.ofSeconds(30)).build();
    }

    @Override
    public Abilities abilities() {
        return Abilities.all();
    }

    @Override
    void changed(String flag) throws IOException {
        if (!away) {
            Path fresh = Files.writeString(folder.resolve("flags.tmp"), json());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void disconnect() throws IOException {
        away = true;
        Files.delete(file);
    }

    @Override
    public void reconnect() throws IOException {
        away = false;
        changed("");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        Files.delete(folder);
    }
}
