package dev.yellowjack.providers.launchdarkly;

import com.launchdarkly.sdk.server.Components;
import com.launchdarkly.sdk.server.integrations.FileData;
import dev.openfeature.sdk.FeatureProvider;
import dev.yellowjack.tck.Abilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that LaunchDarkly's client watches, and that is replaced at each change. During an outage there is none.
 *
 * <p>It is written in another folder: of more than 512 events in its own, LaunchDarkly's watch would take note of none.
 */
public final class FileDataBackend extends JsonBackend {
    private final Path folder;
    private final Path fresh;
    private final Path file;
    private boolean away;

    /** Makes one in a folder for temporary files. */
    public FileDataBackend() throws IOException {
        folder = Files.createTempDirectory("yellowjack-launchdarkly");
        fresh = folder.resolve("fresh.json");
        file = Files.createDirectory(folder.resolve("watched")).resolve("flags.json");
        changed("", "", 0);
    }

    @Override
    public FeatureProvider provider() {
        return LaunchDarkly.sdkKey("none")
                .configure(config -> config.dataSource(
                                FileData.dataSource().filePaths(file).autoUpdate(true))
                        .events(Components.noEvents()))
                .deadline(StreamBackend.COLD_START)
                .build();
    }

    @Override
    public Abilities abilities() {
        return Abilities.all();
    }

    @Override
    void changed(String flag, String json, int version) throws IOException {
        if (!away) {
            Files.writeString(fresh, "{\"flags\":" + json() + "}");
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
        changed("", "", 0);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        Files.delete(file.getParent());
        Files.delete(folder);
    }
}
