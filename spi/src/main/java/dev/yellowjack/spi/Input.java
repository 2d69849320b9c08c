package dev.yellowjack.spi;

import org.jspecify.annotations.Nullable;

/** What can happen to a child, as {@link ChildMachine} sees it. */
sealed interface Input {
    Input READ_ON = new Signal(Kind.READ_ON);
    Input READ_OFF = new Signal(Kind.READ_OFF);
    Input READ_UNKNOWN = new Signal(Kind.READ_UNKNOWN);
    Input BEGUN = new Signal(Kind.BEGUN);
    Input GRACE_OVER = new Signal(Kind.GRACE_OVER);
    Input INTERRUPT_WAIT_OVER = new Signal(Kind.INTERRUPT_WAIT_OVER);
    Input BACK_OFF_OVER = new Signal(Kind.BACK_OFF_OVER);
    Input RELEASE = new Signal(Kind.RELEASE);
    Input REMOVE = new Signal(Kind.REMOVE);
    Input CLOSE = new Signal(Kind.CLOSE);

    static Input ended(@Nullable Throwable thrown, boolean outlastedWindow) {
        return new Ended(thrown, outlastedWindow);
    }

    static Input launchFailed(Throwable cause) {
        return new Failure(Kind.LAUNCH_FAILED, cause);
    }

    static Input failed(Throwable cause) {
        return new Failure(Kind.FAILED, cause);
    }

    static Input broke(Throwable cause) {
        return new Failure(Kind.BROKE, cause);
    }

    Kind kind();

    /** What went wrong, of a kind that is a failure. */
    Throwable cause();

    /** All inputs by name, for switches that must decide them all. */
    enum Kind {
        /** The flag was read ON. */
        READ_ON,
        /** The flag was read OFF. */
        READ_OFF,
        /** The flag was asked and the answer is UNKNOWN. */
        READ_UNKNOWN,
        /** The body begins, on its thread. */
        BEGUN,
        /** The body and its callbacks have ended. */
        ENDED,
        /** The launcher could not run the body, or lost it. */
        LAUNCH_FAILED,
        /** The body declared itself failed. */
        FAILED,
        /** The time to stop by itself is over. */
        GRACE_OVER,
        /** The time to heed an interrupt is over. */
        INTERRUPT_WAIT_OVER,
        /** The pause before a restart is over. */
        BACK_OFF_OVER,
        /** A person releases the child. */
        RELEASE,
        /** The child is removed. */
        REMOVE,
        /** The supervisor is closed. */
        CLOSE,
        /** The engine threw while it handled an input of this child. */
        BROKE
    }

    /** An input that is its name alone. */
    record Signal(Kind kind) implements Input {
        @Override
        public Throwable cause() {
            throw new IllegalStateException(kind + " has no cause");
        }
    }

    /** An input with a cause. */
    record Failure(Kind kind, Throwable cause) implements Input {}

    /**
     * The end of a body.
     *
     * @param thrown what it threw; null if it returned
     * @param outlastedWindow whether it ran for the whole window of its restart policy (§8.2)
     */
    record Ended(@Nullable Throwable thrown, boolean outlastedWindow) implements Input {
        @Override
        public Kind kind() {
            return Kind.ENDED;
        }

        @Override
        public Throwable cause() {
            throw new IllegalStateException("an end has no cause of its own; it may have thrown something");
        }
    }
}
