package dev.yellowjack.examples.custom;

import dev.yellowjack.ChildState;
import dev.yellowjack.Transition.Reason;
import java.time.Duration;
import java.util.function.Consumer;

/** What break §8. */
final class WrongRestarts {
    private WrongRestarts() {}

    /** Restarts without a back-off. */
    @Breaks("8.1")
    static final class BacksOffNeverAtAll extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                Duration dueAfterCrash(Member child) {
                    return Duration.ZERO;
                }
            };
        }
    }

    /** Waits as long after each crash as after the first. */
    @Breaks("8.1")
    static final class BacksOffAlwaysAlike extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                Duration dueAfterCrash(Member child) {
                    return child.child.restartPolicy().backOffAfter(1, 0.5);
                }
            };
        }
    }

    /** Knows no restarts. */
    @Breaks("8.1")
    static final class NeverRestarts extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                boolean mayRestart(Member child) {
                    return false;
                }
            };
        }
    }

    /** Restarts one time too many. */
    @Breaks("8.2")
    static final class RestartsOnceTooOften extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                boolean mayRestart(Member child) {
                    int limit = child.child.restartPolicy().limit();
                    return !isClosing() && limit > 0 && child.crashesInRow <= limit + 1;
                }
            };
        }
    }

    /** Counts all crashes that there ever were. */
    @Breaks("8.2")
    static final class NeverClearsTheRow extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void forgetCrashes(Member child) {}
            };
        }
    }

    /** Takes each crash for the first in its row. */
    @Breaks("8.2")
    static final class ClearsTheRowAtEachCrash extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                boolean ranForWholeWindow(Incarnation incarnation) {
                    return true;
                }
            };
        }
    }

    /** However long an incarnation ran, its crash is one more in the row. */
    @Breaks("8.2")
    static final class IgnoresTheWindow extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                boolean ranForWholeWindow(Incarnation incarnation) {
                    return false;
                }
            };
        }
    }

    /** A release starts the child, and does not forget its crashes. */
    @Breaks("8.2")
    static final class KeepsTheRowAtARelease extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                boolean release(Member child) {
                    int row = child.crashesInRow;
                    boolean released = super.release(child);
                    child.crashesInRow = row;
                    return released;
                }
            };
        }
    }

    /** Restarts a child whose flag was turned off in its back-off. */
    @Breaks("8.3")
    static final class RestartsThoughOff extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void takeDown(Member child, Reason reason) {
                    if (child.state != ChildState.BACKING_OFF || reason != Reason.FLAG_OFF) {
                        super.takeDown(child, reason);
                    }
                }
            };
        }
    }

    /** When one child backs off, all others that run are started anew. */
    @Breaks("8.4")
    static final class RestartsTheOthersWithIt extends WrongQuarantines.RestartsTheOthersToo {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new OneForAll(core, forget, ChildState.BACKING_OFF);
        }
    }
}
