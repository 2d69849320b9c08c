package dev.yellowjack.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.Supervisor;
import dev.yellowjack.providers.flagd.Flagd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The wire to flagd, with a stand-in for it in this JVM. */
@Timeout(120)
class FlagdWireTest {
    private static final String CONNECTED = "Connected to flagd: its flags count from now on.";
    private static final int FLIPS = 50;

    private final Semaphore bodies = new Semaphore(0);

    @Test
    @DisplayName(
            "without a server nothing runs; it is taken when it comes, missed when it goes, and heeded when it is back")
    void serverComesAndGoes() throws Exception {
        int port = FlagdServer.freePorts(1).get(0);
        try (Listening listening = listening(port);
                Supervisor supervisor = supervisor(listening)) {
            assertBegins("flagd does not answer yet: ", listening.next());
            assertEquals(ChildState.OFF, supervisor.status("mailer").state());

            SyncServer first = new SyncServer(port, flags("on"));
            assertEquals(CONNECTED, listening.next());
            awaitBody();
            first.close();
            assertBegins("flagd at localhost:" + port + " is lost: ", listening.next());
            supervisor.check().get(10, TimeUnit.SECONDS);
            assertEquals(ChildState.RUNNING, supervisor.status("mailer").state());

            try (SyncServer second = new SyncServer(port, flags("off"))) {
                assertEquals(CONNECTED, listening.next());
                awaitState(supervisor, ChildState.OFF);
                second.send("{\"flags\":{}}");
                assertBegins("The flags of flagd are wrong: flag \"mailer\" is missing. ", listening.next());
            }
        }
    }

    @Test
    @DisplayName("a flip at the server starts the child")
    void flipStartsChild() throws Exception {
        int port = FlagdServer.freePorts(1).get(0);
        List<Long> micros = new ArrayList<>();
        try (SyncServer server = new SyncServer(port, flags("off"));
                Listening listening = listening(port);
                Supervisor supervisor = supervisor(listening)) {
            assertEquals(CONNECTED, listening.next());
            for (int flip = 0; flip < FLIPS; flip++) {
                assertEquals(0, bodies.availablePermits());
                long start = System.nanoTime();
                server.send(flags("on"));
                awaitBody();
                micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
                server.send(flags("off"));
                awaitState(supervisor, ChildState.OFF);
            }
        }
        List<Long> sorted = micros.stream().sorted().toList();
        System.out.printf(
                "From a flip at the server to the body, %d times: median %.1f ms, at most %.1f ms%n",
                FLIPS, sorted.get(FLIPS / 2) / 1000.0, sorted.get(FLIPS - 1) / 1000.0);
    }

    private static String flags(String variant) {
        return """
            {"flags":{"mailer":{"state":"ENABLED","variants":{"on":true,"off":false},"defaultVariant":"%s"}}}
            """.formatted(variant);
    }

    private static Listening listening(int port) {
        return new Listening(
                new FlagsSource.OfServer(Flagd.inProcess().port(port).deadline(Duration.ofSeconds(1))),
                Set.of("mailer"));
    }

    private Supervisor supervisor(Listening listening) {
        return Supervisor.builder()
                .runtime("threads")
                .client(listening.api.getClient())
                .child(Child.named("mailer").flag("mailer").runs(context -> {
                    bodies.release();
                    context.awaitStop();
                }))
                .start();
    }

    private void awaitBody() throws InterruptedException {
        assertTrue(bodies.tryAcquire(20, TimeUnit.SECONDS), "the body should have begun");
    }

    private static void awaitState(Supervisor supervisor, ChildState state) throws InterruptedException {
        Listening.await(
                "the child is " + state, () -> supervisor.status("mailer").state() == state);
    }

    private static void assertBegins(String begin, String line) {
        assertTrue(line.startsWith(begin), line);
    }
}
