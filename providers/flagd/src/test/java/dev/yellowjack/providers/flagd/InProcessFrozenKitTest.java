package dev.yellowjack.providers.flagd;

import dev.yellowjack.tck.FlagBackend;
import dev.yellowjack.tck.FlagProviderTck;
import java.io.IOException;
import java.time.Duration;

final class InProcessFrozenKitTest extends FlagProviderTck {
    @Override
    protected FlagBackend backend() throws IOException {
        return new SyncServerBackend(Outage.FROZEN);
    }

    @Override
    protected Duration flipTime() {
        return Duration.ofMillis(200);
    }
}
