package dev.yellowjack.providers.flagd;

import dev.openfeature.sdk.FeatureProvider;

/** Settings of a provider in the making. Not thread-safe. */
public sealed interface FlagdBuilder permits FlagdFileBuilder, FlagdServerBuilder {
    /**
     * Makes a provider. It does nothing until it is initialised, starts daemon threads alone, and is thread-safe. Once shut
     * down it cannot be used again.
     *
     * @return a new one each time
     */
    FeatureProvider build();
}
