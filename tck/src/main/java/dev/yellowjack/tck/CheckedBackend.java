package dev.yellowjack.tck;

import dev.openfeature.sdk.FeatureProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A back end as the tests see it: it keeps what it declares, or the error says what to do; and one thread at a time
 * calls it.
 */
final class CheckedBackend implements AutoCloseable {
    private final FlagBackend backend;
    private final Abilities abilities;
    private final List<FeatureProvider> providers = new ArrayList<>(); // guarded by this
    private boolean disconnected; // guarded by this
    private boolean closed; // guarded by this

    CheckedBackend(FlagBackend backend) {
        this.backend = Objects.requireNonNull(backend, "backend() must not give null");
        this.abilities = Objects.requireNonNull(backend.abilities(), "abilities() must not give null");
    }

    /** Fails if the back end has what it says it lacks, or lacks what it says it has. */
    void checkAbilities() {
        for (Ability ability : Ability.values()) {
            check(ability);
        }
    }

    private void check(Ability ability) {
        String reason = abilities.lackOf(ability);
        if (reason == null && !ability.isWritten(backend, true)) {
            throw new AssertionError(name() + " has not overridden " + ability.methods() + ", which " + ability
                    + " takes; override it, or leave that ability out: " + leaveOut(ability));
        }
        if (reason != null && ability.isWritten(backend, false)) {
            throw new AssertionError(name() + " overrides " + ability.methods() + ", but leaves " + ability
                    + " out (\"" + reason + "\"); drop .without(Ability." + ability + ", ...) from abilities(), or the"
                    + " method");
        }
    }

    private static String leaveOut(Ability ability) {
        return "abilities().without(Ability." + ability + ", \"why\")";
    }

    private String name() {
        return backend.getClass().getName();
    }

    /** Skips the test if the back end lacks one of these. */
    void require(Ability... needed) {
        for (Ability ability : needed) {
            String reason = abilities.lackOf(ability);
            if (reason != null) {
                throw new NotApplicable("without " + ability + ": " + reason);
            }
        }
    }

    /** Tells the report of each ability that is lacking, whether or not a test asks for it. */
    void tellLacking(Tally tally) {
        abilities.lacking().forEach((ability, reason) -> tally.fact("lacking." + ability, reason));
    }

    boolean has(Ability ability) {
        return abilities.lackOf(ability) == null;
    }

    synchronized FeatureProvider provider() {
        try {
            FeatureProvider provider = Objects.requireNonNull(backend.provider(), "provider() must not give null");
            providers.add(provider);
            return provider;
        } catch (Exception problem) {
            throw new AssertionError(name() + ".provider() threw " + problem, problem);
        }
    }

    /** The providers that were made. */
    synchronized List<FeatureProvider> providers() {
        return List.copyOf(providers);
    }

    void on(String... flags) {
        for (String flag : flags) {
            set(flag, true);
        }
    }

    void off(String... flags) {
        for (String flag : flags) {
            set(flag, false);
        }
    }

    synchronized void set(String flag, boolean on) {
        try {
            backend.set(flag, on);
        } catch (Exception problem) {
            throw new AssertionError(name() + ".set(\"" + flag + "\", " + on + ") threw " + problem, problem);
        }
    }

    void remove(String... flags) {
        for (String flag : flags) {
            exercise(Ability.REMOVE, () -> backend.remove(flag));
        }
    }

    void mistype(String... flags) {
        for (String flag : flags) {
            exercise(Ability.MISTYPE, () -> backend.mistype(flag));
        }
    }

    void disable(String... flags) {
        for (String flag : flags) {
            exercise(Ability.DISABLE, () -> backend.disable(flag));
        }
    }

    void targetInstance(String flag, String targetingKey) {
        exercise(Ability.TARGET_INSTANCE, () -> backend.targetInstance(flag, targetingKey));
    }

    void targetChild(String flag, String attribute, String value) {
        exercise(Ability.TARGET_CHILD, () -> backend.targetChild(flag, attribute, value));
    }

    synchronized void disconnect() {
        exercise(Ability.DISCONNECT, backend::disconnect);
        disconnected = true;
    }

    synchronized void reconnect() {
        disconnected = false;
        exercise(Ability.DISCONNECT, backend::reconnect);
    }

    /** So that nothing waits for the back end while it is being shut down. */
    synchronized void reconnectIfDisconnected() {
        if (disconnected && !closed) {
            reconnect();
        }
    }

    private synchronized void exercise(Ability ability, Deed deed) {
        try {
            deed.run();
        } catch (Exception problem) {
            throw new AssertionError(
                    name() + " has " + ability + " by what it declares, but throws " + problem
                            + "; mend it, or leave that ability out: " + leaveOut(ability),
                    problem);
        }
    }

    /** Something that a back end does. */
    @FunctionalInterface
    private interface Deed {
        void run() throws Exception;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            backend.close();
        } catch (Exception problem) {
            throw new AssertionError(name() + ".close() threw " + problem, problem);
        }
    }
}
