package dev.yellowjack.tck;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can happen to a supervisor: what the rules make of it, and how it is brought about. Many threads may
 * bring commands about at once; then nothing is asked of the model.
 */
interface Command {
    /** What has to follow, so that it is not left open which answers of the provider have been seen. */
    enum After {
        NOTHING,
        CHECK,
        CHECK_ONCE_ANSWERED,
        CHECK_UNTIL_GIVEN_UP
    }

    /** The same for one of so many children and flags. */
    default Command within(int children) {
        return this;
    }

    /** How it may be refused; none unless said. */
    default Set<Refusal> refusals() {
        return Set.of();
    }

    /** Whether it makes sense now; if not, it is left out. */
    default boolean isPossible(Model model) {
        return true;
    }

    /** The rule that a child breaks which this does not concern, and which changes all the same. */
    String bystanderRule();

    /** Does it to the model, and says what it has to come to: a result, a {@link Refusal}, or null. */
    default @Nullable Object expect(Model model) {
        return null;
    }

    /** Does it to the real supervisor, and returns the result, if there is one. */
    @Nullable
    Object carryOut(Cast cast);

    default After after() {
        return After.NOTHING;
    }
}
