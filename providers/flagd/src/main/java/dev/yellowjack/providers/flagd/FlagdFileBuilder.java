package dev.yellowjack.providers.flagd;

import dev.openfeature.sdk.FeatureProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of a provider that reads a file. Not thread-safe. */
public final class FlagdFileBuilder implements FlagdBuilder {
    private final Path file;
    private Duration pollInterval = Duration.ofMillis(100);
    private Duration deadline = Duration.ofSeconds(5);
    private Duration grace = Duration.ofSeconds(5);

    FlagdFileBuilder(Path file) {
        this.file = file.toAbsolutePath();
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is a folder. Name the file in it that has the flags.");
        }
    }

    /**
     * How often the file is looked at where the file system announces no changes; also how long a problem must last until it
     * counts, because many editors empty a file for a moment.
     *
     * @param interval from 10 ms to 1 min; 100 ms unless set, which costs one small read each
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public FlagdFileBuilder pollInterval(Duration interval) {
        pollInterval = Limits.within("The poll interval", interval, Duration.ofMillis(10), Duration.ofMinutes(1));
        return this;
    }

    /**
     * How long the initialisation waits for a good file. Past it the provider is in error, and becomes ready when the file
     * comes.
     *
     * @param limit from 100 ms to 1 min; 5 s unless set, because a cold JVM takes up to one second
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public FlagdFileBuilder deadline(Duration limit) {
        deadline = Limits.within("The deadline", limit, Duration.ofMillis(100), Duration.ofMinutes(1));
        return this;
    }

    /**
     * How long the provider is stale with a bad file until it is in error. Either way the last good flags are in force.
     *
     * @param time from 0 to 1 h; 5 s unless set, as in flagd's own provider
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public FlagdFileBuilder grace(Duration time) {
        grace = Limits.within("The grace", time, Duration.ZERO, Duration.ofHours(1));
        return this;
    }

    @Override
    public FeatureProvider build() {
        LocalFlags flags = new LocalFlags();
        return new FlagdEvents("the file " + file, new FileSource(file, pollInterval, flags), flags, deadline, grace);
    }

    @Override
    public String toString() {
        return "flagd from the file " + file;
    }
}
