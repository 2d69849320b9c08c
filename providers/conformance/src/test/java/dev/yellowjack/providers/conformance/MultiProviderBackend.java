package dev.yellowjack.providers.conformance;

import dev.openfeature.contrib.providers.envvar.EnvVarProvider;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.multiprovider.MultiProvider;
import dev.yellowjack.tck.Abilities;
import dev.yellowjack.tck.Ability;
import java.util.List;

/** Environment variables before a map of flags: the first that knows the flag answers. No variable is set. */
final class MultiProviderBackend extends InMemoryBackend {
    @Override
    public FeatureProvider provider() {
        return new MultiProvider(List.of(new EnvVarProvider(name -> null), super.provider()));
    }

    @Override
    public Abilities abilities() {
        return super.abilities()
                .without(
                        Ability.PUSH,
                        "it hands none of its providers' events on, so that a flip is seen at the next check");
    }
}
