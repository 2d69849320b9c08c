package dev.yellowjack.providers.flagd;

import dev.openfeature.sdk.Awaitable;
import dev.openfeature.sdk.ProviderEvent;
import dev.openfeature.sdk.ProviderEventDetails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Announces how the flags stand, by one thread that waits for each event: the SDK has its events overtake each other, and a
 * provider that is ready would be left stale. What changes meanwhile is announced at once, and the latest counts.
 *
 * <p>Nothing is announced before the initialisation is over, because the SDK sets the provider's state then. Thread-safe.
 */
final class Announcer {
    private static final long AFFIRM_MILLIS = 1_000;

    private final BiFunction<ProviderEvent, ProviderEventDetails, Awaitable> emit;
    private final Duration grace;
    private final ScheduledThreadPoolExecutor thread;

    // Guarded by this.
    private boolean initialised;
    private boolean known;
    private boolean due;
    private boolean overdue;
    private boolean lasting;
    private boolean changes;
    private final Set<String> changed = new LinkedHashSet<>();
    private @Nullable String problem;
    private @Nullable Standing said;
    private @Nullable Future<?> graceEnd;

    Announcer(BiFunction<ProviderEvent, ProviderEventDetails, Awaitable> emit, Duration grace) {
        this.emit = emit;
        this.grace = grace;
        this.thread = Daemons.scheduler("yellowjack-flagd-news");
    }

    synchronized Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    synchronized void good(Collection<String> names) {
        boolean recovered = problem != null;
        known = true;
        problem = null;
        endGrace();
        changed.addAll(names);
        changes |= recovered || !names.isEmpty();
        announce();
    }

    synchronized void flawed(Collection<String> names, String what) {
        known = true;
        endGrace();
        problem = what;
        lasting = false;
        changed.addAll(names);
        changes |= !names.isEmpty();
        announce();
    }

    synchronized void bad(String what) {
        if (problem == null || !lasting) {
            endGrace();
            graceEnd = schedule(this::graceIsOver, grace.toMillis());
        }
        problem = what;
        lasting = true;
        announce();
    }

    /** The SDK makes it ready now; which may come later than what is announced right after this. */
    synchronized void initialised() {
        changes = false;
        changed.clear();
        begin(new Standing(ProviderEvent.PROVIDER_READY, ""));
    }

    /** The SDK puts it in error now; which may come later than what is announced right after this. */
    synchronized void failed(String what) {
        if (!known) {
            endGrace();
            problem = what;
            lasting = true;
            overdue = true;
        }
        begin(new Standing(ProviderEvent.PROVIDER_ERROR, what));
    }

    private void begin(Standing bySdk) {
        initialised = true;
        said = bySdk;
        announce();
        schedule(() -> affirm(bySdk), AFFIRM_MILLIS);
    }

    /** Says again what the SDK may have overwritten. */
    private synchronized void affirm(Standing bySdk) {
        if (standing().event() != bySdk.event()) {
            said = null;
            announce();
        }
    }

    private synchronized void graceIsOver() {
        overdue = problem != null;
        announce();
    }

    private void endGrace() {
        overdue = false;
        if (graceEnd != null) {
            graceEnd.cancel(false);
            graceEnd = null;
        }
    }

    private void announce() {
        if (initialised && !due) {
            due = schedule(this::emitAll, 0) != null;
        }
    }

    private @Nullable Future<?> schedule(Runnable task, long millis) {
        try {
            return thread.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            return null;
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
        due = false;
        List<Event> events = new ArrayList<>();
        Standing now = standing();
        if (!now.equals(said)) {
            said = now;
            events.add(new Event(
                    now.event(),
                    ProviderEventDetails.builder().message(now.message()).build()));
        }
        if (changes) {
            // After the state: who hears of it evaluates at once, and should find the provider ready.
            events.add(new Event(
                    ProviderEvent.PROVIDER_CONFIGURATION_CHANGED,
                    ProviderEventDetails.builder()
                            .flagsChanged(List.copyOf(changed))
                            .message("flags have changed")
                            .build()));
            changes = false;
            changed.clear();
        }
        return events;
    }

    private Standing standing() {
        if (problem == null) {
            return new Standing(ProviderEvent.PROVIDER_READY, "");
        }
        return new Standing(lasting && overdue ? ProviderEvent.PROVIDER_ERROR : ProviderEvent.PROVIDER_STALE, problem);
    }

    /** Ends it without waiting: the SDK may hold the lock that an event waits for. */
    void close() {
        thread.shutdownNow();
    }

    private record Standing(ProviderEvent event, String message) {}

    private record Event(ProviderEvent event, ProviderEventDetails details) {}
}
