package dev.yellowjack.providers.conformance;

import dev.yellowjack.tck.FlagBackend;
import dev.yellowjack.tck.FlagProviderTck;
import java.time.Duration;

final class MultiProviderKitTest extends FlagProviderTck {
    @Override
    protected FlagBackend backend() {
        return new MultiProviderBackend();
    }

    @Override
    protected Duration flipTime() {
        return Duration.ofMillis(50);
    }
}
