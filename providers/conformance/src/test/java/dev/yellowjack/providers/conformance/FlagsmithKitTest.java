package dev.yellowjack.providers.conformance;

import dev.yellowjack.tck.FlagBackend;
import dev.yellowjack.tck.FlagProviderTck;
import java.io.IOException;
import java.time.Duration;

final class FlagsmithKitTest extends FlagProviderTck {
    @Override
    protected FlagBackend backend() throws IOException {
        return new FlagsmithBackend();
    }

    @Override
    protected Duration flipTime() {
        return Duration.ofMillis(100);
    }
}
