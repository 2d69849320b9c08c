package dev.yellowjack.tck;

/** The kit on a provider that can do everything. */
class StreamingProviderTest extends StreamingKit {
    StreamingProviderTest() {
        super(StreamingProvider::new);
    }
}
