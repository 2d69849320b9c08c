package dev.yellowjack.examples.custom;

import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Reading;
import dev.yellowjack.Report;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.SupervisorStatus;
import dev.yellowjack.Transition;
import dev.yellowjack.runtime.SupervisorConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** What break §6 and §7. */
final class WrongWitnesses {
    private WrongWitnesses() {}

    /** An Error of a body takes the supervisor with it. */
    @Breaks("6.1")
    static final class ClosesAtAnError extends Specimen {
        @Override
        Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
            return new Parts(config, bodies) {
                @Override
                Lifecycle lifecycle(Core core) {
                    return new Life(core, this::forget) {
                        @Override
                        void endedByItself(Incarnation incarnation) {
                            super.endedByItself(incarnation);
                            if (incarnation.thrown() instanceof Error) {
                                core.monitor().afterwards(() -> beginToClose());
                            }
                        }
                    };
                }
            };
        }
    }

    /** Never again calls a listener that has thrown an Error. */
    @Breaks("6.1")
    static final class DismissesAListener extends Specimen {
        private final Set<SupervisorListener> dismissed = ConcurrentHashMap.newKeySet();

        @Override
        Listeners listeners(Monitor monitor, Errands errands, Mark mark, String threadName) {
            return new Listeners(monitor, errands, mark, threadName) {
                @Override
                void tell(SupervisorListener listener, Consumer<SupervisorListener> call) {
                    if (!dismissed.contains(listener)) {
                        super.tell(listener, told -> {
                            try {
                                call.accept(told);
                            } catch (Error error) {
                                dismissed.add(listener);
                            }
                        });
                    }
                }
            };
        }
    }

    /** Calls listeners before it does what it has decided. */
    @Breaks("6.2")
    static final class WaitsForItsListeners extends Specimen {
        @Override
        Listeners listeners(Monitor monitor, Errands errands, Mark mark, String threadName) {
            return new Listeners(monitor, errands, mark, threadName) {
                private final List<SupervisorListener> all = new CopyOnWriteArrayList<>();

                @Override
                void add(SupervisorListener listener) {
                    all.add(listener);
                }

                @Override
                void remove(SupervisorListener listener) {
                    all.remove(listener);
                }

                @Override
                void tell(Consumer<SupervisorListener> call) {
                    monitor.afterwards(() -> mark.wear(() -> all.forEach(listener -> tell(listener, call))));
                }
            };
        }
    }

    /** Has one thread for all listeners. */
    @Breaks("6.2")
    static final class CallsListenersInTurn extends Specimen {
        @Override
        Listeners listeners(Monitor monitor, Errands errands, Mark mark, String threadName) {
            return new Listeners(monitor, errands, mark, threadName) {
                private final List<SupervisorListener> all = new CopyOnWriteArrayList<>();

                @Override
                void add(SupervisorListener listener) {
                    if (all.isEmpty()) {
                        super.add(new Everybody(all, super::tell));
                    }
                    all.add(listener);
                }

                @Override
                void remove(SupervisorListener listener) {
                    all.remove(listener);
                }
            };
        }

        private record Everybody(
                List<SupervisorListener> all,
                java.util.function.BiConsumer<SupervisorListener, Consumer<SupervisorListener>> teller)
                implements SupervisorListener {
            private void tell(Consumer<SupervisorListener> call) {
                all.forEach(listener -> teller.accept(listener, call));
            }

            @Override
            public void onTransition(Transition transition) {
                tell(listener -> listener.onTransition(transition));
            }

            @Override
            public void onReport(Report report) {
                tell(listener -> listener.onReport(report));
            }

            @Override
            public void onReading(String child, Reading before, Reading after) {
                tell(listener -> listener.onReading(child, before, after));
            }

            @Override
            public void onMissed(long calls) {
                tell(listener -> listener.onMissed(calls));
            }
        }
    }

    /** Looks at one child after the other. */
    @Breaks("7.1")
    static final class TearsTheStatus extends Specimen {
        @Override
        Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
            return new Parts(config, bodies) {
                @Override
                public SupervisorStatus status() {
                    SupervisorStatus first = super.status();
                    List<ChildStatus> children = new ArrayList<>();
                    for (ChildStatus child : first.children()) {
                        super.status().children().stream()
                                .filter(now -> now.id().equals(child.id()))
                                .forEach(children::add);
                    }
                    return new SupervisorStatus(first.name(), first.instance(), first.at(), children);
                }
            };
        }
    }

    /** Shows no child in the status that is quarantined. */
    @Breaks("7.1")
    static final class HidesTheQuarantined extends Specimen {
        @Override
        Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
            return new Parts(config, bodies) {
                @Override
                public SupervisorStatus status() {
                    SupervisorStatus whole = super.status();
                    return new SupervisorStatus(
                            whole.name(),
                            whole.instance(),
                            whole.at(),
                            whole.children().stream()
                                    .filter(child -> child.state() != ChildState.QUARANTINED)
                                    .toList());
                }
            };
        }
    }

    /** Counts each crash twice. */
    @Breaks("7.3")
    static final class CountsACrashTwice extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void count(Transition transition) {
                    super.count(transition);
                    if (transition.to() == ChildState.QUARANTINED) {
                        super.count(transition);
                    }
                }
            };
        }
    }

    /** Goes on counting a child that has been removed. */
    @Breaks("7.3")
    static final class CountsTheRemoved extends Specimen {
        @Override
        Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
            return new Parts(config, bodies) {
                @Override
                void forget(Member child) {
                    super.forget(child);
                    config.telemetry().added(child.child, child.context);
                }
            };
        }
    }

    /** Has no metrics any more once close has been called, though bodies may run. */
    @Breaks("7.3")
    static final class IsGoneBeforeItsBodies extends Specimen {
        @Override
        Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
            return new Parts(config, bodies) {
                @Override
                void beginToClose() {
                    super.beginToClose();
                    config.telemetry().end();
                }
            };
        }
    }

    /** Says nothing of a child that begins to run. */
    @Breaks("7.2")
    static final class LosesATransition extends Specimen {
        @Override
        Listeners listeners(Monitor monitor, Errands errands, Mark mark, String threadName) {
            return new Retelling(monitor, errands, mark, threadName) {
                @Override
                List<Transition> retell(SupervisorListener listener, Transition transition) {
                    return transition.reason() == Transition.Reason.BEGUN ? List.of() : List.of(transition);
                }
            };
        }
    }

    /** Tells each end twice. */
    @Breaks("7.2")
    static final class ReportsAnExitTwice extends Specimen {
        @Override
        Listeners listeners(Monitor monitor, Errands errands, Mark mark, String threadName) {
            return new Retelling(monitor, errands, mark, threadName) {
                @Override
                List<Transition> retell(SupervisorListener listener, Transition transition) {
                    boolean isEnd =
                            transition.from() == ChildState.STOPPING || transition.to() == ChildState.QUARANTINED;
                    return isEnd ? List.of(transition, transition) : List.of(transition);
                }
            };
        }
    }

    /** Tells that a child has begun before it tells that it starts. */
    @Breaks("7.2")
    static final class SwapsTwoTransitions extends Specimen {
        private final Map<SupervisorListener, Transition> held = new ConcurrentHashMap<>();

        @Override
        Listeners listeners(Monitor monitor, Errands errands, Mark mark, String threadName) {
            return new Retelling(monitor, errands, mark, threadName) {
                @Override
                List<Transition> retell(SupervisorListener listener, Transition transition) {
                    Transition before = held.remove(listener);
                    if (before != null) {
                        return List.of(transition, before);
                    }
                    if (transition.to() == ChildState.STARTING) {
                        held.put(listener, transition);
                        return List.of();
                    }
                    return List.of(transition);
                }
            };
        }
    }

    /** Tells transitions with the reason that is usual for the state. */
    @Breaks("7.2")
    static final class GuessesTheReason extends Specimen {
        @Override
        Listeners listeners(Monitor monitor, Errands errands, Mark mark, String threadName) {
            return new Retelling(monitor, errands, mark, threadName) {
                @Override
                List<Transition> retell(SupervisorListener listener, Transition told) {
                    return List.of(told.to() == ChildState.STARTING ? because(told, Transition.Reason.FLAG_ON) : told);
                }
            };
        }

        private static Transition because(Transition told, Transition.Reason reason) {
            return new Transition(
                    told.number(),
                    told.child(),
                    told.incarnation(),
                    told.from(),
                    told.to(),
                    reason,
                    told.cause(),
                    told.at());
        }
    }

    /** Does not show that a child is overdue. */
    @Breaks("7.4")
    static final class ShowsNothingOverdue extends Specimen {
        @Override
        Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
            return new Parts(config, bodies) {
                @Override
                public SupervisorStatus status() {
                    SupervisorStatus whole = super.status();
                    return new SupervisorStatus(
                            whole.name(),
                            whole.instance(),
                            whole.at(),
                            whole.children().stream()
                                    .map(ShowsNothingOverdue::inTime)
                                    .toList());
                }
            };
        }

        private static ChildStatus inTime(ChildStatus child) {
            return new ChildStatus(
                    child.id(),
                    child.flag(),
                    child.killSwitch(),
                    child.state(),
                    child.reading(),
                    child.readingSince(),
                    child.since(),
                    child.incarnations(),
                    child.crashes(),
                    child.lastCrash(),
                    false);
        }
    }

    /** Tells other transitions than there were. */
    private abstract static class Retelling extends Listeners {
        Retelling(Monitor monitor, Errands errands, Mark mark, String threadName) {
            super(monitor, errands, mark, threadName);
        }

        /** What a listener is told instead of a transition. */
        abstract List<Transition> retell(SupervisorListener listener, Transition transition);

        @Override
        void tell(SupervisorListener listener, Consumer<SupervisorListener> call) {
            super.tell(
                    listener,
                    told -> call.accept(new SupervisorListener() {
                        @Override
                        public void onTransition(Transition transition) {
                            retell(listener, transition).forEach(told::onTransition);
                        }

                        @Override
                        public void onReport(Report report) {
                            told.onReport(report);
                        }

                        @Override
                        public void onReading(String child, Reading before, Reading after) {
                            told.onReading(child, before, after);
                        }

                        @Override
                        public void onMissed(long calls) {
                            told.onMissed(calls);
                        }
                    }));
        }
    }
}
