package dev.yellowjack.providers.launchdarkly;

import com.launchdarkly.openfeature.serverprovider.Provider;
import com.launchdarkly.sdk.server.LDConfig;
import dev.openfeature.sdk.FeatureProvider;
import dev.yellowjack.tck.FlagBackend;
import dev.yellowjack.tck.FlagProviderTck;
import java.io.IOException;
import java.time.Duration;

/** LaunchDarkly's own provider, on the server that ours is tested with. */
final class OfficialLaunchDarklyKitTest extends FlagProviderTck {
    @Override
    protected FlagBackend backend() throws IOException {
        return new OfficialBackend();
    }

    @Override
    protected Duration flipTime() {
        return Duration.ofMillis(200);
    }

    private static final class OfficialBackend extends ForwardingBackend {
        OfficialBackend() throws IOException {
            super(new StreamBackend());
        }

        @Override
        public FeatureProvider provider() {
            LDConfig.Builder config = new LDConfig.Builder().startWait(Duration.ofSeconds(5));
            stream.pointHere(config);
            return new Provider(StreamBackend.SDK_KEY, config.build());
        }
    }
}
