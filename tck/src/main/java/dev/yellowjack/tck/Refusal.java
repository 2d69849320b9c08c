package dev.yellowjack.tck;

import java.util.Arrays;
import java.util.NoSuchElementException;

/** Why a method of a supervisor refuses what is asked of it. */
enum Refusal {
    /** There is such a child already (§5.3, §5.4). */
    PRESENT(IllegalArgumentException.class),
    /** There is no such child. */
    ABSENT(NoSuchElementException.class),
    /** The supervisor is closing or closed (§5.1). */
    CLOSED(IllegalStateException.class);

    private final Class<? extends RuntimeException> thrown;

    Refusal(Class<? extends RuntimeException> thrown) {
        this.thrown = thrown;
    }

    /** What an exception means; if it is none of these, it is thrown on. */
    static Refusal of(RuntimeException refused) {
        return Arrays.stream(values())
                .filter(refusal -> refusal.thrown.isInstance(refused))
                .findFirst()
                .orElseThrow(() -> refused);
    }
}
