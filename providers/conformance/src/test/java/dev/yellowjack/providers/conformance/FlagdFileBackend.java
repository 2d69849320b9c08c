package dev.yellowjack.providers.conformance;

import dev.openfeature.contrib.providers.flagd.Config;
import dev.openfeature.contrib.providers.flagd.FlagdProvider;
import dev.openfeature.sdk.FeatureProvider;
import dev.yellowjack.tck.Abilities;
import dev.yellowjack.tck.Ability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;

/** A file that is replaced at each change by one that is newer by a millisecond at least: an equal age is not seen. */
final class FlagdFileBackend extends FlagdTexts {
    private final Path folder = Files.createTempDirectory("yellowjack-contrib-flagd");
    final Path file = folder.resolve("flags.json");
    private long modified;

    FlagdFileBackend() throws IOException {
        changed();
    }

    @Override
    public FeatureProvider provider() {
        return new FlagdProvider(options(Config.Resolver.FILE)
                .offlineFlagSourcePath(file.toString())
                .offlinePollIntervalMs(100)
                .build());
    }

    @Override
    public Abilities abilities() {
        return Abilities.all()
                .without(
                        Ability.DISCONNECT,
                        "a file that is absent at one poll is never read again; its last flags are in force until the"
                                + " provider is replaced")
                .without(Ability.COLD_START, "without a file at the start it is in ERROR until it is replaced");
    }

    @Override
    void changed() throws IOException {
        modified = Math.max(modified + 1, System.currentTimeMillis());
        replace(FileTime.fromMillis(modified));
    }

    /** A change by a file of this age. */
    void stealthily(String flag, boolean on, FileTime age) throws IOException {
        write(flag, on);
        replace(age);
    }

    private void replace(FileTime age) throws IOException {
        Path fresh = Files.writeString(folder.resolve("flags.tmp"), json());
        Files.setLastModifiedTime(fresh, age);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        Files.delete(folder);
    }
}
