package dev.yellowjack.tck;

/** How well a {@link Probe} listens. */
enum Temper {
    /** It returns when a stop is requested. */
    HEEDS_STOP,
    /** It goes on when a stop is requested, and returns when it is interrupted after that. */
    HEEDS_INTERRUPT,
    /** It ends for nothing but the test: as a body that is slow to start does, until it listens. */
    DEAF
}
