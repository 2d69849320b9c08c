package dev.yellowjack.spi;

import dev.yellowjack.Report;

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

        void tell(ChildCell child, Report.Kind kind, Throwable problem);

        void forget(ChildCell child);
    }

    /** The effects that are their name alone. */
    enum Plain implements Effect {
        LAUNCH {
            @Override
            public void perform(Performer performer, ChildCell child) {
                performer.launch(child);
            }
        },
        CANCEL_LAUNCH {
            @Override
            public void perform(Performer performer, ChildCell child) {
                performer.cancelLaunch(child);
            }
        },
        REQUEST_STOP {
            @Override
            public void perform(Performer performer, ChildCell child) {
                performer.requestStop(child);
            }
        },
        INTERRUPT {
            @Override
            public void perform(Performer performer, ChildCell child) {
                performer.interrupt(child);
            }
        },
        REPORT_OVERDUE {
            @Override
            public void perform(Performer performer, ChildCell child) {
                performer.reportOverdue(child);
            }
        },
        ARM_GRACE {
            @Override
            public void perform(Performer performer, ChildCell child) {
                performer.armGrace(child);
            }
        },
        ARM_INTERRUPT_WAIT {
            @Override
            public void perform(Performer performer, ChildCell child) {
                performer.armInterruptWait(child);
            }
        },
        FORGET {
            @Override
            public void perform(Performer performer, ChildCell child) {
                performer.forget(child);
            }
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

    /** Report something that changed no state. */
    record Tell(Report.Kind kind, Throwable problem) implements Effect {
        @Override
        public void perform(Performer performer, ChildCell child) {
            performer.tell(child, kind, problem);
        }
    }
}
