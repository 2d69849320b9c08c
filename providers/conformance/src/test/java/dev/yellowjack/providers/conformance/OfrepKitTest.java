package dev.yellowjack.providers.conformance;

import dev.yellowjack.tck.FlagBackend;
import dev.yellowjack.tck.FlagProviderTck;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

final class OfrepKitTest extends FlagProviderTck {
    @Override
    protected FlagBackend backend() throws IOException {
        return new OfrepBackend();
    }

    @Override
    protected Duration flipTime() {
        return Duration.ofMillis(100);
    }

    @Override
    protected Map<String, String> lastingThreads() {
        return Map.of("HttpClient-", "it never closes its HTTP client, whose daemon ends once it is collected");
    }
}
