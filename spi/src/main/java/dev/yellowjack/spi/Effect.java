package dev.yellowjack.spi;

import java.util.function.BiConsumer;

/** What is to be done because of a step of {@link ChildMachine}, after the step has been committed (§6.3). */
sealed interface Effect {
    void perform(Performer performer, ChildCell child);

    /** Does the effects. A new one does not compile until it is done somewhere. */
    interface Performer {
        void launch(ChildCell child);

        void cancelLaunch(ChildCell child);

        void requestStop(ChildCell child);

        void interrupt(ChildCell child);

        void reportOverdue(ChildCell child);

        void armGrace(ChildCell child);

        void armInterruptWait(ChildCell child);

        void armBackOff(ChildCell child, int crashes);

        void forget(ChildCell child);
    }

    /** The effects that are their name alone. */
    enum Plain implements Effect {
        LAUNCH(Performer::launch),
        CANCEL_LAUNCH(Performer::cancelLaunch),
        REQUEST_STOP(Performer::requestStop),
        INTERRUPT(Performer::interrupt),
        REPORT_OVERDUE(Performer::reportOverdue),
        ARM_GRACE(Performer::armGrace),
        ARM_INTERRUPT_WAIT(Performer::armInterruptWait),
        FORGET(Performer::forget);

        @SuppressWarnings("ImmutableEnumChecker") // Each is a reference to a method, which has no state.
        private final BiConsumer<Performer, ChildCell> deed;

        Plain(BiConsumer<Performer, ChildCell> deed) {
            this.deed = deed;
        }

        @Override
        public void perform(Performer performer, ChildCell child) {
            deed.accept(performer, child);
        }
    }

    /**
     * Start the child again after its back-off.
     *
     * @param crashes how many crashes in a row there were
     */
    record ArmBackOff(int crashes) implements Effect {
        @Override
        public void perform(Performer performer, ChildCell child) {
            performer.armBackOff(child, crashes);
        }
    }
}
