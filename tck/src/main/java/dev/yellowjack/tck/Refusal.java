package dev.yellowjack.tck;

import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * That a method refuses what is asked of it.
 *
 * @param by the documented type of what it throws
 */
record Refusal(Class<? extends Exception> by) {
    static Refusal of(RuntimeException thrown) {
        return new Refusal(
                Stream.of(IllegalArgumentException.class, IllegalStateException.class, NoSuchElementException.class)
                        .filter(type -> type.isInstance(thrown))
                        .findFirst()
                        .orElseThrow(() -> thrown));
    }
}
