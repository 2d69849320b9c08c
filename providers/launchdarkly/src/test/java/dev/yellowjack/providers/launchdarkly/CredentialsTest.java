package dev.yellowjack.providers.launchdarkly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.launchdarkly.sdk.server.Components;
import com.launchdarkly.sdk.server.interfaces.DataSourceStatusProvider.ErrorInfo;
import com.launchdarkly.sdk.server.interfaces.DataSourceStatusProvider.ErrorKind;
import com.launchdarkly.sdk.server.interfaces.DataSourceStatusProvider.State;
import com.launchdarkly.sdk.server.interfaces.DataSourceStatusProvider.Status;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.ProviderState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The SDK key goes to LaunchDarkly, and nowhere else: not even where everything is logged, and everything goes wrong. */
@Timeout(120)
final class CredentialsTest {
    private static final Logger ROOT = Logger.getLogger("");

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Level level = ROOT.getLevel();
    private final Handler[] handlers = ROOT.getHandlers();
    private final Handler spy = new Handler() {
        @Override
        public void publish(LogRecord record) {
            told.add(record.getLoggerName() + ": " + record.getMessage());
            tell(record.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        for (Handler handler : handlers) {
            ROOT.removeHandler(handler); // It would print all of that.
        }
        ROOT.setLevel(Level.ALL);
        ROOT.addHandler(spy);
    }

    @AfterEach
    void hush() {
        ROOT.removeHandler(spy);
        ROOT.setLevel(level);
        for (Handler handler : handlers) {
            ROOT.addHandler(handler);
        }
    }

    private void tell(Throwable thrown) {
        if (thrown != null) {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            told.add(text.toString());
        }
    }

    private void fail(FeatureProvider provider) {
        try {
            provider.initialize(new ImmutableContext("somebody"));
        } catch (Exception expected) {
            tell(expected);
        }
        told.add(provider + " " + provider.getMetadata().getName());
        provider.shutdown();
    }

    @Test
    void no_failure_tells_the_key() throws Exception {
        try (StreamBackend backend = new StreamBackend()) {
            LaunchDarklyBuilder builder = backend.builder().deadline(Duration.ofMillis(200));
            backend.server.answer(401);
            fail(builder.build());
            backend.server.answer(503);
            fail(builder.build());
            backend.server.answer(200);
            backend.server.freeze();
            fail(builder.build());
            backend.server.thaw();
            backend.server.down();
            fail(builder.build());
            backend.server.up();
            fail(backend.builder()
                    .configure(config -> config.dataStore(context -> {
                        throw new IllegalStateException("no store with " + context.getSdkKey());
                    }))
                    .build());
            try (Listening listening = Listening.toReady(backend.builder()
                    .configure(config -> config.events(Components.sendEvents()))
                    .build())) {
                backend.server.answer(503); // Or it might be back before anybody has looked.
                backend.server.send(StreamServer.message("put", "{\"oops\": " + StreamBackend.SDK_KEY));
                listening.await(
                        "the malformed message to be noticed",
                        () -> !listening
                                .of(dev.openfeature.sdk.ProviderEvent.PROVIDER_STALE)
                                .isEmpty());
                backend.server.answer(401);
                backend.server.drop();
                listening.awaitState(ProviderState.FATAL);
                told.add(listening.heard());
                told.add(String.valueOf(listening.ask("a", true)));
            }
            assertTrue(
                    backend.server.requests.stream().allMatch(one -> one.contains(StreamBackend.SDK_KEY)),
                    "the server was not told the key, so this test shows nothing");
        }
        assertTrue(told.size() > 50, "too little was told: " + told);
        assertEquals(
                List.of(),
                told.stream().filter(text -> text.contains("very-secret")).toList());
    }

    @Test
    void a_password_in_an_address_is_not_told() {
        Status status = new Status(
                State.INTERRUPTED,
                Instant.EPOCH,
                new ErrorInfo(
                        ErrorKind.NETWORK_ERROR,
                        0,
                        "java.net.ConnectException: cannot reach http://relay:pa@55word@relay.example/all with key sdk-12345",
                        Instant.EPOCH));
        assertEquals(
                "LaunchDarkly is lost: ConnectException: cannot reach http://***@relay.example/all with key ***. Its last"
                        + " flags are in force.",
                new Problems("sdk-12345").ofOutage(status));
    }
}
