package dev.yellowjack;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/** The bodies that are made of something smaller. Each is an ordinary body: the engine knows none of them. */
final class Bodies {
    private Bodies() {}

    /** §3.9. */
    static ChildBody startAndStop(ChildBody start, Child.Action stop) {
        return context -> {
            start.run(context);
            try {
                context.awaitStop();
            } finally {
                stop.run();
            }
        };
    }

    static ChildBody every(Duration pause, ChildBody task) {
        return context -> {
            do {
                task.run(context);
            } while (!context.awaitStop(pause));
        };
    }

    /** §5.7. */
    static ChildBody supervise(Supplier<SupervisorBuilder> supplier) {
        return context -> {
            SupervisorBuilder builder = Objects.requireNonNull(
                    supplier.get(),
                    () -> "supervisor of child '" + context.id() + "' is null; give it something to run");
            Supervisor supervisor = builder.named(context.id()).start();
            context.onStop(() -> supervisor.close(Duration.ZERO));
            boolean closed = false;
            while (!closed) {
                // An interrupt hastens nothing here: each child inside has a grace of its own, and to leave before the
                // last body has ended would let the next incarnation double it (§1.2).
                try {
                    supervisor.awaitClosed();
                    closed = supervisor.close(Durations.LONGEST);
                } catch (InterruptedException graceIsOver) {
                    continue;
                }
                Thread.interrupted();
            }
        };
    }
}
