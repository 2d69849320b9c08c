package dev.yellowjack.providers.launchdarkly;

import dev.yellowjack.tck.Abilities;
import dev.yellowjack.tck.FlagBackend;
import java.io.IOException;

/** The streaming service, for another provider than ours. */
abstract class ForwardingBackend implements FlagBackend {
    final StreamBackend stream;

    ForwardingBackend(StreamBackend stream) {
        this.stream = stream;
    }

    @Override
    public Abilities abilities() {
        return stream.abilities();
    }

    @Override
    public void set(String flag, boolean on) throws Exception {
        stream.set(flag, on);
    }

    @Override
    public void remove(String flag) throws Exception {
        stream.remove(flag);
    }

    @Override
    public void mistype(String flag) throws Exception {
        stream.mistype(flag);
    }

    @Override
    public void disable(String flag) throws Exception {
        stream.disable(flag);
    }

    @Override
    public void disconnect() throws IOException {
        stream.disconnect();
    }

    @Override
    public void reconnect() throws IOException {
        stream.reconnect();
    }

    @Override
    public void targetInstance(String flag, String targetingKey) throws Exception {
        stream.targetInstance(flag, targetingKey);
    }

    @Override
    public void targetChild(String flag, String attribute, String value) throws Exception {
        stream.targetChild(flag, attribute, value);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
