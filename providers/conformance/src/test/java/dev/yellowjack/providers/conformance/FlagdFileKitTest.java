package dev.yellowjack.providers.conformance;

import dev.yellowjack.tck.FlagBackend;
import dev.yellowjack.tck.FlagProviderTck;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

final class FlagdFileKitTest extends FlagProviderTck {
    @Override
    protected FlagBackend backend() throws IOException {
        return new FlagdFileBackend();
    }

    @Override
    protected Duration flipTime() {
        return Duration.ofMillis(250);
    }

    @Override
    protected Map<String, String> lastingThreads() {
        return Map.of(
                "FlagStore.lambda$init$0", "it leaves this daemon behind each time that it is shut down",
                "InProcessResolver.lambda$init$0", "it leaves this daemon behind each time that it is shut down");
    }
}
