package dev.yellowjack.tck;

/** Throws what the compiler would not let pass: bodies and providers can throw anything, so the kit has to. */
final class Sneaky {
    private Sneaky() {}

    /**
     * Throws the problem as it is. Never returns; the type lets a caller write {@code throw Sneaky.raise(problem)}.
     */
    static RuntimeException raise(Throwable problem) {
        throw Sneaky.<RuntimeException>cast(problem);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T cast(Throwable problem) throws T {
        throw (T) problem;
    }
}
