package dev.yellowjack.quickstart;

import dev.openfeature.sdk.OpenFeatureAPI;
import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** What the tour plays on, and the ways in which it waits for what it expects. */
final class TourStage implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final int POLL_MILLIS = 10;

    final Shop shop = new Shop();
    final FlagsEditor editor;
    final TourListener listener = new TourListener(TourStage::tell);
    final Supervisor supervisor;

    private final List<String> news = new CopyOnWriteArrayList<>();
    private final List<Long> reactions = new ArrayList<>();
    private final Ticker producer;
    private int checks;

    /**
     * Sets everything going.
     *
     * @param runtime the name of the runtime
     * @param path of the flags file, which is there
     * @param source where the flags come from
     */
    TourStage(String runtime, Path path, FlagsSource source) {
        Logs.warnOn(TourStage::tell);
        editor = new FlagsEditor(path);
        SupervisorBuilder builder =
                Supervisor.builder().runtime(runtime).listener(listener).closeOnShutdown();
        shop.children().forEach(builder::child);
        supervisor = builder.start();
        FlagsNews.follow(OpenFeatureAPI.getInstance(), source, shop.flags(), this::hear);
        producer = Producer.start(shop, false);
    }

    private void hear(String line) {
        tell(line);
        news.add(line);
    }

    private static void tell(String line) {
        System.out.println("      " + line);
    }

    /** How many expectations have been met. */
    int checks() {
        return checks;
    }

    /** Turns a flag and waits until a child has come into a state for it. */
    void turn(String flag, boolean on, String child, ChildState state) throws Unmet, IOException, InterruptedException {
        int before = listener.count();
        long start = System.nanoTime();
        editor.turn(flag, on);
        expect(before, child, state);
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        reactions.add(millis);
        tell("... " + millis + " ms after the edit.");
    }

    /** How long it took from an edit to its effect. */
    String reactions() {
        List<Long> sorted = reactions.stream().sorted().toList();
        return "From an edit to its effect: median " + sorted.get(sorted.size() / 2) + " ms, at most "
                + sorted.get(sorted.size() - 1) + " ms.";
    }

    /** Waits until a child has come into a state, at a transition that came after the first so many. */
    void expect(int count, String child, ChildState state) throws Unmet, InterruptedException {
        if (!listener.await(count, child, state, BOUND)) {
            throw new Unmet(child + " did not become " + state + " within " + BOUND.toSeconds() + " s: "
                    + supervisor.status(child));
        }
        checks++;
    }

    /** Waits until something with these words in it has been told of the flags. */
    void expectNews(String words) throws Unmet, InterruptedException {
        expectSoon("it is told of the flags: " + words, () -> news.stream().anyMatch(line -> line.contains(words)));
        news.clear();
    }

    /** Waits until something holds. */
    void expectSoon(String what, BooleanSupplier condition) throws Unmet, InterruptedException {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new Unmet("within " + BOUND.toSeconds() + " s it should have come true that " + what);
            }
            Thread.sleep(POLL_MILLIS);
        }
        checks++;
    }

    /** Requires something to hold now. */
    void expect(boolean holds, String what) throws Unmet {
        if (!holds) {
            throw new Unmet("it should be true that " + what);
        }
        checks++;
    }

    /** Reads all flags, and requires that what ran still runs and works, and what was down is still down. */
    void expectNothingChanges() throws Unmet, InterruptedException {
        List<ChildStatus> before = supervisor.status().children();
        Map<String, Long> handled = before.stream()
                .collect(Collectors.toMap(
                        ChildStatus::id, child -> shop.inbox(child.id()).handled()));
        readFlags();
        for (ChildStatus child : before) {
            if (child.state() == ChildState.RUNNING) {
                expectSoon(
                        child.id() + " handles more messages",
                        () -> shop.inbox(child.id()).handled() > handled.getOrDefault(child.id(), 0L));
            }
            ChildStatus now = supervisor.status(child.id());
            expect(
                    now.state() == child.state() && now.incarnations() == child.incarnations(),
                    child + " goes on as it is, but it is " + now);
        }
    }

    private void readFlags() throws Unmet, InterruptedException {
        try {
            supervisor.check().get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new Unmet("the flags should have been read, but: " + failure);
        }
    }

    /** Ends everything. */
    @Override
    public void close() {
        supervisor.close();
        producer.close();
    }

    /** An expectation that was not met. */
    static final class Unmet extends Exception {
        private static final long serialVersionUID = 1L;

        Unmet(String what) {
            super(what);
        }
    }
}
