package dev.yellowjack.providers.launchdarkly;

/** Makes providers that ask LaunchDarkly. Thread-safe. */
public final class LaunchDarkly {
    private LaunchDarkly() {}

    /**
     * Asks the environment that a key belongs to.
     *
     * @param key a server-side SDK key; it appears in no message, log or {@code toString}
     * @return a builder with defaults that are fit for use
     * @throws NullPointerException if it is null, as where an environment variable is not set
     * @throws IllegalArgumentException if it is blank, or has a character that no key has; the message does not repeat it
     */
    public static LaunchDarklyBuilder sdkKey(String key) {
        return new LaunchDarklyBuilder(key);
    }
}
