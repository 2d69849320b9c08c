package dev.yellowjack.tck;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.UnknownReason;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import dev.yellowjack.runtime.SupervisorClock;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/**
 * What one test of a provider has to itself: besides a {@link Scene}, a back end, and a flag client for its provider.
 *
 * <p>Supervisors go by the real clock, and look at their flags often, unless the test sets another interval.
 */
public final class ProviderStage extends Scene {
    /** How often a supervisor looks at its flags where the test has no need to wait for a check. */
    static final Duration CHECK_INTERVAL = Duration.ofMillis(50);

    /** For a supervisor that looks only when an event, or the test, tells it to. */
    static final Duration NEVER = Duration.ofDays(10_000);

    private static final EvaluationContext SOMEBODY = new ImmutableContext("tck"); // some providers insist on a key

    final FlagProviderTck kit;
    final CheckedBackend backend;
    final OpenFeatureAPI api;
    final Client client;
    final Evaluations evaluations = new Evaluations();

    private final Queue<CheckedBackend> backends = new ConcurrentLinkedQueue<>();

    ProviderStage(FlagProviderTck kit) {
        super(kit.flipTime().plus(kit.slack()));
        this.kit = kit;
        api = isolatedApi();
        client = api.getClient();
        client.addHooks(evaluations);
        backend = anotherBackend();
    }

    /** A back end that has nothing to do with {@link #backend}. */
    CheckedBackend anotherBackend() {
        try {
            CheckedBackend fresh = new CheckedBackend(kit.backend());
            backends.add(fresh);
            return fresh;
        } catch (Exception problem) {
            throw new AssertionError("backend() threw " + problem, problem);
        }
    }

    /** A body, and with it a flag of the same name, which is off. */
    Probe probe(String id) {
        backend.off(id);
        return body(id);
    }

    @Override
    SupervisorBuilder builder() {
        SupervisorBuilder builder = Supervisor.builder()
                .client(client)
                .clock(SupervisorClock.system())
                .instance("tck")
                .listener(recorder)
                .checkInterval(CHECK_INTERVAL);
        kit.runtime().ifPresent(builder::runtime);
        return builder;
    }

    /** Sets a new provider of the back end, and returns when it is ready. */
    void plugIn() {
        plugIn(backend.provider());
    }

    /** Sets a provider, and returns when it is ready. */
    void plugIn(FeatureProvider provider) {
        initialise(() -> api.setProviderAndWait(provider));
        tally().subject("provider '" + provider.getMetadata().getName() + "'"); // some have no name before
    }

    /** A new provider of the back end, with a wall before it that lets all answers pass until it is told not to. */
    Wall wall() {
        return new Wall(backend.provider(), isolatedApi());
    }

    /** As {@link #plugIn()}, of another back end and for a domain. */
    void plugIn(String domain, CheckedBackend domainsBackend) {
        FeatureProvider provider = domainsBackend.provider();
        initialise(() -> api.setProviderAndWait(domain, provider));
    }

    /** What the verdict is to say besides. */
    Tally tally() {
        return Tally.of(kit.getClass());
    }

    void initialise(Runnable setProviderAndWait) {
        bounded("the initialisation of the provider", setProviderAndWait);
    }

    /** Turns the flags of these children on, and returns when their bodies have begun. */
    void run(Probe... bodies) {
        for (Probe body : bodies) {
            backend.on(body.id());
        }
        for (Probe body : bodies) {
            awaitRunning(body);
        }
    }

    /** Waits until the flag of a child reads so. */
    void awaitReading(String child, Reading expected) {
        until(
                "the flag of '" + child + "' to read " + expected,
                () -> status(child).reading().equals(expected));
    }

    /** Waits until the flag of a child reads UNKNOWN, for one of these reasons. */
    void awaitUnknown(String child, Set<UnknownReason> reasons) {
        until(
                "the flag of '" + child + "' to read UNKNOWN, for one of these reasons: " + reasons,
                () -> status(child).reading() instanceof Reading.Unknown unknown && reasons.contains(unknown.reason()));
    }

    /** Whether the provider, asked directly, answers so. */
    boolean answers(String flag, boolean expected) {
        FlagEvaluationDetails<Boolean> details = client.getBooleanDetails(flag, !expected, SOMEBODY);
        return details.getErrorCode() == null && Boolean.valueOf(expected).equals(details.getValue());
    }

    /** Waits until a child has come to a state, and stays there. */
    void awaitForGood(String child, ChildState state) {
        awaitForGood("'" + child + "' to be " + state, () -> state(child) == state);
    }

    /** Waits until a condition holds, and goes on holding: what is on its way may still arrive. */
    void awaitForGood(String what, BooleanSupplier condition) {
        if (!Patience.settlesWithin(kit.flipTime().plus(kit.slack()), watchTime(), condition)) {
            throw new AssertionError("this did not come, or did not last: " + what + "\n" + situation());
        }
    }

    /** Watches, for as long as it would take to show, that a condition keeps holding. */
    void watch(String what, BooleanSupplier condition) {
        until(what, condition);
        if (Patience.holdsWithin(watchTime(), () -> !condition.getAsBoolean())) {
            Assertions.fail("this held, and then no longer: " + what + "\n" + situation());
        }
    }

    /** How long something that must not happen gets to happen: the provider has noticed, and two checks have been made. */
    private Duration watchTime() {
        return kit.flipTime().plus(CHECK_INTERVAL.multipliedBy(2));
    }

    @Override
    void unblock() {
        backends.forEach(CheckedBackend::reconnectIfDisconnected);
    }

    @Override
    void close() {
        try {
            super.close();
        } finally {
            backends.forEach(this::end);
        }
    }

    private void end(CheckedBackend ended) {
        // The flag client forgets a provider whose successor failed, and never shuts it down: it would go on for ever.
        try {
            ended.providers().forEach(provider -> bounded("the shutdown of the provider", () -> shutDown(provider)));
        } finally {
            ended.close();
        }
    }

    private static void shutDown(FeatureProvider provider) {
        try {
            provider.shutdown();
        } catch (RuntimeException twice) {
            return; // Most have been shut down by the flag client, and some do not bear with a second time.
        }
    }
}
