package dev.yellowjack.examples.custom;

import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Supervisor;
import dev.yellowjack.Transition.Reason;
import dev.yellowjack.runtime.SupervisorClock;
import dev.yellowjack.runtime.SupervisorConfig;
import java.lang.ref.Cleaner;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What break §5. */
final class WrongSupervisors {
    private WrongSupervisors() {}

    /** A release starts a child although the supervisor is closed. */
    @Breaks("5.1")
    static final class StartsAfterClose extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                boolean mayStart(Member child) {
                    return !child.isRemoved;
                }
            };
        }
    }

    /** Asks the children to stop, and returns. */
    @Breaks("5.1")
    static final class ClosesWithoutWaiting extends Specimen {
        @Override
        Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
            return new Parts(config, bodies) {
                @Override
                boolean mayWait() {
                    return false;
                }
            };
        }
    }

    /** Stops the first added first. */
    @Breaks("5.1")
    static final class StopsInTheOrderOfAdding extends Specimen {
        @Override
        Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
            return new Parts(config, bodies) {
                @Override
                List<Member> inOrderOfStops(List<Member> children) {
                    return children;
                }
            };
        }
    }

    /** Has a thread for each supervisor that never ends. */
    @Breaks("5.1")
    static final class LeaksAThread extends Specimen {
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
            return new Parts(config, bodies) {
                @Override
                void start() {
                    super.start();
                    Thread thread = new Thread(this::idle, "leaked");
                    thread.setDaemon(true);
                    thread.start();
                }

                private void idle() {
                    try {
                        never.await();
                    } catch (InterruptedException end) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
        }
    }

    /** A body that closes its supervisor waits for itself. */
    @Breaks("5.2")
    static final class WaitsForItself extends Specimen {
        @Override
        Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
            return new Parts(config, bodies) {
                @Override
                boolean mayWait() {
                    return true;
                }
            };
        }
    }

    /** Waits for the next check to read the flag of a child that is added. */
    @Breaks("5.3")
    static final class LeavesAnAddedChildUnread extends Specimen {
        @Override
        Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
            return new Flags(core, evaluation, times, onRead) {
                @Override
                void lookFor(Member child) {}
            };
        }
    }

    /** Puts a child that is added in the place of the one that has its id. */
    @Breaks("5.3")
    static final class AcceptsADuplicate extends Specimen {
        @Override
        Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
            return new Parts(config, bodies) {
                @Override
                boolean isTaken(String id) {
                    return false;
                }
            };
        }
    }

    /** Forgets a removed child while its body still runs. */
    @Breaks("5.4")
    static final class ForgetsTooEarly extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void remove(Member child) {
                    super.remove(child);
                    forget.accept(child);
                }
            };
        }
    }

    /** Starts a child again that was removed while its flag is on. */
    @Breaks("5.4")
    static final class StartsWhatWasRemoved extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void endedAsAsked(Incarnation incarnation) {
                    Member child = incarnation.member;
                    if (child.isRemoved && child.isKnownOn() && !isClosing()) {
                        child.incarnation = null;
                        launch(child, Reason.FLAG_ON);
                    } else {
                        super.endedAsAsked(incarnation);
                    }
                }
            };
        }
    }

    /** Remembers a quarantine by the id, though the child has been removed. */
    @Breaks("5.4")
    static final class RemembersTheQuarantineOfARemovedChild extends Specimen {
        private final Set<String> quarantined = ConcurrentHashMap.newKeySet();

        @Override
        Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
            return new Parts(config, bodies) {
                @Override
                public void remove(String id) {
                    if (status(id).state() == ChildState.QUARANTINED) {
                        quarantined.add(id);
                    }
                    super.remove(id);
                }

                @Override
                Member enter(Child child) {
                    Member member = super.enter(child);
                    if (quarantined.remove(child.id())) {
                        member.state = ChildState.QUARANTINED;
                    }
                    return member;
                }
            };
        }
    }

    /** Goes on counting incarnations where a removed child of the same id ended. */
    @Breaks("5.4")
    static final class CountsOnAfterARemoval extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                private final Map<String, Integer> counts = new HashMap<>();

                @Override
                void launch(Member child, Reason reason) {
                    child.incarnations = Math.max(child.incarnations, counts.getOrDefault(child.id(), 0));
                    super.launch(child, reason);
                    counts.put(child.id(), child.incarnations);
                }
            };
        }
    }

    /** Closes when nobody holds a reference to it; and is not among the live ones, which would be one. */
    @Breaks("5.5")
    static final class EndsWithoutAReference extends Specimen {
        private static final Cleaner CLEANER = Cleaner.create();

        @Override
        Supervisor made(SupervisorConfig config, Supplier<Supervisor> whole) {
            config.telemetry().end();
            Supervisor supervisor = whole.get();
            Supervisor handle = (Supervisor) Proxy.newProxyInstance(
                    Supervisor.class.getClassLoader(),
                    new Class<?>[] {Supervisor.class},
                    (proxy, method, arguments) -> {
                        try {
                            return method.invoke(supervisor, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
            CLEANER.register(handle, () -> supervisor.close(Duration.ZERO));
            return handle;
        }
    }

    /** A check is over when it begins. */
    @Breaks("5.6")
    static final class CompletesChecksAtOnce extends Specimen {
        @Override
        Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
            return new Parts(config, bodies) {
                @Override
                public CompletableFuture<Void> check() {
                    CompletableFuture<Void> check = super.check();
                    return check.isCompletedExceptionally() ? check : CompletableFuture.completedFuture(null);
                }
            };
        }
    }

    /** Takes the supervisor that an earlier incarnation of the outer child left behind. */
    @Breaks("5.7")
    static final class SharesTheSupervisorBelow extends Specimen {
        private final Map<List<String>, Supervisor> made = new ConcurrentHashMap<>();

        @Override
        Supervisor made(SupervisorConfig config, Supplier<Supervisor> whole) {
            List<String> name = config.children().stream().map(Child::id).toList();
            return made.computeIfAbsent(name, first -> whole.get());
        }
    }

    /** Measures time on the wall. */
    @Breaks("5.8")
    static final class GoesByTheWallClock extends Specimen {
        @Override
        SupervisorConfig configuration(SupervisorConfig asGiven) {
            return new SupervisorConfig(
                    asGiven.instance(),
                    asGiven.client(),
                    asGiven.context(),
                    asGiven.checkInterval(),
                    asGiven.evaluationLimit(),
                    new WallClock(asGiven.clock()),
                    asGiven.listeners(),
                    asGiven.children(),
                    asGiven.telemetry());
        }

        private record WallClock(SupervisorClock clock) implements SupervisorClock {
            @Override
            public long nanoTime() {
                return Duration.between(Instant.parse("2000-01-01T00:00:00Z"), instant())
                        .toNanos();
            }

            @Override
            public Instant instant() {
                return clock.instant();
            }

            @Override
            public void parkUntil(long deadline) {
                clock.parkUntil(clock.nanoTime() + (deadline - nanoTime()));
            }
        }
    }
}
