package dev.yellowjack.providers.flagd;

import dev.openfeature.sdk.FeatureProvider;
import dev.yellowjack.providers.flagd.FlagdServerBuilder.Mode;
import dev.yellowjack.tck.Abilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The real flagd, in a process of its own, on a file that is replaced at each change. Needs a machine that has it, see
 * {@link FlagdBinary}, and signals.
 */
public final class RealFlagdBackend extends FlagTexts {
    private final Mode mode;
    private final Outage outage;
    private final Path folder;
    private final Path file;
    private final FlagdProcess flagd;

    private RealFlagdBackend(Mode mode, Outage outage) throws IOException, InterruptedException {
        this.mode = mode;
        this.outage = outage;
        folder = Files.createTempDirectory("yellowjack-flagd");
        file = folder.resolve("flags.json");
        changed("");
        flagd = new FlagdProcess(folder, FlagdProcess.watching(file));
        try {
            flagd.start();
        } catch (IOException | InterruptedException failed) {
            close();
            throw failed;
        }
    }

    /** One that sends its flags, and is killed in an outage. */
    public static RealFlagdBackend inProcess() throws IOException, InterruptedException {
        return new RealFlagdBackend(Mode.IN_PROCESS, Outage.KILLED);
    }

    /** One that evaluates, and is killed in an outage. */
    public static RealFlagdBackend rpc() throws IOException, InterruptedException {
        return new RealFlagdBackend(Mode.RPC, Outage.KILLED);
    }

    static RealFlagdBackend of(Mode mode, Outage outage) throws IOException, InterruptedException {
        return new RealFlagdBackend(mode, outage);
    }

    @Override
    public FeatureProvider provider() {
        return flagd.client(mode).deadline(COLD_START).build();
    }

    @Override
    public Abilities abilities() {
        return Abilities.all();
    }

    @Override
    void changed(String flag) throws IOException {
        Path fresh = Files.writeString(folder.resolve("flags.tmp"), json());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void disconnect() throws IOException, InterruptedException {
        switch (outage) {
            case KILLED -> flagd.kill();
            case FROZEN -> flagd.freeze();
        }
    }

    @Override
    public void reconnect() throws IOException, InterruptedException {
        switch (outage) {
            case KILLED -> flagd.start();
            case FROZEN -> flagd.thaw();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        flagd.close();
        Files.deleteIfExists(file);
        Files.delete(folder);
    }
}
