package dev.yellowjack.spi;

import dev.openfeature.sdk.EvaluationContext;
import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Report;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.SupervisorStatus;
import dev.yellowjack.runtime.BodyContext;
import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.runtime.SupervisorTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The supervisor that users hold: it carries each call to the control loop, and waits for the answer on the caller's
 * thread. It also puts the parts together and, at the end, sees them off.
 *
 * <p>The loop answers in microseconds whatever bodies, providers and listeners do, so no call waits for any of them but
 * those that are meant to.
 */
final class EngineSupervisor implements Supervisor, Incarnation.Fate {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSupervisor.class);

    /** How long the end of a supervisor waits for its own threads, where a listener or a provider may be blocked. */
    private static final long PATIENCE_NANOS = Duration.ofMillis(500).toNanos();

    private static final long MOMENT_NANOS = Duration.ofMillis(10).toNanos();
    private static final long RETRY_NANOS = Duration.ofMillis(100).toNanos();
    private static final int MOST_IDS_NAMED = 10;

    private final SupervisorConfig config;
    private final SupervisorTelemetry telemetry;
    private final String threadName;
    private final Inside inside;
    private final ControlLoop loop;
    private final FlagReader reader;
    private final FlagWatch watch;
    private final Hands hands;
    private final Listeners listeners;
    private final Children children;
    private final Intake intake;
    private final Set<CompletableFuture<Void>> checks = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closeAsked = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean telemetryEnding = new AtomicBoolean();
    private final CountDownLatch telemetryEnded = new CountDownLatch(1);

    EngineSupervisor(SupervisorConfig config, Launcher launcher) {
        this.config = config;
        telemetry = config.telemetry();
        threadName = "yellowjack-" + telemetry.name();
        inside = new Inside(this, Inside.current());
        loop = new ControlLoop(threadName + "-loop", config.clock(), this::report, this::seeOff);
        listeners = new Listeners(threadName + "-listener", inside, loop::post);
        hands = new Hands(launcher, this, inside, threadName);
        reader = new FlagReader(
                config.client(),
                config.clock(),
                config.checkInterval(),
                config.evaluationLimit(),
                threadName + "-reader",
                telemetry,
                this::read,
                this::report);
        watch = new FlagWatch(config.client(), threadName + "-watch", telemetry, reader::lookAgain);
        children = new Children(
                loop,
                reader,
                hands,
                listeners,
                telemetry,
                new Incarnation.Setting(config.clock(), inside, this),
                this::report,
                loop::end,
                this::end);
        intake = new Intake(loop, children, this::report);
    }

    void start() {
        BodyContext surroundings = BodyContext.capture();
        config.listeners().forEach(listeners::add);
        for (Child child : config.children()) {
            children.add(
                    child,
                    child.contextWithin(config.context()),
                    surroundings); // The loop has not begun: nothing else runs.
        }
        loop.post(inside::enter);
        loop.start();
        reader.start();
        watch.start();
    }

    // What the reader and the incarnations say: posted to the loop, where it has anything to do.

    private void read(long calledFor, List<FlagReader.News> news, List<Runnable> completed) {
        if (news.isEmpty() && loop.isIdle()) {
            completed.forEach(Runnable::run); // There is nothing that would come first: the loop need not be woken.
            return;
        }
        Intake.Delivery delivery = new Intake.Delivery(calledFor, news, completed);
        loop.post(() -> intake.take(delivery));
    }

    @Override
    public void begun(Incarnation incarnation) {
        surely(Fact.BEGUN, incarnation, null);
    }

    @Override
    public void ended(Incarnation incarnation, @Nullable Throwable thrown) {
        surely(Fact.ENDED, incarnation, thrown);
    }

    @Override
    public void launchFailed(Incarnation incarnation, Throwable cause) {
        surely(Fact.LAUNCH_FAILED, incarnation, cause);
    }

    @Override
    public void failed(Incarnation incarnation, Throwable cause) {
        surely(Fact.FAILED, incarnation, cause);
    }

    private enum Fact {
        BEGUN,
        ENDED,
        LAUNCH_FAILED,
        FAILED
    }

    /**
     * What becomes of an incarnation must not be lost: where the heap is full, whoever says it waits until it is not. All
     * that the loop needs to hear it is made here, for the loop cannot wait so.
     */
    private void surely(Fact fact, Incarnation incarnation, @Nullable Throwable thrown) {
        while (true) {
            try {
                Input input = inputOf(fact, incarnation, thrown);
                loop.post(() -> children.hear(incarnation, input));
                return;
            } catch (OutOfMemoryError full) {
                LockSupport.parkNanos(MOMENT_NANOS);
            }
        }
    }

    private static Input inputOf(Fact fact, Incarnation incarnation, @Nullable Throwable thrown) {
        return switch (fact) {
            case BEGUN -> Input.BEGUN;
            case ENDED -> Input.ended(thrown, incarnation.hasOutlastedWindow());
            case LAUNCH_FAILED -> Input.launchFailed(Objects.requireNonNull(thrown));
            case FAILED -> Input.failed(Objects.requireNonNull(thrown));
        };
    }

    @Override
    public void told(Incarnation incarnation, Report.Kind kind, Throwable problem) {
        loop.post(() -> children.told(incarnation, kind, problem));
    }

    // What users ask for

    @Override
    public void add(Child child) {
        Objects.requireNonNull(child, "child");
        EvaluationContext context = child.contextWithin(config.context());
        BodyContext surroundings = BodyContext.capture();
        switch (onLoop(() -> children.add(child, context, surroundings))) {
            case YES -> {
                return;
            }
            case ID_IS_TAKEN ->
                throw new IllegalArgumentException("there is a child '" + child.id()
                        + "' already; ids are unique in a supervisor, so remove that one first or rename this one");
            case ID_IS_BEING_REMOVED ->
                throw new IllegalArgumentException("the child '" + child.id()
                        + "' was removed and its body has not ended yet; wait for that, or use another id");
            case CLOSED ->
                throw new IllegalStateException(
                        "cannot add child '" + child.id() + "': the supervisor is closed; make a new one");
        }
    }

    @Override
    public void remove(String id) {
        onChild(id, child -> {
            children.remove(child);
            return true;
        });
    }

    @Override
    public String name() {
        return telemetry.name();
    }

    @Override
    public SupervisorStatus status() {
        return onLoop(() ->
                new SupervisorStatus(name(), config.instance(), config.clock().instant(), children.statuses()));
    }

    @Override
    public ChildStatus status(String id) {
        return onChild(id, ChildCell::status);
    }

    @Override
    public boolean await(String id, ChildState state, Duration timeout) throws InterruptedException {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(timeout, "timeout");
        long nanos = Math.max(0, Nanos.of(timeout));
        CompletableFuture<Boolean> seen = onChild(id, child -> child.await(state));
        try {
            return seen.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException notSeen) {
            loop.post(() -> children.stopWaiting(id, seen));
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException interrupted) {
            loop.post(() -> children.stopWaiting(id, seen));
            throw interrupted;
        }
    }

    @Override
    public boolean release(String id) {
        return onChild(id, children::release);
    }

    @Override
    public int releaseAll() {
        return onLoop(children::releaseAll);
    }

    @Override
    public CompletableFuture<Void> check() {
        CompletableFuture<Void> check = new CompletableFuture<>();
        checks.add(check);
        if (closeAsked.get()) {
            failChecks();
        } else {
            reader.check(() -> complete(check));
        }
        return check;
    }

    private void complete(CompletableFuture<Void> check) {
        finish(check, () -> check.complete(null));
    }

    private void failChecks() {
        for (CompletableFuture<Void> check : List.copyOf(checks)) {
            finish(
                    check,
                    () -> check.completeExceptionally(
                            new IllegalStateException("the supervisor was closed before the check was done")));
        }
    }

    /** One alone completes it: whoever takes it from the others, with all that it needs for that in its hands. */
    private void finish(CompletableFuture<Void> check, Runnable completion) {
        if (checks.remove(check)) {
            completeOnItsOwn(completion);
        }
    }

    /** Whoever waits for a check may have attached any code to it: that is not for the loop to run. */
    private void completeOnItsOwn(Runnable completion) {
        hands.help(
                threadName + "-check",
                completion,
                noThreadYet -> loop.post(
                        () -> loop.at(config.clock().nanoTime() + RETRY_NANOS, () -> completeOnItsOwn(completion))));
    }

    @Override
    public void addListener(SupervisorListener listener) {
        Objects.requireNonNull(listener, "listener");
        if (closeAsked.get()) {
            throw new IllegalStateException("cannot add a listener: the supervisor is closed; make a new one");
        }
        listeners.add(listener);
    }

    @Override
    public void removeListener(SupervisorListener listener) {
        listeners.remove(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        close(() -> {
            closed.await();
            return true;
        });
    }

    @Override
    public boolean close(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        long deadline = System.nanoTime() + Math.max(0, Nanos.of(timeout));
        return close(() -> (closed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                        && ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                        && awaitTelemetry(deadline))
                || hasEnded());
    }

    /** So that the next supervisor of this name can have it; but not for long, for it is in others' hands. */
    private boolean awaitTelemetry(long deadline) throws InterruptedException {
        long patience = Math.min(deadline - System.nanoTime(), PATIENCE_NANOS);
        boolean unused = telemetryEnded.await(patience, TimeUnit.NANOSECONDS);
        return true;
    }

    /** A wait that may be interrupted. */
    private interface Wait {
        boolean await() throws InterruptedException;
    }

    private boolean close(Wait wait) {
        closeChildren(); // By each who calls: none may return while the first is on its way to the loop (§5.1).
        if (closeAsked.compareAndSet(false, true)) {
            reader.close();
            failChecks();
            watch.close();
        }
        if (Inside.isInside(this)) {
            return hasEnded(); // §5.2: what would be waited for waits for this very thread.
        }
        try {
            return wait.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return hasEnded();
        }
    }

    /** Waited for: after close nothing is started, not even what is on its way (§5.1). */
    private void closeChildren() {
        onLoop(children::close).join();
    }

    private boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** Each body has ended. Where one was overdue, the loop's thread is gone. */
    private void end() {
        ended.countDown();
        if (closed.getCount() == 0) {
            endTelemetry();
        }
    }

    /** Once, when all has ended; on a thread of its own, for OpenTelemetry's code and JMX are not ours. */
    private void endTelemetry() {
        if (hasEnded() && telemetryEnding.compareAndSet(false, true)) {
            Runnable end = () -> {
                try {
                    telemetry.end();
                } finally {
                    telemetryEnded.countDown();
                }
            };
            hands.help(threadName + "-end", end, noThread -> end.run());
        }
    }

    /** The last act of the loop's thread: everything has been asked to close, and has ended or is overdue. */
    private void seeOff() {
        try {
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            hands.close();
            listeners.close();
            reader.awaitEnd(deadline - System.nanoTime());
            watch.awaitEnd(deadline - System.nanoTime());
            listeners.awaitDelivered(deadline - System.nanoTime());
            endTelemetry();
            if (hasEnded() && !telemetryEnded.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                LOG.warn("{}: OpenTelemetry or JMX holds up its end, and is not waited for", telemetry.name());
            }
        } catch (InterruptedException byAStranger) {
            LOG.debug("interrupted while closing", byAStranger);
        } finally {
            closed.countDown();
            endTelemetry(); // What was overdue may have ended in between.
        }
    }

    // The way to the loop and back

    private <T> T onLoop(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.post(() -> {
            try {
                answer.complete(question.get());
            } catch (Throwable thrown) {
                answer.completeExceptionally(thrown);
                throw thrown;
            }
        });
        return answer.join();
    }

    private <T> T onChild(String id, Function<ChildCell, T> question) {
        Objects.requireNonNull(id, "id");
        return this.<Supplier<T>>onLoop(() -> {
                    ChildCell child = children.find(id);
                    if (child == null) {
                        String known = children.describeIds(MOST_IDS_NAMED);
                        return () -> {
                            throw new NoSuchElementException("there is no child '" + id + "'; " + known);
                        };
                    }
                    T answer = question.apply(child);
                    return () -> answer;
                })
                .get();
    }

    /** Something of the engine's own failed where no child could be made answerable: a bug, or no memory. */
    private void report(Throwable unexpected) {
        try {
            hands.help(
                    threadName + "-trouble",
                    () -> LOG.error(
                            "{}: unexpected; the supervisor goes on. Please report this.",
                            telemetry.name(),
                            unexpected),
                    noThread -> {});
        } catch (Throwable noMemoryForThatEither) {
            // Whoever failed has to go on, told or not.
        }
    }
}
