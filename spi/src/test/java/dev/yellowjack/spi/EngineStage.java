package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.ImmutableContext;
import dev.yellowjack.Child;
import dev.yellowjack.ChildBody;
import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Report;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition;
import dev.yellowjack.runtime.SupervisorClock;
import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.runtime.SupervisorTelemetry;
import dev.yellowjack.tck.ManualClock;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** What a test of the whole engine has to itself: flags, a clock, a listener, and one supervisor at a time. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class EngineStage {
    static final Duration BOUND = Eventually.BOUND;
    static final String INSTANCE = "engine-test";

    final FakeClient flags = new FakeClient();
    final ManualClock time = new ManualClock();
    final List<Transition> transitions = new CopyOnWriteArrayList<>();
    final List<Report> reports = new CopyOnWriteArrayList<>();
    final List<String> readings = new CopyOnWriteArrayList<>();
    final CountDownLatch gate = new CountDownLatch(1);
    final AtomicReference<Supervisor> running = new AtomicReference<>();

    private final SupervisorListener recorder = new SupervisorListener() {
        @Override
        public void onTransition(Transition transition) {
            transitions.add(transition);
        }

        @Override
        public void onReport(Report report) {
            reports.add(report);
        }

        @Override
        public void onReading(String child, Reading before, Reading after) {
            readings.add(child + " " + after);
        }
    };

    /** What the supervisor goes by. */
    SupervisorClock clock() {
        return time;
    }

    Supervisor start(Child... children) {
        return start(EngineStage::launchOnNewThread, children);
    }

    Supervisor start(Launcher launcher, Child... children) {
        running.set(Engine.start(
                new SupervisorConfig(
                        INSTANCE,
                        flags.client(),
                        new ImmutableContext(INSTANCE),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        clock(),
                        List.of(recorder),
                        List.of(children),
                        SupervisorTelemetry.of(INSTANCE, OpenTelemetry.noop(), 0)),
                launcher));
        return running.get();
    }

    static Launch launchOnNewThread(LaunchTask task) {
        Thread thread = new Thread(task, task.name());
        thread.setDaemon(true);
        thread.start();
        return Launch.CERTAIN;
    }

    @AfterEach
    void close() {
        gate.countDown();
        if (running.get() != null) {
            assertTrue(running.get().close(BOUND), "every body has ended");
        }
    }

    static Child child(String id, ChildBody body) {
        return Child.named(id).flag(id).runs(body);
    }

    static Child waiting(String id) {
        return child(id, ChildContext::awaitStop);
    }

    /** One that does not stop before the gate opens, or the test ends. */
    Child stubborn(String id) {
        return child(id, context -> gate.await());
    }

    /** Has the flag answer so; returns when the supervisor has acted on it. */
    void flip(Supervisor supervisor, String flag, boolean on) {
        flags.flags.put(flag, FakeClient.value(on));
        supervisor.check().join();
    }

    void run(Supervisor supervisor, String id) throws InterruptedException {
        flip(supervisor, id, true);
        await(supervisor, id, ChildState.RUNNING);
    }

    static void await(Supervisor supervisor, String id, ChildState state) throws InterruptedException {
        assertTrue(supervisor.await(id, state, BOUND), () -> id + " is to be " + state + ": " + supervisor.status(id));
    }
}
