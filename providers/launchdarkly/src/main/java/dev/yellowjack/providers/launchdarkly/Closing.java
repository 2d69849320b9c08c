package dev.yellowjack.providers.launchdarkly;

import com.launchdarkly.sdk.server.LDClient;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes a client, and does not wait for ever: it sends its last analytics first, to a server that may hang. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);
    private static final Duration LIMIT = Duration.ofSeconds(2); // The SDK has up to three more for its events.

    private Closing() {}

    /** Returns when it is closed, or after two seconds, while a daemon thread goes on. */
    static void close(LDClient client) {
        Thread closing = new Thread(() -> closeNow(client), "yellowjack-launchdarkly-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(LIMIT.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            LOG.warn("LaunchDarkly's client takes long to send its last events; it is closed in the background.");
        }
    }

    private static void closeNow(LDClient client) {
        try {
            client.close();
        } catch (IOException | RuntimeException wrong) {
            LOG.warn(
                    "LaunchDarkly's client did not close well: {}",
                    wrong.getClass().getName());
        }
    }
}
