package dev.yellowjack.tck;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Report;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import dev.yellowjack.runtime.SupervisorRuntime;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/**
 * What one test has to itself: flags, a clock, a listener, probes, and a supervisor of the runtime under test.
 *
 * <p>No time passes on the clock unless the test moves it, and the check interval and the evaluation limit are longer than
 * any test moves it, unless the test sets them. So nothing happens but what the test brings about.
 */
public final class Stage {
    private static final Duration NEVER = Duration.ofDays(10_000);

    final ManualClock clock = new ManualClock();
    final FakeFlags flags = FakeFlags.ready();
    final Recorder recorder = new Recorder();
    final OpenFeatureAPI api;
    final Client client;
    final SupervisorTck kit;

    private final SupervisorRuntime runtime;
    private final Queue<OpenFeatureAPI> apis = new ConcurrentLinkedQueue<>();
    private final Queue<Probe> probes = new ConcurrentLinkedQueue<>();
    private final Queue<Gate> gates = new ConcurrentLinkedQueue<>();
    private final Queue<Supplier<@Nullable Supervisor>> started = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Supervisor supervisor;

    Stage(SupervisorTck kit) {
        this.kit = kit;
        runtime = kit.runtime();
        Tally.of(kit.getClass()).subject("runtime '" + runtime.name() + "'");
        api = isolatedApi();
        client = api.getClient();
        api.setProviderAndWait(flags);
    }

    /** A body, and with it a flag of the same name, which is off. */
    Probe probe(String id) {
        flags.offUnlessSet(id);
        Probe probe = new Probe(id);
        probes.add(probe);
        return probe;
    }

    /** A gate that is opened at the end of the test, if not before. */
    Gate gate() {
        Gate gate = new Gate();
        gates.add(gate);
        return gate;
    }

    /** A flag client of its own, without a provider. */
    OpenFeatureAPI isolatedApi() {
        OpenFeatureAPI fresh = OpenFeatureAPI.createIsolated();
        apis.add(fresh);
        return fresh;
    }

    SupervisorBuilder builder() {
        return Supervisor.builder()
                .runtime(runtime)
                .client(client)
                .clock(clock)
                .instance("tck")
                .listener(recorder)
                .checkInterval(NEVER)
                .evaluationLimit(NEVER);
    }

    Supervisor start(Probe... bodies) {
        return start(Arrays.stream(bodies).map(Probe::child).toArray(Child[]::new));
    }

    Supervisor start(Child... children) {
        return start(builder(), children);
    }

    Supervisor start(SupervisorBuilder builder, Child... children) {
        for (Child child : children) {
            builder.child(child);
        }
        Supervisor fresh = builder.start();
        started.add(() -> fresh);
        supervisor = fresh;
        return fresh;
    }

    /** Starts a supervisor and keeps no reference to it that would keep it from being collected. */
    void startUnreferenced(Probe body) {
        started.add(new WeakReference<>(builder().child(body.child()).start())::get);
    }

    /** The one that was started last. */
    Supervisor supervisor() {
        Supervisor latest = supervisor;
        if (latest == null) {
            throw new AssertionError("no supervisor has been started in this test");
        }
        return latest;
    }

    ChildStatus status(String child) {
        return supervisor().status(child);
    }

    ChildState state(String child) {
        return status(child).state();
    }

    /** Turns these flags on; returns when the supervisor has read that. */
    void on(String... flagsOn) {
        flags.on(flagsOn);
        check();
    }

    /** Turns these flags off; returns when the supervisor has read that. */
    void off(String... flagsOff) {
        flags.off(flagsOff);
        check();
    }

    /** Makes these flags answer something else; returns when the supervisor has read that. */
    void answer(Answer answer, String... flagsChanged) {
        flags.answer(answer, flagsChanged);
        check();
    }

    /** The barrier: returns when the supervisor has read all flags and acted on what they say (§5.6). */
    void check() {
        get(supervisor().check());
    }

    /** Begins to read all flags, and waits for nothing: where one hangs, or the supervisor is about to close. */
    void beginCheck() {
        CompletableFuture<Void> unused = supervisor().check();
    }

    /** The barrier, and a short time in which whatever must not happen would happen. */
    void settle() {
        check();
        Patience.quiet();
    }

    /** Turns the flags of these children on, and returns when their bodies have begun. */
    void run(Probe... bodies) {
        on(Arrays.stream(bodies).map(Probe::id).toArray(String[]::new));
        for (Probe body : bodies) {
            awaitRunning(body);
        }
    }

    void awaitRunning(Probe body) {
        await(body.id(), ChildState.RUNNING);
        until("the body of '" + body.id() + "' to begin", body::hasBegun);
    }

