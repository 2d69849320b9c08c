package dev.yellowjack.providers.launchdarkly;

import dev.yellowjack.tck.FlagBackend;
import dev.yellowjack.tck.FlagProviderTck;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

final class FileDataKitTest extends FlagProviderTck {
    @Override
    protected FlagBackend backend() throws IOException {
        return new FileDataBackend();
    }

    @Override
    protected Duration flipTime() {
        return Duration.ofMillis(200);
    }

    @Override
    protected Map<String, String> lastingThreads() {
        return Map.of(
                "FileSystemWatchService", "LaunchDarkly's FileData 7.13.0 does not close its watch of the folder");
    }
}
