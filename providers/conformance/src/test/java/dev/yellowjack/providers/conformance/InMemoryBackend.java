package dev.yellowjack.providers.conformance;

import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.Value;
import dev.openfeature.sdk.providers.memory.ContextEvaluator;
import dev.openfeature.sdk.providers.memory.Flag;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import dev.yellowjack.tck.Abilities;
import dev.yellowjack.tck.Ability;
import dev.yellowjack.tck.FlagBackend;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map of flags. */
class InMemoryBackend implements FlagBackend {
    private final Map<String, Flag<?>> flags = new HashMap<>();
    private @Nullable InMemoryProvider latest;

    @Override
    public FeatureProvider provider() {
        latest = new InMemoryProvider(Map.copyOf(flags));
        return latest;
    }

    @Override
    public Abilities abilities() {
        return Abilities.all()
                .without(Ability.REMOVE, "it keeps every flag that it has ever been given")
                .without(Ability.DISCONNECT, "its flags are in its own memory")
                .without(Ability.COLD_START, "its flags are in its own memory");
    }

    @Override
    public void set(String flag, boolean on) {
        put(flag, bool().defaultVariant(on ? "on" : "off").build());
    }

    @Override
    public void mistype(String flag) {
        put(
                flag,
                Flag.<String>builder()
                        .variant("on", "yellow")
                        .defaultVariant("on")
                        .build());
    }

    @Override
    public void disable(String flag) {
        put(flag, bool().defaultVariant("on").disabled(true).build());
    }

    @Override
    public void targetInstance(String flag, String targetingKey) {
        put(flag, targeted((one, context) -> targetingKey.equals(context.getTargetingKey())));
    }

    @Override
    public void targetChild(String flag, String attribute, String value) {
        put(flag, targeted((one, context) -> new Value(value).equals(context.getValue(attribute))));
    }

    private static Flag<Boolean> targeted(ContextEvaluator<Boolean> rule) {
        return bool().defaultVariant("off").contextEvaluator(rule).build();
    }

    private static Flag.FlagBuilder<Boolean> bool() {
        return Flag.<Boolean>builder().variant("on", true).variant("off", false);
    }

    private void put(String key, Flag<?> flag) {
        flags.put(key, flag);
        if (latest != null) { // One that has been replaced is shut down, and does not bear with updates.
            latest.updateFlag(key, flag);
        }
    }
}
