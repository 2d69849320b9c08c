package dev.yellowjack.examples.custom;

import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Transition.Reason;
import dev.yellowjack.runtime.SupervisorConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What break §1. */
final class WrongStarts {
    private WrongStarts() {}

    /** Starts a child only the first time that its flag comes on. */
    @Breaks("1.1")
    static final class StartsOnlyOnce extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                boolean mayStart(Member child) {
                    return super.mayStart(child) && child.incarnations == 0;
                }
            };
        }
    }

    /** Starts what reads OFF, if it is the first reading. */
    @Breaks("1.1")
    static final class StartsWithTheFlagOff extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void onKnown(Member child, Reading known, Reason reason) {
                    super.onKnown(child, child.known == null ? Reading.ON : known, reason);
                }
            };
        }
    }

    /** Does not wait for the old body when a flag goes off and on again. */
    @Breaks("1.2")
    static final class DoublesOnAQuickOffOn extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void onKnown(Member child, Reading known, Reason reason) {
                    if (child.state == ChildState.STOPPING && known.equals(Reading.ON)) {
                        child.known = known;
                        launch(child, reason);
                    } else {
                        super.onKnown(child, known, reason);
                    }
                }
            };
        }
    }

    /** Does not wait for the old body when a child is removed and added again. */
    @Breaks("1.2")
    static final class DoublesOnRemoveAndAdd extends Specimen {
        @Override
        Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
            return new Parts(config, bodies) {
                private final Set<String> removed = ConcurrentHashMap.newKeySet();

                @Override
                public void remove(String id) {
                    super.remove(id);
                    removed.add(id);
                }

                @Override
                boolean isTaken(String id) {
                    return !removed.remove(id) && super.isTaken(id);
                }
            };
        }
    }

    /** Starts the next incarnation when the body has ended, and lets callbacks go on. */
    @Breaks("1.2")
    static final class ForgetsTheCallbacks extends Specimen {
        @Override
        Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
            return new Incarnation(member, number, lifecycle, core) {
                private boolean ended;

                @Override
                void endBody(@Nullable Throwable problem) {
                    super.endBody(problem);
                    if (!ended && isCurrent()) {
                        end();
                    }
                }

                @Override
                void endCallbacks() {
                    if (!ended) {
                        super.endCallbacks();
                    }
                }

                private void end() {
                    ended = true;
                    lifecycle.onEnd(this);
                }
            };
        }
    }

    /** A released body runs on the thread of who releases it. */
    @Breaks("1.3")
    static final class RunsOnTheCallersThread extends Specimen {
        private final ThreadLocal<Boolean> releasing = ThreadLocal.withInitial(() -> false);

        @Override
        Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
            return new Parts(config, bodies) {
                @Override
                public boolean release(String id) {
                    releasing.set(true);
                    try {
                        return super.release(id);
                    } finally {
                        releasing.set(false);
                    }
                }
            };
        }

        @Override
        Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
            return new Incarnation(member, number, lifecycle, core) {
                @Override
                void start() {
                    if (releasing.get()) {
                        run();
                    } else {
                        super.start();
                    }
                }
            };
        }
    }

    /** A body runs on the thread that asks the flags. */
    @Breaks("1.3")
    static final class RunsOnTheSupervisorsThread extends Specimen {
        @Override
        Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
            return new Incarnation(member, number, lifecycle, core) {
                @Override
                void start() {
                    run();
                }
            };
        }
    }

    /** Bodies take turns on one thread, so each waits for the one before it. */
    @Breaks("1.3")
    static final class RunsOnASiblingsThread extends Specimen {
        private final ExecutorService one = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "the-only-one");
            thread.setDaemon(true);
            return thread;
        });

        @Override
        public boolean owns(Thread thread) {
            return thread.getName().equals("the-only-one");
        }

        @Override
        Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
            return new Incarnation(member, number, lifecycle, core) {
                @Override
                void start() {
                    one.execute(this::run);
                }
            };
        }
    }

    /** A child that gets no thread is left STARTING. */
    @Breaks("1.4")
    static final class IgnoresAFailedLaunch extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void onLaunchFailed(Incarnation incarnation, Throwable cause) {}
            };
        }
    }

    /** Does not look whether a launch was dropped in silence. */
    @Breaks("1.4")
    static final class NeverLooksAfterALaunch extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void lookAfterLaunch(Incarnation incarnation) {}
            };
        }
    }

    /** Starts the last added first. */
    @Breaks("1.5")
    static final class StartsInReverseOrder extends Specimen {
        @Override
        Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
            return new Flags(core, evaluation, times, onRead) {
                @Override
                List<Member> inOrder(List<Member> children) {
                    List<Member> reversed = new ArrayList<>(super.inOrder(children));
                    Collections.reverse(reversed);
                    return reversed;
                }
            };
        }
    }

    /** A body that was called off runs all the same when its thread turns up. */
    @Breaks("1.6")
    static final class RunsWhatWasCalledOff extends Specimen {
        @Override
        Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
            return new Incarnation(member, number, lifecycle, core) {
                @Override
                void run() {
                    if (core.monitor().answer(() -> lifecycle.isWaiting(this))) {
                        super.run();
                    } else {
                        runBody();
                    }
                }

                @Override
                void endBody(@Nullable Throwable problem) {
                    if (isCurrent()) {
                        super.endBody(problem);
                    }
                }
            };
        }
    }

    /** A child that is STARTING cannot be called off: it stops once it has begun. */
    @Breaks("1.6")
    static final class WaitsForTheThreadOfWhatItCallsOff extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                private final Set<Member> late = new HashSet<>();

                @Override
                void callOff(Member child, Reason reason) {
                    late.add(child);
                }

                @Override
                boolean onBegun(Incarnation incarnation) {
                    boolean begins = super.onBegun(incarnation);
                    if (late.remove(incarnation.member)) {
                        takeDown(incarnation.member, Reason.FLAG_OFF);
                    }
                    return begins;
                }
            };
        }
    }
}
