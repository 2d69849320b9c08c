package dev.yellowjack.providers.launchdarkly;

import com.launchdarkly.sdk.LDValue;
import com.launchdarkly.sdk.server.Components;
import com.launchdarkly.sdk.server.integrations.TestData;
import dev.openfeature.sdk.FeatureProvider;
import dev.yellowjack.tck.Abilities;
import dev.yellowjack.tck.Ability;
import dev.yellowjack.tck.FlagBackend;

/** LaunchDarkly's own flags for tests, in this JVM. */
public final class TestDataBackend implements FlagBackend {
    final TestData data = TestData.dataSource();

    @Override
    public FeatureProvider provider() {
        return LaunchDarkly.sdkKey("none")
                .configure(config -> config.dataSource(data).events(Components.noEvents()))
                .deadline(StreamBackend.COLD_START)
                .build();
    }

    @Override
    public Abilities abilities() {
        return Abilities.all()
                .without(Ability.DISCONNECT, "TestData is a part of this process")
                .without(Ability.COLD_START, "TestData is a part of this process")
                .without(Ability.DISABLE, "TestData cannot make a flag that has no value for off");
    }

    @Override
    public void set(String flag, boolean on) {
        data.update(data.flag(flag)
                .booleanFlag()
                .on(true)
                .clearRules()
                .clearTargets()
                .variationForAll(on));
    }

    @Override
    public void remove(String flag) {
        data.delete(flag);
    }

    @Override
    public void mistype(String flag) {
        data.update(data.flag(flag).clearRules().clearTargets().valueForAll(LDValue.of("yellow")));
    }

    @Override
    public void targetInstance(String flag, String targetingKey) {
        data.update(data.flag(flag)
                .booleanFlag()
                .on(true)
                .clearRules()
                .clearTargets()
                .fallthroughVariation(false)
                .variationForUser(targetingKey, true));
    }

    @Override
    public void targetChild(String flag, String attribute, String value) {
        data.update(data.flag(flag)
                .booleanFlag()
                .on(true)
                .clearRules()
                .clearTargets()
                .fallthroughVariation(false)
                .ifMatch(attribute, LDValue.of(value))
                .thenReturn(true));
    }
}
