package dev.yellowjack.providers.launchdarkly;

import dev.openfeature.sdk.Awaitable;
import dev.openfeature.sdk.ProviderEvent;
import dev.openfeature.sdk.ProviderEventDetails;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Announces how the provider stands and which flags have changed, by one thread that waits until the SDK has taken each
 * event: else it has them overtake each other, and sets states in the wrong order. It may still call handlers out of order.
 *
 * <p>In the first second a state may be said twice, because the SDK sets one of its own then.
 *
 * <p>LaunchDarkly tells of one flag at a time, however many came with an update, and does not tell where the update ends.
 * So changes are held back until none has come for a millisecond, and for ten at the longest.
 *
 * <p>Nothing is announced before {@link #begin}, because the SDK sets the provider's state then. Thread-safe.
 */
final class Announcer {
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long AFFIRM_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final BiFunction<ProviderEvent, ProviderEventDetails, Awaitable> emit;
    private final LongSupplier nanoTime;
    private final ScheduledThreadPoolExecutor thread;

    // Guarded by this.
    private final Set<String> changed = new LinkedHashSet<>();
    private long firstChange;
    private long lastChange;
    private boolean due;
    private @Nullable Standing now;
    private @Nullable Standing said; // null until it has begun
    private boolean unsure; // whether the SDK has overwritten what was said

    Announcer(BiFunction<ProviderEvent, ProviderEventDetails, Awaitable> emit) {
        this(emit, System::nanoTime);
    }

    /** By this clock changes have come lately, or long ago. */
    Announcer(BiFunction<ProviderEvent, ProviderEventDetails, Awaitable> emit, LongSupplier nanoTime) {
        this.emit = emit;
        this.nanoTime = nanoTime;
        thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread daemon = new Thread(work, "yellowjack-launchdarkly-news");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /** The initialisation ends, and the SDK takes this for the state; which may come later than what is announced now. */
    synchronized void begin(Standing bySdk) {
        if (now == null) {
            now = bySdk;
        }
        changed.clear();
        said = bySdk;
        announce();
        schedule(() -> affirm(bySdk), AFFIRM_NANOS);
    }

    /** Says again what the SDK may have overwritten. */
    private synchronized void affirm(Standing bySdk) {
        if (now != null && !now.isAs(bySdk)) {
            unsure = true;
            announce();
        }
    }

    synchronized void stands(Standing latest) {
        now = latest;
        announce();
    }

    synchronized void changed(String flag) {
        lastChange = nanoTime.getAsLong();
        if (changed.isEmpty()) {
            firstChange = lastChange;
        }
        changed.add(flag);
        announce();
    }

    private void announce() {
        if (said != null && !due) {
            due = true;
            schedule(this::emitAll, changed.isEmpty() ? 0 : QUIET_NANOS);
        }
    }

    private void schedule(Runnable task, long nanos) {
        try {
            thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            return; // Nobody listens any more.
        }
    }

    private void emitAll() {
        for (Event event : takeDue()) {
            try {
                emit.apply(event.event(), event.details()).await();
            } catch (RejectedExecutionException shutDown) {
                return;
            }
        }
    }

    private synchronized List<Event> takeDue() {
        long time = nanoTime.getAsLong();
        boolean more = time - lastChange < QUIET_NANOS && time - firstChange < LONGEST_NANOS;
        if (more && !changed.isEmpty()) {
            schedule(this::emitAll, QUIET_NANOS);
            return List.of();
        }
        due = false;
        List<Event> events = new ArrayList<>();
        if (now != null && (unsure || (said != null && !now.isAs(said)))) {
            unsure = false;
            said = now;
            events.add(new Event(now.event(), now.details()));
        }
        if (!changed.isEmpty()) {
            // After the state: who hears of it evaluates at once, and should find the provider ready.
            events.add(new Event(
                    ProviderEvent.PROVIDER_CONFIGURATION_CHANGED,
                    ProviderEventDetails.builder()
                            .flagsChanged(List.copyOf(changed))
                            .message("flags have changed")
                            .build()));
            changed.clear();
        }
        return events;
    }

    /** Ends it without waiting: the SDK may hold the lock that an event waits for. */
    void close() {
        thread.shutdownNow();
    }

    private record Event(ProviderEvent event, ProviderEventDetails details) {}
}
