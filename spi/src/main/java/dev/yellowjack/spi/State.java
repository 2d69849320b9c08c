package dev.yellowjack.spi;

import dev.yellowjack.ChildState;
import org.jspecify.annotations.Nullable;

/** Where a child is, as {@link ChildMachine} sees it. Each record has only what matters in that state. */
sealed interface State {
    Kind kind();

    /** What the world sees of it. */
    default ChildState shown() {
        return kind().shown;
    }

    /** The records by name, for switches that must decide them all. */
    enum Kind {
        UNREAD(ChildState.OFF),
        OFF(ChildState.OFF),
        STARTING(ChildState.STARTING),
        RUNNING(ChildState.RUNNING),
        STOPPING(ChildState.STOPPING),
        BACKING_OFF(ChildState.BACKING_OFF),
        QUARANTINED(ChildState.QUARANTINED),
        COMPLETED(ChildState.COMPLETED),
        CLOSED(ChildState.OFF),
        GONE(ChildState.OFF);

        private final ChildState shown;

        Kind(ChildState shown) {
            this.shown = shown;
        }
    }

    /** Added, and no question has come back yet. */
    record Unread() implements State {
        @Override
        public Kind kind() {
            return Kind.UNREAD;
        }
    }

    /** Down, and the known reading is OFF. */
    record Off() implements State {
        @Override
        public Kind kind() {
            return Kind.OFF;
        }
    }

    /**
     * Launched, not begun. The known reading is ON, as it is in RUNNING, BACKING_OFF and COMPLETED.
     *
     * @param crashes how many in a row came before
     */
    record Starting(int crashes) implements State {
        @Override
        public Kind kind() {
            return Kind.STARTING;
        }
    }

    /**
     * The body runs.
     *
     * @param crashes how many in a row came before
     */
    record Running(int crashes) implements State {
        @Override
        public Kind kind() {
            return Kind.RUNNING;
        }
    }

    /** The body runs and has been asked to stop. */
    record Stopping(Phase phase, Next next) implements State {
        @Override
        public Kind kind() {
            return Kind.STOPPING;
        }

        Stopping then(Next changed) {
            return new Stopping(phase, changed);
        }

        Stopping in(Phase changed) {
            return new Stopping(changed, next);
        }
    }

    /**
     * Crashed, to be started again.
     *
     * @param crashes how many in a row there were, this one included
     */
    record BackingOff(int crashes) implements State {
        @Override
        public Kind kind() {
            return Kind.BACKING_OFF;
        }
    }

    /**
     * Crashed, and down until a reading of OFF or a release.
     *
     * @param on whether the known reading is ON: always, but where the engine itself broke while the child was off
     */
    record Quarantined(boolean on) implements State {
        @Override
        public Kind kind() {
            return Kind.QUARANTINED;
        }
    }

    /** The body returned by itself. */
    record Completed() implements State {
        @Override
        public Kind kind() {
            return Kind.COMPLETED;
        }
    }

    /**
     * The supervisor is closed and the body, if any, has ended.
     *
     * @param shown how the child was left: OFF, QUARANTINED or COMPLETED
     */
    record Closed(ChildState shown) implements State {
        @Override
        public Kind kind() {
            return Kind.CLOSED;
        }
    }

    /** Removed, and the body, if any, has ended. */
    record Gone() implements State {
        @Override
        public Kind kind() {
            return Kind.GONE;
        }
    }

    /** How far a stop has come. */
    enum Phase {
        GRACE,
        INTERRUPTED,
        OVERDUE
    }

    /** What a stop is heading for. */
    sealed interface Next {
        Goal goal();

        /** The records by name, for switches that must decide them all. */
        enum Goal {
            OFF,
            START,
            CRASH,
            BROKEN,
            GONE,
            CLOSED
        }

        /** To be off. */
        record ToOff() implements Next {
            @Override
            public Goal goal() {
                return Goal.OFF;
            }
        }

        /** To be started again: ON was read after OFF. */
        record ToStart() implements Next {
            @Override
            public Goal goal() {
                return Goal.START;
            }
        }

        /** To have crashed: the body declared itself failed, and is only being ended. */
        record ToCrash(Throwable cause, int crashes) implements Next {
            @Override
            public Goal goal() {
                return Goal.CRASH;
            }
        }

        /** To be quarantined whatever the restart policy: the engine failed at this child. */
        record ToBroken(Throwable cause) implements Next {
            @Override
            public Goal goal() {
                return Goal.BROKEN;
            }
        }

        /** To be forgotten. */
        record ToGone() implements Next {
            @Override
            public Goal goal() {
                return Goal.GONE;
            }
        }

        /**
         * To stay down for good.
         *
         * @param failure what it was to be quarantined for when the supervisor was closed, if anything
         */
        record ToClosed(@Nullable Throwable failure) implements Next {
            @Override
            public Goal goal() {
                return Goal.CLOSED;
            }
        }
    }
}
