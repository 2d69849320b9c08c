package dev.yellowjack.providers.launchdarkly;

import dev.yellowjack.tck.FlagBackend;
import dev.yellowjack.tck.FlagProviderTck;
import java.io.IOException;
import java.time.Duration;

final class StreamKilledKitTest extends FlagProviderTck {
    @Override
    protected FlagBackend backend() throws IOException {
        return new StreamBackend();
    }

    @Override
    protected Duration flipTime() {
        return Duration.ofMillis(200);
    }
}
