package dev.yellowjack.tck;

import dev.yellowjack.runtime.SupervisorRuntime;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The kit on streaming providers of some kind. */
abstract class StreamingKit extends FlagProviderTck {
    private final Function<StreamingBackend, StreamingProvider> maker;

    StreamingKit(Function<StreamingBackend, StreamingProvider> maker) {
        this.maker = maker;
    }

    @Override
    protected FlagBackend backend() {
        return new StreamingBackend(maker);
    }

    @Override
    protected Duration flipTime() {
        return Duration.ofMillis(50);
    }

    @Override
    protected Optional<SupervisorRuntime> runtime() {
        return Optional.of(TestRuntime.runtime());
    }
}
