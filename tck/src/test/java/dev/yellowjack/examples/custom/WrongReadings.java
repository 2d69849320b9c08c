package dev.yellowjack.examples.custom;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.Value;
import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Transition.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What break §4 by what they make of an answer. */
final class WrongReadings {
    private WrongReadings() {}

    /** Asks once, with OFF as default, and believes what comes back. */
    @Breaks("4.1")
    static final class TakesTheDefaultForAnAnswer extends Specimen {
        @Override
        Evaluation evaluation(Client client) {
            return new Evaluation(client) {
                @Override
                Reading evaluate(Question question, Limit limit) {
                    return ask(question, false, limit);
                }
            };
        }
    }

    /** Takes every error for OFF. */
    @Breaks("4.1")
    static final class TakesAnErrorForOff extends Specimen {
        @Override
        Evaluation evaluation(Client client) {
            return new Evaluation(client) {
                @Override
                Reading interpret(@Nullable FlagEvaluationDetails<Boolean> details) {
                    Reading reading = super.interpret(details);
                    return details != null && details.getErrorCode() != null ? Reading.OFF : reading;
                }
            };
        }
    }

    /** Takes it for OFF that the provider or a hook throws an Error. */
    @Breaks("4.1")
    static final class TakesWhatIsThrownForOff extends Specimen {
        @Override
        Evaluation evaluation(Client client) {
            return new Evaluation(client) {
                private final ThreadLocal<Boolean> isAnswered = new ThreadLocal<>();

                @Override
                Reading ask(Question question, boolean byDefault, Limit limit) {
                    isAnswered.set(false);
                    Reading reading = super.ask(question, byDefault, limit);
                    return isAnswered.get() ? reading : Reading.OFF;
                }

                @Override
                Reading interpret(@Nullable FlagEvaluationDetails<Boolean> details) {
                    isAnswered.set(true);
                    return super.interpret(details);
                }
            };
        }
    }

    /** Takes a flag of another type for OFF. */
    @Breaks("4.1")
    static final class TakesAWrongTypeForOff extends Specimen {
        @Override
        Evaluation evaluation(Client client) {
            return new Evaluation(client) {
                @Override
                Reading interpret(@Nullable FlagEvaluationDetails<Boolean> details) {
                    return details != null && details.getErrorCode() == ErrorCode.TYPE_MISMATCH
                            ? Reading.OFF
                            : super.interpret(details);
                }
            };
        }
    }

    /** Takes null for OFF. */
    @Breaks("4.1")
    static final class TakesNullForOff extends Specimen {
        @Override
        Evaluation evaluation(Client client) {
            return new Evaluation(client) {
                @Override
                Reading interpret(@Nullable FlagEvaluationDetails<Boolean> details) {
                    return details != null && details.getErrorCode() == null && details.getValue() == null
                            ? Reading.OFF
                            : super.interpret(details);
                }
            };
        }
    }

