package dev.yellowjack.examples.custom;

import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Transition.Reason;
import dev.yellowjack.runtime.SupervisorConfig;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What break §3. */
final class WrongQuarantines {
    private WrongQuarantines() {}

    /** Starts a child again as soon as it has crashed. */
    @Breaks("3.1")
    static final class RestartsAfterACrash extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void crash(Incarnation incarnation, Throwable cause, Reason reason) {
                    super.crash(incarnation, cause, reason);
                    if (incarnation.member.state == ChildState.QUARANTINED && mayStart(incarnation.member)) {
                        launch(incarnation.member, Reason.RESTARTED);
                    }
                }
            };
        }
    }

    /** A body that throws an Error has never ended. */
    @Breaks("3.1")
    static final class LosesAnExit extends Specimen {
        @Override
        Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
            return new Incarnation(member, number, lifecycle, core) {
                @Override
                void endBody(@Nullable Throwable problem) {
                    if (!(problem instanceof Error)) {
                        super.endBody(problem);
                    }
                }
            };
        }
    }

    /** Does not keep what crashed a child. */
    @Breaks("3.1")
    static final class ForgetsTheCause extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void crash(Incarnation incarnation, Throwable cause, Reason reason) {
                    super.crash(incarnation, cause, reason);
                    incarnation.member.lastCrash = null;
                }
            };
        }
    }

    /** Takes each look that finds a flag on for a flip. */
    @Breaks("3.2")
    static final class RestartsAtTheNextLook extends Specimen {
        @Override
        Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
            return new Flags(core, evaluation, times, onRead) {
                @Override
                void tell(Collection<Question> asked, Predicate<Member> whom) {
                    super.tell(asked, whom);
                    asked.stream()
                            .flatMap(question -> question.children.stream())
                            .filter(child -> child.state == ChildState.QUARANTINED
                                    && readingOf(child).equals(Reading.ON))
                            .forEach(child -> {
                                onRead.accept(child, Reading.OFF);
                                onRead.accept(child, Reading.ON);
                            });
                }
            };
        }
    }

    /** Forgets all quarantines when a child is added. */
    @Breaks("3.2")
    static final class ForgetsQuarantinesWhenAnotherIsAdded extends Specimen {
        @Override
        Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
            return new Parts(config, bodies) {
                @Override
                public void add(Child child) {
                    super.add(child);
                    releaseAll();
                }
            };
        }
    }

    /** Once quarantined, only a release helps. */
    @Breaks("3.3")
    static final class KeepsTheQuarantineWhenOffIsRead extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void onOff(Member child) {
                    if (child.state != ChildState.QUARANTINED) {
                        super.onOff(child);
                    }
                }
            };
        }
    }

    /** OFF lifts a quarantine and starts the child, since it is free again. */
    @Breaks("3.3")
    static final class StartsWhenTheQuarantineIsLifted extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void onOff(Member child) {
                    boolean wasQuarantined = child.state == ChildState.QUARANTINED;
                    super.onOff(child);
                    if (wasQuarantined && mayStart(child)) {
                        launch(child, Reason.FLAG_ON);
                    }
                }
            };
        }
    }

    /** Takes a return for a crash. */
    @Breaks("3.4")
    static final class CountsACompletionAsACrash extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void endedByItself(Incarnation incarnation) {
                    Throwable thrown = incarnation.thrown();
                    crash(incarnation, thrown == null ? new Exception("it returned") : thrown, Reason.CRASHED);
                }
            };
        }
    }

    /** Starts a child again that has completed. */
    @Breaks("3.4")
    static final class RestartsWhatHasCompleted extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void endedByItself(Incarnation incarnation) {
                    super.endedByItself(incarnation);
                    if (incarnation.member.state == ChildState.COMPLETED && mayStart(incarnation.member)) {
                        launch(incarnation.member, Reason.FLAG_ON);
                    }
                }
            };
        }
    }

    /** Takes an outage of the flags for somebody who lowered one. */
    @Breaks("3.5")
    static final class ReleasesOnUnknown extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void onRead(Member child, Reading reading) {
                    super.onRead(child, reading);
                    if (!reading.isKnown() && child.state == ChildState.QUARANTINED) {
                        takeDown(child, Reason.FLAG_OFF);
                    }
                }
            };
        }
    }

    /** A release is accepted, and forgotten. */
    @Breaks("3.6")
    static final class ReleasesNothing extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                boolean release(Member child) {
                    return child.state == ChildState.QUARANTINED;
                }
            };
        }
    }

    /** A release of a child that runs starts it anew. */
    @Breaks("3.6")
    static final class ReleasesWhatRuns extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                boolean release(Member child) {
                    if (child.state != ChildState.RUNNING) {
                        return super.release(child);
                    }
                    takeDown(child, Reason.RELEASED);
                    return true;
                }
            };
        }
    }

    /** A completed child cannot be released. */
    @Breaks("3.6")
    static final class NeverReleasesWhatHasCompleted extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                boolean release(Member child) {
                    return child.state != ChildState.COMPLETED && super.release(child);
                }
            };
        }
    }

    /** When one child is quarantined, all others that run are started anew. */
    @Breaks("3.7")
    static class RestartsTheOthersToo extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new OneForAll(core, forget, ChildState.QUARANTINED);
        }

        /** Stops all that runs when a child has crashed and come to this state. */
        final class OneForAll extends Life {
            private final Set<Member> all = new LinkedHashSet<>();
            private final ChildState when;

            OneForAll(Core core, Consumer<Member> forget, ChildState when) {
                super(core, forget);
                this.when = when;
            }

            @Override
            void launch(Member child, Reason reason) {
                all.add(child);
                super.launch(child, reason);
            }

            @Override
            void crash(Incarnation incarnation, Throwable cause, Reason reason) {
                super.crash(incarnation, cause, reason);
                if (incarnation.member.state == when) {
                    all.forEach(child -> {
                        if (child.state == ChildState.RUNNING) {
                            takeDown(child, Reason.FLAG_OFF);
                        }
                    });
                }
            }
        }
    }

    /** A body that says that it has failed counts as ended, though it still runs. */
    @Breaks("3.8")
    static final class TakesFailForTheEnd extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void onFailed(Incarnation incarnation, Throwable cause) {
                    super.onFailed(incarnation, cause);
                    if (incarnation.isCurrent() && incarnation.member.failure == cause) {
                        onEnd(incarnation);
                    }
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

    /** What an incarnation says that has ended hits its successor. */
    @Breaks("3.8")
    static final class BlamesTheSuccessor extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void onFailed(Incarnation incarnation, Throwable cause) {
                    Incarnation latest = incarnation.member.incarnation;
                    super.onFailed(latest == null ? incarnation : latest, cause);
                }
            };
        }
    }

    /** Of a child that stops a failure makes a crash. */
    @Breaks("3.8")
    static final class FailsWhatWasAskedToStop extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void onFailed(Incarnation incarnation, Throwable cause) {
                    super.onFailed(incarnation, cause);
                    if (incarnation.isCurrent()) {
                        incarnation.member.failure = cause;
                    }
                }
            };
        }
    }

    /** OFF does not count for a child that has failed and not yet ended. */
    @Breaks("3.8")
    static final class CrashesThoughOffWasRead extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void onOff(Member child) {
                    Throwable failure = child.failure;
                    super.onOff(child);
                    child.failure = failure;
                }
            };
        }
    }

    /** Tries once more when a body has thrown, and tells nobody. */
    @Breaks("3.9")
    static final class TriesAgainInSilence extends Specimen {
        @Override
        Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
            return new Incarnation(member, number, lifecycle, core) {
                private boolean tried;

                @Override
                void endBody(@Nullable Throwable problem) {
                    if (problem == null || tried) {
                        super.endBody(problem);
                    } else {
                        tried = true;
                        core.monitor().afterwards(this::runBody);
                    }
                }
            };
        }
    }
}
