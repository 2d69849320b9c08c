package dev.yellowjack.spi;

import dev.yellowjack.Supervisor;
import org.jspecify.annotations.Nullable;

/**
 * Marks the threads that run a supervisor's bodies, callbacks and listeners: such a thread must not wait for that
 * supervisor to close, which waits for it (§5.2), nor for one that its supervisor is a child of.
 *
 * @param supervisor whose thread it is
 * @param outer where the supervisor itself was started: inside a body of another, or null
 */
record Inside(Supervisor supervisor, @Nullable Inside outer) {
    private static final ThreadLocal<@Nullable Inside> CURRENT = new ThreadLocal<>();

    /** Where the calling thread is; null outside of all supervisors. */
    static @Nullable Inside current() {
        return CURRENT.get();
    }

    static boolean isInside(Supervisor supervisor) {
        for (Inside place = current(); place != null; place = place.outer) {
            if (place.supervisor == supervisor) {
                return true;
            }
        }
        return false;
    }

    /** Marks the calling thread, which has no mark, until it leaves. */
    void enter() {
        CURRENT.set(this);
    }

    /** Takes the mark from the calling thread. */
    static void leave() {
        CURRENT.remove();
    }

    void run(Runnable work) {
        Inside before = current();
        CURRENT.set(this);
        try {
            work.run();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }
}
