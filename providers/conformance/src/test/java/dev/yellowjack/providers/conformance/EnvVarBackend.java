package dev.yellowjack.providers.conformance;

import dev.openfeature.contrib.providers.envvar.EnvVarProvider;
import dev.openfeature.sdk.FeatureProvider;
import dev.yellowjack.tck.Abilities;
import dev.yellowjack.tck.Ability;
import dev.yellowjack.tck.FlagBackend;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Variables by the provider's own gateway: the real environment of a JVM never changes. */
final class EnvVarBackend implements FlagBackend {
    private final Map<String, String> variables = new ConcurrentHashMap<>();

    @Override
    public FeatureProvider provider() {
        return new EnvVarProvider(variables::get);
    }

    @Override
    public Abilities abilities() {
        return Abilities.all()
                .without(Ability.PUSH, "it announces nothing: what its gateway gives is seen at the next check")
                .without(
                        Ability.MISTYPE,
                        "it takes anything but \"true\" for OFF, \"yes\" and \"1\" included, and that stops the child")
                .without(Ability.DISABLE, "a variable is there or not")
                .without(Ability.DISCONNECT, "variables are in the process")
                .without(Ability.COLD_START, "variables are in the process")
                .without(Ability.TARGET_INSTANCE, "it has no rules; each instance has an environment of its own")
                .without(Ability.TARGET_CHILD, "it has no rules; give each child a flag of its own");
    }

    @Override
    public void set(String flag, boolean on) {
        variables.put(flag, Boolean.toString(on));
    }

    @Override
    public void remove(String flag) {
        variables.remove(flag);
    }
}
