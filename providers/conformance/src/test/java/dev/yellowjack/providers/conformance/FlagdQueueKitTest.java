package dev.yellowjack.providers.conformance;

import dev.yellowjack.tck.FlagBackend;
import dev.yellowjack.tck.FlagProviderTck;
import java.time.Duration;
import java.util.Map;

final class FlagdQueueKitTest extends FlagProviderTck {
    @Override
    protected FlagBackend backend() {
        return new FlagdQueueBackend();
    }

    @Override
    protected Duration flipTime() {
        return Duration.ofMillis(100);
    }

    @Override
    protected Map<String, String> lastingThreads() {
        return Map.of(
                "FlagStore.lambda$init$0", "it leaves this daemon behind each time that it is shut down",
                "InProcessResolver.lambda$init$0", "it leaves this daemon behind each time that it is shut down");
    }
}
