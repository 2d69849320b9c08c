package dev.yellowjack.tck;

import java.util.Arrays;
import java.util.List;

/**
 * What a {@link FlagBackend} and its provider can do beyond turning flags on and off. Each is either shown to the kit or
 * left out with a reason: see {@link Abilities}.
 *
 * <p>Immutable and thread-safe.
 */
public enum Ability {
    /** {@link FlagBackend#remove}: flags can be removed, and the provider then has no value for them. */
    REMOVE("remove"),

    /** {@link FlagBackend#mistype}: flags can be of another type, and the provider then has no boolean value for them. */
    MISTYPE("mistype"),

    /** {@link FlagBackend#disable}: flags can be disabled, and the provider then has no value for them. */
    DISABLE("disable"),

    /** {@link FlagBackend#disconnect} and {@link FlagBackend#reconnect}: the back end can be out of the provider's reach. */
    DISCONNECT("disconnect", "reconnect"),

    /** The provider may be initialised while it is disconnected: it finds its back end when that comes into reach. */
    COLD_START,

    /** {@link FlagBackend#targetInstance}: a flag can be on for one targeting key alone. */
    TARGET_INSTANCE("targetInstance"),

    /** {@link FlagBackend#targetChild}: a flag can be on for one value of an attribute alone. */
    TARGET_CHILD("targetChild"),

    /** The provider announces a change by an event, so that nobody has to wait for the next check. */
    PUSH;

    private final List<String> methods;

    Ability(String... methods) {
        this.methods = List.of(methods);
    }

    /** Whether a back end has methods of its own for all of this, or for at least a part of it. */
    boolean isWritten(FlagBackend backend, boolean allOfIt) {
        return allOfIt
                ? methods.stream().allMatch(method -> overrides(backend, method))
                : methods.stream().anyMatch(method -> overrides(backend, method));
    }

    private static boolean overrides(FlagBackend backend, String method) {
        // By name alone: no two methods of the interface share one. What a class declares hides the interface's own.
        return Arrays.stream(backend.getClass().getMethods())
                .noneMatch(one -> one.getName().equals(method) && one.getDeclaringClass() == FlagBackend.class);
    }

    /** The methods of a back end that show this; none where it shows in the provider's behaviour alone. */
    String methods() {
        return String.join("() and ", methods) + "()";
    }

    /** The kit does not call what is not there. */
    UnsupportedOperationException isMissing() {
        return new UnsupportedOperationException(this + " is not among the abilities of this back end");
    }
}