    /** Has the live body throw, and returns when it has. */
    Throwable crash(Probe body) {
        Throwable cause = new IllegalStateException("a crash of '" + body.id() + "' that the kit brings about");
        Probe.Run run = body.latest();
        body.throwing(cause);
        until("the body of '" + body.id() + "' to throw", () -> !body.isLive() || body.latest() != run);
        return cause;
    }

    /** Ends the grace of a child that stops, and returns when its body has been interrupted. */
    void endGrace(Probe body) {
        clock.advance(Probe.GRACE);
        until("the interrupt of '" + body.id() + "'", () -> body.latest().interrupts() > 0);
    }

    /** Ends the grace and the interrupt wait of a child that stops, and returns when it is overdue. */
    void makeOverdue(Probe body) {
        endGrace(body);
        advanceUntil(
                Probe.INTERRUPT_WAIT,
                2,
                "'" + body.id() + "' to be overdue",
                () -> status(body.id()).overdue());
    }

    /** Keeps nothing that leads to a supervisor: where a test looks at what is left in memory. */
    void forget() {
        flags.forgetQuestions();
        recorder.forgetThreads();
    }

    void advance(Duration time) {
        clock.advance(time);
    }

    /** Moves the clock on step by step until a condition holds, which it must after so many steps at the latest. */
    void advanceUntil(Duration step, int steps, String what, BooleanSupplier condition) {
        for (int i = 0; i < steps; i++) {
            clock.advance(step);
            if (Patience.holdsWithin(Patience.SHORT, condition)) {
                return;
            }
        }
        until(what, condition);
    }

    void await(String child, ChildState state) {
        until("'" + child + "' to be " + state, () -> state(child) == state);
    }

    void awaitGone(String child) {
        until("'" + child + "' to be forgotten", () -> isGone(child));
    }

    boolean isGone(String child) {
        try {
            status(child);
            return false;
        } catch (NoSuchElementException forgotten) {
            return true;
        }
    }

    void until(String what, BooleanSupplier condition) {
        Patience.until(() -> what, condition, () -> new Situation(recorder, supervisor).toString());
    }

    /** Waits for a result, with a bound; fails with what the future fails with. */
    <T> T get(CompletableFuture<T> future) {
        until("a future to complete", future::isDone);
        try {
            return future.get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw Sneaky.raise(cause == null ? failed : cause);
        } catch (InterruptedException cannotHappen) {
            throw new AssertionError(cannotHappen);
        }
    }

    /** Does something on a thread of its own. */
    <T> CompletableFuture<T> background(Callable<T> deed) {
        return Threads.call("tck-background", deed);
    }

    /** Has the supervisor closed by another thread, because somebody has to move the clock meanwhile. */
    CompletableFuture<Boolean> closeInBackground() {
        Supervisor closing = supervisor();
        return background(() -> {
            closing.close();
            return true;
        });
    }

    /** Waits for the first report of a kind on a child. */
    Report awaitReport(String child, Report.Kind kind) {
        until(
                "a report " + kind + " on '" + child + "'",
                () -> !recorder.reports(child, kind).isEmpty());
        return recorder.reports(child, kind).get(0);
    }

    /** Waits until a child has gone as many steps as expected; these must be the ones, from its first on. */
    void assertPath(String child, Step... expected) {
        Patience.holdsWithin(Patience.LONG, () -> recorder.path(child).size() >= expected.length);
        Assertions.assertEquals(List.of(expected), recorder.path(child), () -> "the way of '" + child + "'");
    }

    /** Waits until the latest step of a child is this one. */
    void assertLastStep(String child, Step expected) {
        Patience.holdsWithin(Patience.LONG, () -> expected.equals(lastStep(child)));
        Assertions.assertEquals(expected, lastStep(child), () -> "the latest step of '" + child + "'");
    }

    private @Nullable Step lastStep(String child) {
        List<Step> path = recorder.path(child);
        return path.isEmpty() ? null : path.get(path.size() - 1);
    }

    /** Lets everything end, closes everything, and fails if ever a child was doubled. */
    void close() {
        probes.forEach(Probe::release);
        gates.forEach(Gate::open);
        flags.reviveAll();
        try {
            started.forEach(this::close);
        } finally {
            apis.forEach(OpenFeatureAPI::shutdown);
        }
        for (Probe probe : probes) {
            if (probe.doubled()) {
                throw RuleBroken.of("1.2", "'" + probe.id() + "' had two live incarnations");
            }
        }
    }

    private void close(Supplier<@Nullable Supervisor> reference) {
        Supervisor open = reference.get();
        if (open != null) {
            Assertions.assertTrue(
                    get(background(() -> open.close(Patience.LONG))), "the supervisor can be closed after the test");
        }
    }
}
