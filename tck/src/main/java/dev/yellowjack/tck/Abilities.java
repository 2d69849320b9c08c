package dev.yellowjack.tck;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which {@linkplain Ability abilities} a {@link FlagBackend} has, and why it lacks the others: none is left out in
 * silence.
 *
 * <pre>{@code
 * Abilities.all().without(Ability.REMOVE, "the provider keeps every flag that it has ever seen")
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class Abilities {
    private static final Abilities ALL = new Abilities(new EnumMap<>(Ability.class));

    private final EnumMap<Ability, String> lacking; // never changed

    private Abilities(EnumMap<Ability, String> lacking) {
        this.lacking = lacking;
    }

    /** Every ability. */
    public static Abilities all() {
        return ALL;
    }

    /**
     * These, but for one. Its tests are then skipped, and the report says why.
     *
     * @param ability the one that is lacking
     * @param reason why, for a person who wants to know what the provider does in such a case; not blank
     * @throws IllegalArgumentException if the reason is blank
     */
    public Abilities without(Ability ability, String reason) {
        Objects.requireNonNull(ability, "ability");
        if (Objects.requireNonNull(reason, "reason").isBlank()) {
            throw new IllegalArgumentException(
                    "the reason for the lack of " + ability + " is blank; say what the provider does in such a case");
        }
        EnumMap<Ability, String> more = new EnumMap<>(lacking);
        more.put(ability, reason);
        return new Abilities(more);
    }

    /** Those that are lacking, and why. Immutable. */
    public Map<Ability, String> lacking() {
        return Collections.unmodifiableMap(new EnumMap<>(lacking));
    }

    /** Why this one is lacking; null if it is there. */
    @Nullable
    String lackOf(Ability ability) {
        return lacking.get(ability);
    }

    @Override
    public String toString() {
        return lacking.isEmpty() ? "all" : "all without " + lacking;
    }
}
