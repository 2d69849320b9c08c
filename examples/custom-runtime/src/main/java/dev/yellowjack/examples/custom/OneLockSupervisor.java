package dev.yellowjack.examples.custom;

import dev.openfeature.sdk.Client;
import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Reading;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.SupervisorStatus;
import dev.yellowjack.runtime.BodyContext;
import dev.yellowjack.runtime.SupervisorConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What users can ask for: each call is one decision under the monitor, or waits for one. */
class OneLockSupervisor implements Supervisor {
    /** How long the end may be held up by listeners that are blocked and evaluations that hang (§5.1). */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final SupervisorConfig config;
    private final String threadName;
    final Monitor monitor = new Monitor();
    private final Alarms alarms;
    private final Errands errands;
    private final Listeners listeners;
    private final Mark mark;
    final Lifecycle lifecycle;
    final Flags flags;
    private final FlagEvents events;
    private final Map<String, Member> members = new LinkedHashMap<>(); // guarded by the monitor
    private long added; // likewise

    OneLockSupervisor(SupervisorConfig config, ThreadFactory bodies) {
        this.config = config;
        threadName = "whole-" + config.telemetry().name();
        mark = new Mark(this, Mark.worn());
        alarms = new Alarms(config.clock(), monitor, threadName + "-alarms", this::seeOff);
        errands = errands(monitor, alarms);
        listeners = listeners(monitor, errands, mark, threadName + "-listener");
        Core core = new Core(config, threadName, bodies, monitor, alarms, errands, listeners, mark);
        lifecycle = lifecycle(core);
        LookTimes lookTimes = lookTimes(config.checkInterval(), alarms.now());
        flags = flags(core, evaluation(config.client()), lookTimes, lifecycle::onRead);
        events = events(config.client(), names -> monitor.decide(() -> flags.onEvent(names)));
    }

    // The parts

    Errands errands(Monitor lock, Alarms clock) {
        return new Errands(lock, clock);
    }

    Listeners listeners(Monitor lock, Errands threads, Mark worn, String threadName) {
        return new Listeners(lock, threads, worn, threadName);
    }

    Lifecycle lifecycle(Core core) {
        return new Lifecycle(core, this::forget);
    }

    Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
        return new Flags(core, evaluation, times, onRead);
    }

    Evaluation evaluation(Client client) {
        return new Evaluation(client);
    }

    LookTimes lookTimes(Duration checkInterval, long now) {
        return new LookTimes(checkInterval, now);
    }

    FlagEvents events(Client client, Consumer<Collection<String>> changed) {
        return new FlagEvents(client, config.telemetry(), changed);
    }

    void start() {
        alarms.start();
        monitor.decide(() -> {
            config.listeners().forEach(listeners::add);
            config.children().forEach(this::enter);
            flags.proceed();
        });
        errands.run(threadName + "-events", events::run);
    }

    // Children

    @Override
    public void add(Child child) {
        Objects.requireNonNull(child, "child");
        monitor.decide(() -> {
            if (lifecycle.isClosing()) {
                throw new IllegalStateException("cannot add '" + child.id() + "': the supervisor is closed");
            }
            if (isTaken(child.id())) {
                throw new IllegalArgumentException("there is a child '" + child.id() + "' that has not ended");
            }
            flags.lookFor(enter(child));
        });
    }

    boolean isTaken(String id) {
        return members.containsKey(id);
    }

    Member enter(Child child) {
        BodyContext context = BodyContext.capture();
        Member member = new Member(child, context, ++added, config.clock().instant());
        members.put(child.id(), member);
        config.telemetry().added(child, context);
        flags.join(member, child.contextWithin(config.context()));
        return member;
    }

    @Override
    public void remove(String id) {
        monitor.decide(() -> {
            Member child = find(id);
            flags.leave(child);
            lifecycle.remove(child);
        });
    }

    void forget(Member child) {
        if (members.remove(child.id(), child)) {
            config.telemetry().forgotten(child.id(), child.reading);
        }
    }

    Member find(String id) {
        Member child = members.get(Objects.requireNonNull(id, "id"));
        if (child == null) {
            throw new NoSuchElementException("there is no child '" + id + "'; there are " + members.keySet());
        }
        return child;
    }

    @Override
    public boolean release(String id) {
        return monitor.answer(() -> lifecycle.release(find(id)));
    }

    @Override
    public int releaseAll() {
        return monitor.answer(() -> (int) List.copyOf(members.values()).stream()
                .filter(lifecycle::release)
                .count());
    }

    // What is to be seen

    @Override
    public String name() {
        return config.telemetry().name();
    }

    @Override
    public SupervisorStatus status() {
        return monitor.answer(() -> new SupervisorStatus(
                name(),
                config.instance(),
                config.clock().instant(),
                members.values().stream().map(Member::status).toList()));
    }

    @Override
    public ChildStatus status(String id) {
        return monitor.answer(() -> find(id).status());
    }

    @Override
    public boolean await(String id, ChildState state, Duration timeout) throws InterruptedException {
        Objects.requireNonNull(state, "state");
        long patience = Alarms.nanos(Objects.requireNonNull(timeout, "timeout"));
        Member child = monitor.answer(() -> find(id));
        Member.Wait wait = monitor.answer(() -> child.await(state));
        try {
            monitor.await(() -> wait.isSeen || lifecycle.isFinal(child), patience);
            return wait.isSeen;
        } finally {
            monitor.decide(() -> child.waits.remove(wait));
        }
    }

    @Override
    public CompletableFuture<Void> check() {
        CompletableFuture<Void> check = new CompletableFuture<>();
        monitor.decide(() -> flags.check(check));
        return check;
    }

    @Override
    public void addListener(SupervisorListener listener) {
        Objects.requireNonNull(listener, "listener");
        monitor.decide(() -> {
            if (lifecycle.isClosing()) {
                throw new IllegalStateException("cannot add a listener: the supervisor is closed");
            }
            listeners.add(listener);
        });
    }

    @Override
    public void removeListener(SupervisorListener listener) {
        Objects.requireNonNull(listener, "listener");
        monitor.decide(() -> listeners.remove(listener));
    }

    // The end

    @Override
    public void close() {
        beginToClose();
        if (mayWait()) {
            try {
                alarms.awaitEnd();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean close(Duration timeout) {
        long deadline = System.nanoTime() + Alarms.nanos(Objects.requireNonNull(timeout, "timeout"));
        beginToClose();
        if (mayWait()) {
            try {
                monitor.await(lifecycle::hasEnded, deadline - System.nanoTime());
                alarms.awaitEnd(deadline - System.nanoTime());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return monitor.answer(lifecycle::hasEnded);
    }

    @Override
    public void awaitClosed() throws InterruptedException {
        alarms.awaitEnd();
    }

    void beginToClose() {
        monitor.decide(() -> {
            if (!lifecycle.isClosing()) {
                flags.close();
                events.close();
                lifecycle.close(inOrderOfStops(List.copyOf(members.values())));
            }
        });
    }

    List<Member> inOrderOfStops(List<Member> children) {
        List<Member> reversed = new ArrayList<>(children);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Not where the supervisor would wait for the calling thread (§5.2). */
    boolean mayWait() {
        return !mark.isWorn();
    }

    /** The last act: what still runs is overdue, and the other threads are given a moment to end. */
    void seeOff() {
        Set<Thread> overdue = monitor.answer(() -> members.values().stream()
                .flatMap(child -> child.threads().stream())
                .collect(Collectors.toSet()));
        try {
            errands.awaitEnd(overdue, PATIENCE);
        } catch (InterruptedException byAStranger) {
            return;
        }
    }
}
