package dev.yellowjack.providers.conformance;

import dev.openfeature.contrib.providers.flagd.Config;
import dev.openfeature.contrib.providers.flagd.FlagdProvider;
import dev.openfeature.contrib.providers.flagd.resolver.process.storage.connector.QueuePayload;
import dev.openfeature.contrib.providers.flagd.resolver.process.storage.connector.QueuePayloadType;
import dev.openfeature.contrib.providers.flagd.resolver.process.storage.connector.QueueSource;
import dev.openfeature.sdk.FeatureProvider;
import dev.yellowjack.tck.Abilities;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Flags that come to flagd's own provider by a source of the application's, whose queue has no end. */
final class FlagdQueueBackend extends FlagdTexts {
    private Source latest = new Source();
    private boolean connected = true;

    @Override
    public FeatureProvider provider() {
        latest = new Source();
        if (connected) {
            changed();
        }
        return new FlagdProvider(
                options(Config.Resolver.IN_PROCESS).customConnector(latest).build());
    }

    @Override
    public Abilities abilities() {
        return Abilities.all();
    }

    @Override
    void changed() {
        if (connected) {
            latest.queue.add(new QueuePayload(QueuePayloadType.DATA, json()));
        }
    }

    @Override
    public void disconnect() {
        connected = false;
        latest.queue.add(new QueuePayload(QueuePayloadType.ERROR, "of the kit"));
    }

    @Override
    public void reconnect() {
        connected = true;
        changed();
    }

    /** What a source of the application's has to bring. */
    private static final class Source implements QueueSource {
        private final BlockingQueue<QueuePayload> queue = new LinkedBlockingQueue<>();

        @Override
        public void init() {}

        @Override
        public BlockingQueue<QueuePayload> getStreamQueue() {
            return queue;
        }

        @Override
        public void shutdown() {}
    }
}
