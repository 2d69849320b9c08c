package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A child that does something time and again. */
@Timeout(30)
class EveryTest {
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final List<String> events = new ArrayList<>();

    private static Child.Flagged poller() {
        return Child.named("poller").flag("poller");
    }

    /** A context in which pauses take no time, and that is asked to stop during one of them. */
    private FakeContext stoppedInPause(int which) {
        return new FakeContext() {
            private int pauses;

            @Override
            public boolean awaitStop(Duration timeout) {
                events.add("pause of " + timeout);
                return ++pauses == which;
            }
        };
    }

    @Test
    void itRunsAtOnceThenAfterEachPauseUntilItIsStopped() throws Exception {
        poller().every(PAUSE, () -> events.add("run")).body().run(stoppedInPause(3));
        assertEquals(List.of("run", "pause of PT5M", "run", "pause of PT5M", "run", "pause of PT5M"), events);
    }

    @Test
    void aRunThatThrowsIsACrashAndTheLast() {
        Exception broken = new Exception("broken");
        Child child = poller().every(PAUSE, () -> {
            events.add("run");
            if (events.size() > 2) {
                throw broken;
            }
        });
        Exception thrown = assertThrows(Exception.class, () -> child.body().run(stoppedInPause(9)));
        assertSame(broken, thrown);
        assertEquals(List.of("run", "pause of PT5M", "run"), events);
    }

    @Test
    void aTaskIsGivenItsContext() throws Exception {
        FakeContext context = stoppedInPause(1);
        List<ChildContext> given = new ArrayList<>();
        poller().every(PAUSE, (ChildBody) given::add).body().run(context);
        assertEquals(List.of(context), given);
    }

    @Test
    void aStopEndsThePause() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Incarnation incarnation = Incarnation.of(poller().every(PAUSE, runs::incrementAndGet));
        Await.until("it ran", () -> runs.get() == 1);
        incarnation.requestStop();
        assertNull(incarnation.end());
        assertEquals(1, runs.get());
    }

    @Test
    void anInterruptEndsThePause() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Incarnation incarnation = Incarnation.of(poller().every(PAUSE, runs::incrementAndGet));
        Await.until("it ran", () -> runs.get() == 1);
        incarnation.interrupt();
        assertInstanceOf(InterruptedException.class, incarnation.end());
    }
}
