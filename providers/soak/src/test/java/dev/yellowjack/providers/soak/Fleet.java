package dev.yellowjack.providers.soak;

import dev.openfeature.sdk.OpenFeatureAPI;
import dev.yellowjack.Child;
import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import dev.yellowjack.tck.FlagBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A supervisor whose children have their flags at one back end, and what these flags were set to last. */
final class Fleet implements AutoCloseable {
    /** How long a change may take in the worst case: a provider dials again ever less often. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A child that only {@link #converge} flips. */
    private static final String MARK = "mark";

    final String name;
    final AtomicLong starts = new AtomicLong();
    final Queue<String> doubleRuns = new ConcurrentLinkedQueue<>();

    private final FlagBackend backend;
    private final OpenFeatureAPI api = OpenFeatureAPI.createIsolated();
    private final Map<String, Boolean> flags = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> live = new ConcurrentHashMap<>();
    private final Supervisor supervisor;

    Fleet(String name, FlagBackend backend, int children) throws Exception {
        this.name = name;
        this.backend = backend;
        var builder = Supervisor.builder().client(api.getClient()).instance("soak");
        for (int i = 0; i < children; i++) {
            add("child-" + i, builder);
        }
        add(MARK, builder);
        api.setProvider(backend.provider());
        supervisor = builder.start();
    }

    private void add(String id, SupervisorBuilder builder) throws Exception {
        live.put(id, new AtomicInteger());
        set(id, false);
        builder.child(Child.named(id).flag(id).runs(this::body));
    }

    private void body(ChildContext context) throws InterruptedException {
        AtomicInteger count = live.get(context.id());
        if (count.incrementAndGet() != 1) {
            doubleRuns.add(context.id() + ", incarnation " + context.incarnation());
        }
        starts.incrementAndGet();
        try {
            context.awaitStop();
        } finally {
            count.decrementAndGet();
        }
    }

    /** Those that the weather may flip, in the order in which they were added. */
    List<String> children() {
        return supervisor.status().children().stream()
                .map(ChildStatus::id)
                .filter(id -> !id.equals(MARK))
                .toList();
    }

    void set(String child, boolean on) throws Exception {
        flags.put(child, on);
        backend.set(child, on);
    }

    void flip(String child) throws Exception {
        set(child, !flags.get(child));
    }

    void disconnect() throws Exception {
        backend.disconnect();
    }

    void reconnect() throws Exception {
        backend.reconnect();
    }

    /** Where each child is, and in which incarnation. */
    List<String> standing() {
        return supervisor.status().children().stream()
                .map(child -> child.id() + " " + child.state() + " " + child.incarnations())
                .toList();
    }

    /**
     * Waits until every child is where its flag says, and nothing that was flipped before is still on its way: children
     * may stand right by chance while a burst is yet to come. So one more flag is flipped, that of the mark, and what a
     * flag service was told before that, it tells before that.
     *
     * @return how long that took
     * @throws AssertionError if it takes more than a minute and a half
     */
    Duration converge() throws Exception {
        long from = System.nanoTime();
        flip(MARK);
        if (!Waiting.until(PATIENCE, () -> astray().isEmpty())) {
            throw new AssertionError(name + ": not where their flags say: " + astray());
        }
        return Duration.ofNanos(System.nanoTime() - from);
    }

    private Collection<String> astray() {
        Collection<String> astray = new ArrayList<>();
        for (ChildStatus child : supervisor.status().children()) {
            boolean on = flags.get(child.id());
            int running = live.get(child.id()).get();
            if (child.state() != (on ? ChildState.RUNNING : ChildState.OFF) || running != (on ? 1 : 0)) {
                astray.add(child + ", flag " + (on ? "on" : "off") + ", bodies " + running);
            }
        }
        return astray;
    }

    @Override
    public void close() throws Exception {
        supervisor.close();
        api.shutdown();
        backend.close();
    }
}
