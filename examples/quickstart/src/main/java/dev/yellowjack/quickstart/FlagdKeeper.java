package dev.yellowjack.quickstart;

import dev.openfeature.contrib.providers.flagd.Config;
import dev.openfeature.contrib.providers.flagd.FlagdOptions;
import dev.openfeature.contrib.providers.flagd.FlagdProvider;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderEvent;
import dev.openfeature.sdk.ProviderState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps a flagd provider at work on the flags file, whatever is done to the file.
 *
 * <p>The provider reads the file by itself and finds most edits. Three things it does not get over: a file that was absent
 * for a moment (its watcher ends for good), a file that grew no newer (restored from a copy, say), and a file that it read
 * while it was half written. So the keeper looks at the file too. Where the file is usable and the provider has failed, or
 * has not announced what is new, a fresh provider takes its place; until that one is ready the supervisor's readings are
 * UNKNOWN, which changes nothing.
 */
final class FlagdKeeper {
    private static final int POLL_MILLIS = 100;

    /** How long a provider may take to announce a change, and how long a fresh one is left in peace. */
    private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

    private final OpenFeatureAPI api = OpenFeatureAPI.getInstance();
    private final Client client = api.getClient();
    private final FlagsFile file;
    private final Consumer<String> news;

    /** When a provider last said that it had read the file. */
    private volatile long announced = System.nanoTime();

    // The rest belongs to the thread of the ticker.
    private boolean bound;
    private long boundAt = announced;
    private long lookedAt = announced;
    private String content = "";
    private long contentAfter = announced;
    private Optional<String> seen = Optional.empty();
    private Optional<String> said = Optional.empty();

    private FlagdKeeper(FlagsFile file, Consumer<String> news) {
        this.file = file;
        this.news = news;
    }

    /**
     * Begins. Does not wait for the provider to be ready.
     *
     * @param file the file
     * @param news told what becomes of the file, in sentences, on a thread of the keeper's
     * @return to end it; the provider stays
     */
    static Ticker start(FlagsFile file, Consumer<String> news) {
        FlagdKeeper keeper = new FlagdKeeper(file, news);
        keeper.api.on(ProviderEvent.PROVIDER_READY, event -> keeper.announced = System.nanoTime());
        keeper.api.on(ProviderEvent.PROVIDER_CONFIGURATION_CHANGED, event -> keeper.announced = System.nanoTime());
        return Ticker.start("flags-file", POLL_MILLIS, keeper::look);
    }

    private void look() {
        long now = System.nanoTime();
        FlagsFile.Look look = file.look();
        say(look.problem());
        if (look.usable()) {
            follow(look.content());
        }
        lookedAt = now;
    }

    private void say(Optional<String> problem) {
        // Many editors empty or remove a file for a moment when they save it, so a problem must last for two looks.
        if (problem.equals(seen) && !problem.equals(said)) {
            news.accept("The flags file " + file.path().getFileName() + " "
                    + problem.map(what ->
                                    what + ". Nothing stops: a child whose flag cannot be read goes on as it was.")
                            .orElse("is good again."));
            said = problem;
        }
        seen = problem;
    }

    private void follow(String current) {
        if (!current.equals(content)) {
            content = current;
            contentAfter = lookedAt;
        }
        if (!bound || isLost()) {
            bound = true;
            boundAt = System.nanoTime();
            api.setProvider(provider());
        }
    }

    private boolean isLost() {
        long now = System.nanoTime();
        if (now - boundAt < PATIENCE) {
            return false;
        }
        ProviderState state = client.getProviderState();
        return switch (state) {
            case NOT_READY -> false; // It is being initialised, and ends in another state in any case.
            case READY -> announced - contentAfter < 0 && now - contentAfter > PATIENCE;
            case STALE, ERROR, FATAL -> true;
        };
    }

    private FlagdProvider provider() {
        return new FlagdProvider(FlagdOptions.builder()
                .resolverType(Config.Resolver.FILE)
                .offlineFlagSourcePath(file.path().toString())
                .offlinePollIntervalMs(POLL_MILLIS)
                .deadline(5_000) // A cold start takes up to a second, which the default would not allow.
                .build());
    }
}
