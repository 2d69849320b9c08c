package dev.yellowjack.tck;

import dev.openfeature.sdk.OpenFeatureAPI;
import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Report;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
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

/** What one test has to itself in either kit: a listener, probes, gates, flag clients, and the supervisors it starts. */
abstract class Scene {
    final Recorder recorder = new Recorder();

    private final Duration patience;
    private final Queue<OpenFeatureAPI> apis = new ConcurrentLinkedQueue<>();
    private final Queue<Probe> probes = new ConcurrentLinkedQueue<>();
    private final Queue<Gate> gates = new ConcurrentLinkedQueue<>();
    private final Queue<Supplier<@Nullable Supervisor>> started = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Supervisor supervisor;

    /**
     * A scene of nothing yet.
     *
     * @param patience how long something that must happen may take
     */
    Scene(Duration patience) {
        this.patience = patience;
    }

    /** A supervisor of the kit's, without children. */
    abstract SupervisorBuilder builder();

    /** Ends whatever of this scene might hold a supervisor up. */
    abstract void unblock();

    /** A body; it is let go at the end of the test. */
    Probe body(String id) {
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
        closeAtTheEnd(() -> fresh);
        supervisor = fresh;
        return fresh;
    }

    /** Has a supervisor closed at the end of the test, if it is still there. */
    void closeAtTheEnd(Supplier<@Nullable Supervisor> reference) {
        started.add(reference);
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

    /** The barrier: returns when the supervisor has read all flags and acted on what they say (§5.6). */
    void check() {
        get(supervisor().check());
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
        until(() -> what, condition);
    }

    void until(Supplier<String> what, BooleanSupplier condition) {
        Patience.until(patience, what, condition, this::situation);
    }

    /** What is known of this test, for the message of a failure. */
    String situation() {
        return new Situation(recorder, supervisor).toString();
    }

    /** Waits for a result, with a bound; fails with what the future fails with. */
    <T> T get(CompletableFuture<T> future) {
        return get("a future to complete", future);
    }

    <T> T get(String what, CompletableFuture<T> future) {
        until(what, future::isDone);
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

    /** Waits for the first report of a kind on a child. */
    Report awaitReport(String child, Report.Kind kind) {
        until(
                "a report " + kind + " on '" + child + "'",
                () -> !recorder.reports(child, kind).isEmpty());
        return recorder.reports(child, kind).get(0);
    }

    /** Waits until a child has gone as many steps as expected; these must be the ones, from its first on. */
    void assertPath(String child, Step... expected) {
        Patience.holdsWithin(patience, () -> recorder.path(child).size() >= expected.length);
        Assertions.assertEquals(List.of(expected), recorder.path(child), () -> "the way of '" + child + "'");
    }

    /** Waits until the latest step of a child is this one. */
    void assertLastStep(String child, Step expected) {
        Patience.holdsWithin(patience, () -> expected.equals(lastStep(child)));
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
        unblock();
        try {
            started.forEach(this::close);
        } finally {
            apis.forEach(this::shutDown);
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
                    get(background(() -> open.close(patience))), "the supervisor can be closed after the test");
        }
    }

    /** Does something that might never end, and fails if it should long have ended. */
    void bounded(String what, Runnable deed) {
        boolean unused = get(what + ", which should have an end", background(() -> {
            deed.run();
            return true;
        }));
    }

    void shutDown(OpenFeatureAPI api) {
        bounded("the shutdown of the flag client and its providers", api::shutdown);
    }
}
