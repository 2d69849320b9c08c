package dev.yellowjack.examples.custom;

import dev.yellowjack.Supervisor;
import org.jspecify.annotations.Nullable;

/**
 * Is worn by the threads that run a supervisor's bodies, callbacks and listeners. Such a thread must not wait for the
 * supervisor to close, which waits for it, nor for one around it (§5.2).
 *
 * @param supervisor whose thread it is
 * @param around the mark of the thread that made the supervisor: of a body in another one; else null
 */
record Mark(Supervisor supervisor, @Nullable Mark around) {
    private static final ThreadLocal<@Nullable Mark> WORN = new ThreadLocal<>();

    /** What the calling thread wears. */
    static @Nullable Mark worn() {
        return WORN.get();
    }

    /** Does something as a thread of the supervisor. */
    void wear(Runnable work) {
        Mark before = WORN.get();
        WORN.set(this);
        try {
            work.run();
        } finally {
            WORN.set(before);
        }
    }

    /** Whether the calling thread is one of the supervisor, or of one below it. */
    boolean isWorn() {
        for (Mark mark = worn(); mark != null; mark = mark.around) {
            if (mark.supervisor == supervisor) {
                return true;
            }
        }
        return false;
    }
}
