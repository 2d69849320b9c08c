package dev.yellowjack.examples.custom;

import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Report;
import dev.yellowjack.Transition.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What break §2. */
final class WrongStops {
    private WrongStops() {}

    /** Has the stop found out by whoever asks, and runs no callback. */
    @Breaks("2.1")
    static final class NeverCallsBack extends Specimen {
        @Override
        Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
            return new Incarnation(member, number, lifecycle, core) {
                @Override
                void runCallback(Runnable callback) {}
            };
        }
    }

    /** Runs each callback twice. */
    @Breaks("2.1")
    static final class CallsBackTwice extends Specimen {
        @Override
        Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
            return new Incarnation(member, number, lifecycle, core) {
                @Override
                void runCallback(Runnable callback) {
                    super.runCallback(callback);
                    super.runCallback(callback);
                }
            };
        }
    }

    /** Runs the callbacks that were registered last first. */
    @Breaks("2.1")
    static final class CallsBackInReverse extends Specimen {
        @Override
        Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
            return new Incarnation(member, number, lifecycle, core) {
                @Override
                List<Runnable> requestStop() {
                    List<Runnable> reversed = new ArrayList<>(super.requestStop());
                    Collections.reverse(reversed);
                    return reversed;
                }
            };
        }
    }

    /** A callback that is registered after the request is never run. */
    @Breaks("2.1")
    static final class IgnoresALateCallback extends Specimen {
        @Override
        Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
            return new Incarnation(member, number, lifecycle, core) {
                @Override
                public void onStop(Runnable callback) {
                    boolean unused = core.monitor().answer(() -> register(callback));
                }
            };
        }
    }

    /** After a callback that throws the others are left out. */
    @Breaks("2.1")
    static final class GivesUpAfterABadCallback extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void report(Report.Kind kind, Incarnation incarnation, Throwable problem) {
                    super.report(kind, incarnation, problem);
                    if (kind == Report.Kind.CALLBACK_THREW) {
                        throw new CallbacksEnd();
                    }
                }
            };
        }

        @Override
        Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
            return new Incarnation(member, number, lifecycle, core) {
                @Override
                void runCallbacks(List<Runnable> registered) {
                    try {
                        super.runCallbacks(registered);
                    } catch (CallbacksEnd end) {
                        core.monitor().decide(this::endCallbacks);
                    }
                }
            };
        }

        private static final class CallbacksEnd extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }
    }

    /** Tells a body that waits for its stop that it has come, however long it may take. */
    @Breaks("2.1")
    static final class LetsNobodyWait extends Specimen {
        @Override
        Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
            return new Incarnation(member, number, lifecycle, core) {
                @Override
                public boolean awaitStop(Duration timeout) {
                    return true;
                }
            };
        }
    }

    /** Interrupts a body as soon as it is asked to stop. */
    @Breaks("2.2")
    static final class InterruptsAtOnce extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void askToStop(Incarnation incarnation, Reason reason, @Nullable Throwable cause) {
                    super.askToStop(incarnation, reason, cause);
                    List<Thread> threads = incarnation.threads();
                    core.monitor().afterwards(() -> incarnation.interrupt(threads));
                }
            };
        }
    }

    /** Waits for ever, and interrupts nobody. */
    @Breaks("2.3")
    static final class NeverInterrupts extends Specimen {
        @Override
        Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
            return new Incarnation(member, number, lifecycle, core) {
                @Override
                void interrupt(List<Thread> threads) {}
            };
        }
    }

    /** Interrupts a body once more when it is overdue. */
    @Breaks("2.3")
    static final class InterruptsTwice extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void overdue(Incarnation incarnation) {
                    super.overdue(incarnation);
                    List<Thread> threads = incarnation.threads();
                    core.monitor().afterwards(() -> incarnation.interrupt(threads));
                }
            };
        }
    }

    /** Lets callbacks go on that outlive the grace. */
    @Breaks("2.3")
    static final class InterruptsNoCallback extends Specimen {
        @Override
        Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
            return new Incarnation(member, number, lifecycle, core) {
                @Override
                void interrupt(List<Thread> threads) {
                    super.interrupt(threads.stream()
                            .filter(thread -> !thread.getName().endsWith(" stop"))
                            .toList());
                }
            };
        }
    }

    /** Says nothing of an overdue body. */
    @Breaks("2.4")
    static final class NeverReportsOverdue extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void report(Report.Kind kind, Incarnation incarnation, Throwable problem) {
                    if (kind != Report.Kind.OVERDUE) {
                        super.report(kind, incarnation, problem);
                    }
                }
            };
        }
    }

    /** Reports an overdue body without saying where it is. */
    @Breaks("2.4")
    static final class ReportsOverdueWithoutItsStack extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void report(Report.Kind kind, Incarnation incarnation, Throwable problem) {
                    super.report(
                            kind, incarnation, kind == Report.Kind.OVERDUE ? new Exception("it still runs") : problem);
                }
            };
        }
    }

    /** Takes an overdue body for one that has ended. */
    @Breaks("2.4")
    static final class AbandonsTheOverdue extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void overdue(Incarnation incarnation) {
                    super.overdue(incarnation);
                    onEnd(incarnation);
                }

                @Override
                void onEnd(Incarnation incarnation) {
                    if (incarnation.isCurrent()) {
                        super.onEnd(incarnation);
                    }
                }
            };
        }
    }

    /** Keeps what a body throws while it stops to itself. */
    @Breaks("2.5")
    static final class SwallowsWhatIsThrownWhileStopping extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void report(Report.Kind kind, Incarnation incarnation, Throwable problem) {
                    if (kind != Report.Kind.THREW_WHILE_STOPPING) {
                        super.report(kind, incarnation, problem);
                    }
                }
            };
        }
    }

    /** Takes what a body throws while it stops for a crash. */
    @Breaks("2.5")
    static final class CrashesWhileStopping extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void endedAsAsked(Incarnation incarnation) {
                    Throwable thrown = incarnation.thrown();
                    if (thrown != null && incarnation.member.failure == null && !incarnation.member.isRemoved) {
                        crash(incarnation, thrown, Reason.CRASHED);
                    } else {
                        super.endedAsAsked(incarnation);
                    }
                }
            };
        }
    }

    /** Does not listen to a flag while its child stops. */
    @Breaks("2.6")
    static final class LosesAFlipDuringAStop extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void onKnown(Member child, Reading known, Reason reason) {
                    if (child.state != ChildState.STOPPING) {
                        super.onKnown(child, known, reason);
                    }
                }
            };
        }
    }

    /** Once ON was read during a stop, no OFF takes it back. */
    @Breaks("2.6")
    static final class StartsThoughOffWasTheLastWord extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void onKnown(Member child, Reading known, Reason reason) {
                    if (child.state != ChildState.STOPPING || known.equals(Reading.ON)) {
                        super.onKnown(child, known, reason);
                    }
                }
            };
        }
    }

    /** Gives a thread back to its pool with the interrupt flag that a body has left on it. */
    @Breaks("2.7")
    static final class LeavesTheInterruptFlag extends Pooled {
        private static final Pool POOL = new Pool(64, false);

        LeavesTheInterruptFlag() {
            super(POOL);
        }
    }

    /** Has one more deadline for a body that may have ended long ago, and hits whichever runs then. */
    @Breaks("2.7")
    static final class InterruptsTheSuccessor extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void askToStop(Incarnation incarnation, Reason reason, @Nullable Throwable cause) {
                    super.askToStop(incarnation, reason, cause);
                    Member child = incarnation.member;
                    core.alarms().after(child.child.grace().multipliedBy(2), () -> {
                        Incarnation latest = child.incarnation;
                        if (latest != null && latest != incarnation) {
                            List<Thread> threads = latest.threads();
                            core.monitor().afterwards(() -> latest.interrupt(threads));
                        }
                    });
                }
            };
        }
    }

    /** One child at a time: who decides a stop waits until it is over. */
    @Breaks("2.8")
    static final class WaitsForASlowStop extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void askToStop(Incarnation incarnation, Reason reason, @Nullable Throwable cause) {
                    super.askToStop(incarnation, reason, cause);
                    core.monitor().afterwards(() -> awaitEnd(incarnation));
                }

                private void awaitEnd(Incarnation incarnation) {
                    try {
                        boolean unused = core.monitor().await(() -> !incarnation.isCurrent(), Long.MAX_VALUE / 4);
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
        }
    }
}
