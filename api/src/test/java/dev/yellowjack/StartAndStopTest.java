package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** §3.9: a child that is a pair of start and stop. */
@Timeout(30)
class StartAndStopTest {
    private final List<String> calls = new CopyOnWriteArrayList<>();

    private static Child.Flagged mailer() {
        return Child.named("mailer").flag("mailer");
    }

    private Child startsAndStops() {
        return mailer().startsAndStops(() -> calls.add("start"), () -> calls.add("stop"));
    }

    private void awaitStarted() {
        Await.until("started", () -> calls.contains("start"));
    }

    @Test
    void itIsStoppedOnceWhenItIsAskedToStop() throws Exception {
        Incarnation incarnation = Incarnation.of(startsAndStops());
        awaitStarted();
        assertTrue(incarnation.isRunning());
        incarnation.requestStop();
        assertNull(incarnation.end());
        assertEquals(List.of("start", "stop"), calls);
    }

    @Test
    void aStartThatThrowsIsACrashAndStopIsNotCalled() throws Exception {
        Exception noPort = new Exception("no port");
        Child child = mailer().startsAndStops(
                        () -> {
                            throw noPort;
                        },
                        () -> calls.add("stop"));
        Incarnation incarnation = Incarnation.of(child);
        assertSame(noPort, incarnation.end());
        incarnation.requestStop();
        assertEquals(List.of(), calls);
    }

    @Test
    void anErrorOfStartIsACrashAndStopIsNotCalled() throws Exception {
        Error noClass = new NoClassDefFoundError("mail");
        ChildBody start = context -> {
            throw noClass;
        };
        assertSame(
                noClass,
                Incarnation.of(mailer().startsAndStops(start, () -> calls.add("stop")))
                        .end());
        assertEquals(List.of(), calls);
    }

    @Test
    void aFailureAfterTheStartCallsStopOnce() throws Exception {
        AtomicReference<ChildContext> kept = new AtomicReference<>();
        Child child = mailer().startsAndStops(kept::set, () -> calls.add("stop"));
        Incarnation incarnation = Incarnation.of(child);
        Await.until("started", () -> kept.get() != null);
        Exception lost = new Exception("connection lost");
        kept.get().fail(lost);
        assertNull(incarnation.end());
        assertSame(lost, incarnation.context().failure());
        assertEquals(List.of("stop"), calls);
    }

    @Test
    void anInterruptWhileItRunsCallsStopOnceAndWithoutAnInterruptPending() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        Child child = mailer().startsAndStops(() -> calls.add("start"), () -> {
            interrupted.set(Thread.currentThread().isInterrupted());
            calls.add("stop");
        });
        Incarnation incarnation = Incarnation.of(child);
        awaitStarted();
        incarnation.interrupt();
        assertInstanceOf(InterruptedException.class, incarnation.end());
        assertEquals(List.of("start", "stop"), calls);
        assertFalse(interrupted.get());
    }

    @Test
    void aStopThatThrowsIsHeardOf() throws Exception {
        Exception stuck = new Exception("stuck");
        Child child = mailer().startsAndStops(() -> calls.add("start"), () -> {
            throw stuck;
        });
        Incarnation incarnation = Incarnation.of(child);
        awaitStarted();
        incarnation.requestStop();
        assertSame(stuck, incarnation.end());
    }

    @Test
    void eachIncarnationStartsAndStopsAnew() throws Exception {
        Child child = startsAndStops();
        for (int i = 0; i < 2; i++) {
            Incarnation incarnation = Incarnation.of(child);
            incarnation.requestStop();
            assertNull(incarnation.end());
        }
        assertEquals(List.of("start", "stop", "start", "stop"), calls);
    }
}
