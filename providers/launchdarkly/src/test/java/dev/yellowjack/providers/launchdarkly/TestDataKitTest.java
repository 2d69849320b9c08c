package dev.yellowjack.providers.launchdarkly;

import dev.yellowjack.tck.FlagBackend;
import dev.yellowjack.tck.FlagProviderTck;
import java.time.Duration;

final class TestDataKitTest extends FlagProviderTck {
    @Override
    protected FlagBackend backend() {
        return new TestDataBackend();
    }

    @Override
    protected Duration flipTime() {
        return Duration.ofMillis(200);
    }
}
