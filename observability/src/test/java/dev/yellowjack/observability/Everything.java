package dev.yellowjack.observability;

import dev.yellowjack.Child;
import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.RestartPolicy;
import dev.yellowjack.Supervisor;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A supervisor to which everything has happened that is measured. */
final class Everything implements AutoCloseable {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Flags flags = new Flags();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Supervisor supervisor;

    Everything(OpenTelemetry openTelemetry) {
        flags.on("on", "turned", "stubborn", "released").off("off").hang("hanging");
        supervisor = Supervisor.builder()
                .name("everything")
                .runtime("threads")
                .client(flags.client())
                .openTelemetry(openTelemetry)
                .evaluationLimit(Duration.ofMillis(200))
                .child(Child.named("off").flag("off").runs(ChildContext::awaitStop))
                .child(Child.named("unknown").flag("missing").runs(ChildContext::awaitStop))
                .child(Child.named("hanging").flag("hanging").runs(ChildContext::awaitStop))
                .child(Child.named("running").flag("on").runs(ChildContext::awaitStop))
                .child(Child.named("turned").flag("turned").runs(ChildContext::awaitStop))
                .child(Child.named("completed").flag("on").runs(body -> {}))
                .child(Child.named("quarantined").flag("on").runs(Everything::crash))
                .child(Child.named("released").flag("released").runs(Everything::crashAtFirst))
                .child(Child.named("restarted")
                        .flag("on")
                        .runs(Everything::crash)
                        .restart(RestartPolicy.upTo(1, HOUR).backOff(Duration.ZERO, Duration.ZERO)))
                .child(Child.named("backing-off")
                        .flag("on")
                        .runs(Everything::crash)
                        .restart(RestartPolicy.upTo(1, HOUR).backOff(HOUR, HOUR)))
                .child(Child.named("overdue")
                        .flag("stubborn")
                        .runs(body -> heedNothing())
                        .grace(Duration.ofMillis(10))
                        .interruptWait(Duration.ofMillis(10)))
                .start();
    }

    private static void crash(ChildContext body) {
        throw new IllegalStateException(body.id());
    }

    private static void crashAtFirst(ChildContext body) throws InterruptedException {
        if (body.incarnation() == 1) {
            crash(body);
        }
        body.awaitStop();
    }

    private void heedNothing() {
        while (closed.getCount() > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            Thread.interrupted();
        }
    }

    /** Has everything happen, and returns when it has. */
    void happen() throws InterruptedException {
        await("released", ChildState.QUARANTINED);
        supervisor.release("released");
        await("released", ChildState.RUNNING);
        await("overdue", ChildState.RUNNING);
        await("turned", ChildState.RUNNING);
        flags.off("stubborn", "turned");
        await("turned", ChildState.OFF);
        flags.on("turned");
        await("turned", ChildState.RUNNING);
        await("completed", ChildState.COMPLETED);
        await("quarantined", ChildState.QUARANTINED);
        await("restarted", ChildState.QUARANTINED);
        await("backing-off", ChildState.BACKING_OFF);
        Waiting.until(() -> supervisor.status("overdue").overdue(), supervisor::status);
    }

    private void await(String child, ChildState state) throws InterruptedException {
        if (!supervisor.await(child, state, Waiting.BOUND)) {
            throw new AssertionError(child + " is never " + state + ": " + supervisor.status(child));
        }
    }

    @Override
    public void close() {
        closed.countDown();
        flags.close();
        supervisor.close();
    }
}