    /** Stops what runs when the flags cannot be read. */
    @Breaks("4.2")
    static final class StopsOnUnknown extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void onRead(Member child, Reading reading) {
                    super.onRead(child, reading);
                    if (!reading.isKnown() && child.state == ChildState.RUNNING) {
                        takeDown(child, Reason.FLAG_OFF);
                    }
                }
            };
        }
    }

    /** A start that waits for the old body to end is forgotten when the flags cannot be read. */
    @Breaks("4.2")
    static final class ForgetsWhatIsPendingOnUnknown extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void onRead(Member child, Reading reading) {
                    super.onRead(child, reading);
                    if (!reading.isKnown() && child.state == ChildState.STOPPING) {
                        child.known = Reading.OFF;
                    }
                }
            };
        }
    }

    /** Goes by the fallback whenever the flags cannot be read. */
    @Breaks("4.3")
    static final class FallsBackEveryTime extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void onRead(Member child, Reading reading) {
                    super.onRead(child, reading);
                    if (!reading.isKnown() && child.child.fallback().equals(Reading.ON)) {
                        onKnown(child, Reading.ON, Reason.FALLBACK);
                    }
                }
            };
        }
    }

    /** Knows no fallback but OFF. */
    @Breaks("4.3")
    static final class IgnoresTheFallback extends Specimen {
        @Override
        Lifecycle lifecycle(Core core, Consumer<Member> forget) {
            return new Life(core, forget) {
                @Override
                void onKnown(Member child, Reading known, Reason reason) {
                    super.onKnown(child, reason == Reason.FALLBACK ? Reading.OFF : known, reason);
                }
            };
        }
    }

    /** Asks one evaluation for each child, whatever flag it is on. */
    @Breaks("4.7")
    static final class AsksForEachChild extends Specimen {
        @Override
        Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
            return new Flags(core, evaluation, times, onRead) {
                @Override
                Question.Subject subjectOf(Member child, EvaluationContext context) {
                    return new Question.Subject(child.child.flag(), with(context, "number", child.number));
                }
            };
        }
    }

    /** Asks one evaluation for each flag, whatever the context. */
    @Breaks("4.7")
    static final class SharesBetweenContexts extends Specimen {
        @Override
        Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
            return new Flags(core, evaluation, times, onRead) {
                private final Map<String, EvaluationContext> contexts = new HashMap<>();

                @Override
                Question.Subject subjectOf(Member child, EvaluationContext context) {
                    String flag = child.child.flag();
                    return new Question.Subject(flag, contexts.computeIfAbsent(flag, first -> context));
                }
            };
        }
    }

    /** Tells the provider each child's id. */
    @Breaks("4.8")
    static final class AlwaysTellsTheId extends Specimen {
        @Override
        Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
            return new Flags(core, evaluation, times, onRead) {
                @Override
                Question.Subject subjectOf(Member child, EvaluationContext context) {
                    return new Question.Subject(
                            child.child.flag(), child.child.targetedById().contextWithin(context));
                }
            };
        }
    }

    /** Asks for the instance alone, and never for a child. */
    @Breaks("4.8")
    static final class NeverTellsTheId extends Specimen {
        @Override
        Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
            return new Flags(core, evaluation, times, onRead) {
                @Override
                Question.Subject subjectOf(Member child, EvaluationContext context) {
                    Map<String, Value> attributes = new HashMap<>(context.asMap());
                    attributes.remove("yellowjackChild");
                    return new Question.Subject(
                            child.child.flag(), new ImmutableContext(context.getTargetingKey(), attributes));
                }
            };
        }
    }

    /** Has no targeting key. */
    @Breaks("4.8")
    static final class HasNoTargetingKey extends Specimen {
        @Override
        Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
            return new Flags(core, evaluation, times, onRead) {
                @Override
                Question.Subject subjectOf(Member child, EvaluationContext context) {
                    Map<String, Value> attributes = new HashMap<>(context.asMap());
                    attributes.remove(EvaluationContext.TARGETING_KEY);
                    return new Question.Subject(child.child.flag(), new ImmutableContext(attributes));
                }
            };
        }
    }

    /** Reads a kill switch like any other flag. */
    @Breaks("4.10")
    static final class TurnsNoKillSwitchRound extends Specimen {
        @Override
        Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
            return new Flags(core, evaluation, times, onRead) {
                @Override
                Reading readingOf(Member child) {
                    return child.question == null ? Reading.NOT_ASKED : child.question.reading;
                }
            };
        }
    }

    /** Takes it for ON that a kill switch cannot be read. */
    @Breaks("4.10")
    static final class TurnsUnknownRound extends Specimen {
        @Override
        Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
            return new Flags(core, evaluation, times, onRead) {
                @Override
                Reading readingOf(Member child) {
                    Reading reading = super.readingOf(child);
                    return child.child.killSwitch() && !reading.isKnown() && child.question != null
                            ? Reading.ON
                            : reading;
                }
            };
        }
    }

    private static EvaluationContext with(EvaluationContext context, String key, long value) {
        return context.merge(new ImmutableContext(Map.of(key, new Value((int) value))));
    }
}
