package dev.yellowjack.providers.flagd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that the test plays itself; nothing is dialled. */
@Timeout(60)
final class LineTest {
    private final List<StreamObserver<String>> streams = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> losses = new CopyOnWriteArrayList<>();
    private final Line<String> line = new Line<>(
            new Server("localhost", 1, false, Optional.empty()),
            (channel, stream) -> streams.add(stream),
            messages::add,
            losses::add);

    @AfterEach
    void close() {
        line.close();
    }

    private StreamObserver<String> stream(int number) {
        Heard.until(() -> "stream " + number + " was waited for", () -> streams.size() > number);
        return streams.get(number);
    }

    @Test
    void nothing_that_comes_of_a_stream_that_was_given_up_counts() {
        line.start();
        StreamObserver<String> first = stream(0);
        first.onNext("one");
        line.suspect(line.current(), "silence");
        first.onNext("late");
        first.onError(new IllegalStateException("late"));
        StreamObserver<String> second = stream(1);
        second.onNext("two");
        first.onNext("later");
        first.onCompleted();
        assertEquals(List.of("one", "two"), messages);
        assertEquals(List.of("silence"), losses);
        assertEquals(2, streams.size());
    }

    @Test
    void a_suspicion_of_one_stream_does_not_end_the_next() {
        line.start();
        long first = line.current();
        stream(0).onError(new IllegalStateException("ended"));
        stream(1).onNext("two");
        losses.clear();
        line.suspect(first, "silence");
        stream(1).onNext("three");
        assertEquals(List.of("two", "three"), messages);
        assertEquals(List.of(), losses);
    }
}
