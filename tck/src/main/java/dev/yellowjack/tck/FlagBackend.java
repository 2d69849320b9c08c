package dev.yellowjack.tck;

import dev.openfeature.sdk.FeatureProvider;

/**
 * Where the flags of a provider live, as the {@link FlagProviderTck} drives it: a server, a file, a map.
 *
 * <p>The kit makes a new one for each test, and closes it at the end; some tests use two at once, which know nothing of
 * each other. It has no flags at first. It is called by one thread at a time.
 *
 * <p>Three methods have to be written. Each of the others is an {@link Ability}: write it, or say in {@link #abilities()}
 * why there is none. Flags are called by short names in lower case.
 *
 * <p>A method returns when the back end has the change; it need not wait until a provider knows of it.
 */
public interface FlagBackend extends AutoCloseable {
    /**
     * Makes a provider that asks this back end, set up as an application is to use it. It is initialised and shut down by
     * the flag client.
     *
     * @return a new one each time. A test may ask for several, to replace one by the other; then only the one that was made
     *     last need hear of changes
     * @throws Exception if it cannot be made; the test fails
     */
    FeatureProvider provider() throws Exception;

    /** What this back end and its provider can do, and why they cannot do the rest. Always the same. */
    Abilities abilities();

    /**
     * Turns a boolean flag on or off. Makes it where there is none, and makes it an ordinary one again where it was
     * mistyped, disabled, removed or targeted. While disconnected it changes the back end all the same.
     *
     * @param flag the key of the flag
     * @param on what it answers from now on
     * @throws Exception if that fails; the test fails
     */
    void set(String flag, boolean on) throws Exception;

    /**
     * {@link Ability#REMOVE}: removes a flag.
     *
     * @param flag one that was set
     * @throws Exception if that fails; the test fails
     */
    default void remove(String flag) throws Exception {
        throw Ability.REMOVE.isMissing();
    }

    /**
     * {@link Ability#MISTYPE}: gives a flag a value that is not boolean, such as the string {@code "yellow"}.
     *
     * @param flag one that was set
     * @throws Exception if that fails; the test fails
     */
    default void mistype(String flag) throws Exception {
        throw Ability.MISTYPE.isMissing();
    }

    /**
     * {@link Ability#DISABLE}: disables a flag, so that it has no value.
     *
     * @param flag one that was set
     * @throws Exception if that fails; the test fails
     */
    default void disable(String flag) throws Exception {
        throw Ability.DISABLE.isMissing();
    }

    /**
     * {@link Ability#DISCONNECT}: cuts this back end off from its providers, the present ones and those to come.
     *
     * @throws Exception if that fails; the test fails
     */
    default void disconnect() throws Exception {
        throw Ability.DISCONNECT.isMissing();
    }

    /**
     * {@link Ability#DISCONNECT}: lets the providers reach this back end again, under the same address.
     *
     * @throws Exception if that fails; the test fails
     */
    default void reconnect() throws Exception {
        throw Ability.DISCONNECT.isMissing();
    }

    /**
     * {@link Ability#TARGET_INSTANCE}: turns a flag on for one targeting key, and off for any other.
     *
     * @param flag the key of the flag
     * @param targetingKey whom to turn it on for
     * @throws Exception if that fails; the test fails
     */
    default void targetInstance(String flag, String targetingKey) throws Exception {
        throw Ability.TARGET_INSTANCE.isMissing();
    }

    /**
     * {@link Ability#TARGET_CHILD}: turns a flag on where an attribute of the evaluation context, a string, has a value,
     * and off elsewhere.
     *
     * @param flag the key of the flag
     * @param attribute the name of the attribute, {@value dev.yellowjack.Child#ID_ATTRIBUTE}
     * @param value whom to turn it on for
     * @throws Exception if that fails; the test fails
     */
    default void targetChild(String flag, String attribute, String value) throws Exception {
        throw Ability.TARGET_CHILD.isMissing();
    }

    /**
     * Ends it, and all of its threads. Its providers have been shut down by then.
     *
     * @throws Exception if that fails; the test fails
     */
    @Override
    default void close() throws Exception {}
}
