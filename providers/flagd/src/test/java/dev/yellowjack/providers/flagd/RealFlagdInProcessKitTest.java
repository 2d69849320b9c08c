package dev.yellowjack.providers.flagd;

import dev.yellowjack.tck.FlagBackend;
import dev.yellowjack.tck.FlagProviderTck;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FlagdBinary.class)
final class RealFlagdInProcessKitTest extends FlagProviderTck {
    @Override
    protected FlagBackend backend() throws Exception {
        return RealFlagdBackend.inProcess();
    }

    @Override
    protected Duration flipTime() {
        return Duration.ofMillis(200);
    }
}
