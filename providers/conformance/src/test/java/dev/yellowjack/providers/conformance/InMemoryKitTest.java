package dev.yellowjack.providers.conformance;

import dev.yellowjack.tck.FlagBackend;
import dev.yellowjack.tck.FlagProviderTck;
import java.time.Duration;

final class InMemoryKitTest extends FlagProviderTck {
    @Override
    protected FlagBackend backend() {
        return new InMemoryBackend();
    }

    @Override
    protected Duration flipTime() {
        return Duration.ofMillis(50);
    }
}
