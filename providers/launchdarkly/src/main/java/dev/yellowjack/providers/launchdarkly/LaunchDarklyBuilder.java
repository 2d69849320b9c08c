package dev.yellowjack.providers.launchdarkly;

import com.launchdarkly.sdk.server.Components;
import com.launchdarkly.sdk.server.LDConfig;
import dev.openfeature.sdk.FeatureProvider;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/** Settings of a provider that asks LaunchDarkly. Not thread-safe. */
public final class LaunchDarklyBuilder {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final String sdkKey;
    private Consumer<LDConfig.Builder> settings = unchanged -> {};
    private Duration deadline = Duration.ofSeconds(5);

    LaunchDarklyBuilder(String sdkKey) {
        Objects.requireNonNull(sdkKey, "The SDK key is null. Is the environment variable set that it comes from?");
        if (sdkKey.isBlank()) {
            throw new IllegalArgumentException(
                    "The SDK key is blank. Give the server-side key of your environment, which"
                            + " LaunchDarkly shows in the settings of the project.");
        }
        if (!sdkKey.chars().allMatch(character -> character > ' ' && character < 127)) {
            throw new IllegalArgumentException(
                    "The SDK key has a character that no key has: a blank, a line's end or one"
                            + " beyond ASCII. Was it read from a file with its line's end?");
        }
        this.sdkKey = sdkKey;
    }

    /**
     * How long the initialisation waits for the first flags. Past it the provider is in error, and becomes ready when they
     * come. LaunchDarkly's own {@code startWait} is not used.
     *
     * @param limit from 100 ms to 1 min; 5 s unless set
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public LaunchDarklyBuilder deadline(Duration limit) {
        if (limit.compareTo(SHORTEST) < 0 || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The deadline is " + limit + ", but has to be from " + SHORTEST + " to "
                    + LONGEST + ". Choose one in between.");
        }
        deadline = limit;
        return this;
    }

    /**
     * Everything else that LaunchDarkly's client can be told: endpoints of a Relay Proxy, HTTP proxies, events, a persistent
     * store, flags from a file.
     *
     * <pre>{@code
     * LaunchDarkly.sdkKey(key).configure(config -> config.serviceEndpoints(Components.serviceEndpoints().relayProxy(uri)))
     * }</pre>
     *
     * <p>Several are called one after the other.
     *
     * @param settings is called at {@link #build()}, by its thread, with a new builder
     * @return this
     */
    public LaunchDarklyBuilder configure(Consumer<LDConfig.Builder> settings) {
        this.settings = this.settings.andThen(settings);
        return this;
    }

    /**
     * Makes a provider. It connects when it is initialised, and not before; once it was shut down, it stays so.
     *
     * @return a new one each time
     */
    public FeatureProvider build() {
        LDConfig.Builder config =
                new LDConfig.Builder().wrapper(Components.wrapperInfo().wrapperName("yellowjack"));
        settings.accept(config);
        // The client must not wait in its constructor: what waits here is the initialisation, and only for its
        // deadline.
        return new LaunchDarklyProvider(sdkKey, config.startWait(Duration.ZERO).build(), deadline);
    }

    /** What it is, without the key. */
    @Override
    public String toString() {
        return "LaunchDarkly, waited for " + deadline.toMillis() + " ms at first";
    }
}
