package dev.yellowjack.providers.conformance;

import dev.yellowjack.tck.FlagBackend;
import dev.yellowjack.tck.FlagProviderTck;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

final class UnleashKitTest extends FlagProviderTck {
    @Override
    protected FlagBackend backend() throws IOException {
        return new UnleashBackend();
    }

    @Override
    protected Duration flipTime() {
        return Duration.ofMillis(1100);
    }

    @Override
    protected Map<String, String> lastingThreads() {
        return Map.of(
                "unleash-api-executor",
                "of the two threads of an UnleashScheduledExecutorImpl, its shutdown ends one; both are daemons");
    }
}
