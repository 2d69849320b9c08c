package dev.yellowjack.examples.custom;

import dev.openfeature.sdk.Client;
import dev.yellowjack.Reading;
import dev.yellowjack.runtime.SupervisorConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What break §4 by when they ask. */
final class WrongLooks {
    private static final Duration NEVER = Duration.ofDays(20_000);

    private WrongLooks() {}

    /** Does not listen to the provider. */
    @Breaks("4.4")
    static final class HearsNoEvent extends Specimen {
        @Override
        Consumer<Collection<String>> onEvent(Consumer<Collection<String>> whole) {
            return flags -> {};
        }
    }

    /** Looks once after an event. */
    @Breaks("4.4")
    static final class LooksOnlyOnce extends Specimen {
        @Override
        LookTimes lookTimes(Duration checkInterval, long now) {
            return new LookTimes(checkInterval, now) {
                @Override
                void wantSecondLook(long time) {}
            };
        }
    }

    /** Believes an event that names flags that no other has changed. */
    @Breaks("4.4")
    static final class TrustsTheListOfAnEvent extends Specimen {
        @Override
        LookTimes lookTimes(Duration checkInterval, long now) {
            return new LookTimes(checkInterval, now) {
                private boolean isListed;

                @Override
                void onEvent(Collection<String> flags, long time) {
                    isListed = !flags.isEmpty();
                    super.onEvent(flags, time);
                    isListed = false;
                }

                @Override
                void wantSecondLook(long time) {
                    if (!isListed) {
                        super.wantSecondLook(time);
                    }
                }
            };
        }
    }

    /** Looks at once at each event, however many there are. */
    @Breaks("4.4")
    static final class LooksAtEachEvent extends Specimen {
        @Override
        LookTimes lookTimes(Duration checkInterval, long now) {
            return new LookTimes(checkInterval, now) {
                @Override
                void eventLookBegins(long time, int flags) {}

                @Override
                void namedEnds(long time) {}
            };
        }
    }

    /** Looks when it is told to, and not by itself. */
    @Breaks("4.4")
    static final class ReliesOnEvents extends Specimen {
        @Override
        LookTimes lookTimes(Duration checkInterval, long now) {
            return new LookTimes(NEVER, now);
        }
    }

    /** Asks a question again that hangs. */
    @Breaks("4.5")
    static final class AsksWhatHangs extends Specimen {
        @Override
        Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
            return new Flags(core, evaluation, times, onRead) {
                @Override
                boolean mayAsk(Question question, Look look) {
                    question.hangs = false;
                    return super.mayAsk(question, look);
                }
            };
        }
    }

    /** Takes an answer that comes after its time limit. */
    @Breaks("4.5")
    static final class HeedsALateAnswer extends Specimen {
        private final Map<Question, Reading> late = new ConcurrentHashMap<>();

        @Override
        Evaluation evaluation(Client client) {
            return new Evaluation(client) {
                @Override
                Reading evaluate(Question question, Limit limit) {
                    Reading reading = super.evaluate(question, limit);
                    if (limit.wasOver()) {
                        late.put(question, reading);
                    }
                    return reading;
                }
            };
        }

        @Override
        Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
            return new Flags(core, evaluation, times, onRead) {
                @Override
                void onLateAnswer(Asker.Task task) {
                    found(task.question(), late.remove(task.question()), task.look());
                    tell(List.of(task.question()), child -> true);
                    super.onLateAnswer(task);
                }
            };
        }
    }

    /** Waits for an answer for ever. */
    @Breaks("4.6")
    static final class HasNoTimeLimit extends Specimen {
        @Override
        SupervisorConfig configuration(SupervisorConfig asGiven) {
            return new SupervisorConfig(
                    asGiven.instance(),
                    asGiven.client(),
                    asGiven.context(),
                    asGiven.checkInterval(),
                    NEVER,
                    asGiven.clock(),
                    asGiven.listeners(),
                    asGiven.children(),
                    asGiven.telemetry());
        }
    }

    /** While one question hangs, no other flag is asked. */
    @Breaks("4.6")
    static final class StopsAskingWhileOneHangs extends Specimen {
        @Override
        Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
            return new Flags(core, evaluation, times, onRead) {
                private int hanging;

                @Override
                boolean mayAsk(Question question, Look look) {
                    return hanging == 0 && super.mayAsk(question, look);
                }

                @Override
                void onTimeOut(Asker.Task task) {
                    hanging++;
                    super.onTimeOut(task);
                }

                @Override
                void onLateAnswer(Asker.Task task) {
                    hanging--;
                    super.onLateAnswer(task);
                }
            };
        }
    }

    /** Sets no bound to the questions that hang. */
    @Breaks("4.6")
    static final class AsksHoweverManyHang extends Specimen {
        @Override
        Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
            return new Flags(core, evaluation, times, onRead) {
                @Override
                boolean mayAsk(Question question, Look look) {
                    return super.mayAsk(question, look) || !(question.hangs || question.children.isEmpty());
                }
            };
        }
    }

    /** Asks with both defaults each time. */
    @Breaks("4.9")
    static final class AsksTwice extends Specimen {
        @Override
        Evaluation evaluation(Client client) {
            return new Evaluation(client) {
                @Override
                Reading evaluate(Question question, Limit limit) {
                    Reading unused = ask(question, question.isExpectedOn, limit);
                    return super.evaluate(question, limit);
                }
            };
        }
    }
}
