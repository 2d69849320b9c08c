package dev.yellowjack.examples.custom;

import dev.openfeature.sdk.EvaluationContext;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.Unknown;
import dev.yellowjack.Reading.UnknownReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the flags, and tells the children what they read.
 *
 * <p>A look at some flags goes before one at all. One thread at a time asks, for as long as there is something to ask.
 *
 * <p>Guarded by the monitor.
 */
class Flags {
    /** How many evaluations may hang while the other flags are still asked (§4.6). */
    static final int MOST_HANGING = 4;

    /** How long a child that is to stop may wait for the end of a look (§1.5). */
    private static final Duration LONG_LOOK = Duration.ofMillis(100);

    private static final Reading TIMED_OUT = new Unknown(UnknownReason.TIMED_OUT, "no answer within the time limit");
    private static final Reading NOT_EVALUATED =
            new Unknown(UnknownReason.NOT_EVALUATED, MOST_HANGING + " evaluations hang");

    final Core core;
    private final Evaluation evaluation;
    private final LookTimes times;
    private final BiConsumer<Member, Reading> onRead;
    private final Map<Question.Subject, Question> questions = new LinkedHashMap<>();
    private final Queue<Look> looksAtSome = new ArrayDeque<>();
    private @Nullable Look lookAtAll;
    private List<CompletableFuture<Void>> checks = new ArrayList<>();
    private @Nullable Asker asker;
    private int hanging;
    private Alarms.@Nullable Alarm nextLook;
    private boolean isClosed;

    Flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
        this.core = core;
        this.evaluation = evaluation;
        this.times = times;
        this.onRead = onRead;
    }

    // Who wants to know what

    void join(Member child, EvaluationContext context) {
        Question question = questions.computeIfAbsent(subjectOf(child, context), Question::new);
        question.children.add(child);
        child.question = question;
    }

    Question.Subject subjectOf(Member child, EvaluationContext context) {
        return new Question.Subject(child.child.flag(), context);
    }

    void leave(Member child) {
        Question question = child.question;
        if (question != null) {
            child.question = null;
            question.children.remove(child);
            dropIfIdle(question);
        }
    }

    /** One that is under way is kept, for a child that joins it now: it would be asked twice at once (§4.5). */
    private void dropIfIdle(Question question) {
        if (question.children.isEmpty() && !question.isUnderWay) {
            questions.remove(question.subject);
        }
    }

    // When to look

    /** Looks at the flag of one child at once (§5.3). */
    void lookFor(Member child) {
        if (child.question != null) {
            begin(new Look(Look.Kind.ONE_CHILD, List.of(child.question), List.of()));
        }
        proceed();
    }

    /** Looks at all flags, and then completes the future (§5.6). */
    void check(CompletableFuture<Void> check) {
        if (isClosed) {
            fail(check);
        } else {
            checks.add(check);
            proceed();
        }
    }

    /** The provider says that flags have changed: these, or, if there are none, it does not say which. */
    void onEvent(Collection<String> flags) {
        times.onEvent(flags, core.alarms().now());
        proceed();
    }

    /** Begins the looks that are due, and sees to it that somebody asks. */
    void proceed() {
        if (isClosed) {
            return;
        }
        beginDueLooks(core.alarms().now());
        if (asker == null && currentLook() != null) {
            Asker next = new Asker(core, this, evaluation);
            asker = next;
            core.monitor().afterwards(() -> core.errands().run(core.name() + "-flags", next::run));
        }
    }

    void beginDueLooks(long now) {
        if (!isNamedUnderWay() && times.isNamedDue(now)) {
            Set<String> names = times.takeNamed();
            List<Question> named = questions.values().stream()
                    .filter(question -> names.contains(question.subject.flag()))
                    .toList();
            times.eventLookBegins(now, named.size());
            if (!named.isEmpty()) {
                begin(new Look(Look.Kind.NAMED_BY_EVENT, named, List.of()));
            }
        }
        if (lookAtAll == null && (!checks.isEmpty() || times.isAllDue(now))) {
            times.allBegins(now, questions.size());
            begin(new Look(Look.Kind.ALL, questions.values(), checks));
            checks = new ArrayList<>();
        }
        if (nextLook != null) {
            nextLook.cancel();
        }
        nextLook = times.next(now, !isNamedUnderWay(), lookAtAll == null)
                .map(due -> core.alarms().at(due, this::proceed))
                .orElse(null);
    }

    private boolean isNamedUnderWay() {
        return looksAtSome.stream().anyMatch(look -> look.kind == Look.Kind.NAMED_BY_EVENT);
    }

    private void begin(Look look) {
        if (look.kind == Look.Kind.ALL) {
            lookAtAll = look;
        } else {
            looksAtSome.add(look);
        }
        armLongLook(look);
    }

    private void armLongLook(Look look) {
        look.alarm = core.alarms().after(LONG_LOOK, () -> lastsLong(look));
    }

    private @Nullable Look currentLook() {
        return looksAtSome.isEmpty() ? lookAtAll : looksAtSome.peek();
    }

    // Asking

    /** What an asker is to ask next; null if it is not needed any more. */
    Asker.@Nullable Task next(Asker current) {
        if (current != asker) {
            return null;
        }
        for (Look look = currentLook(); look != null; look = currentLook()) {
            Question question = look.left.poll();
            if (question == null) {
                end(look);
            } else if (mayAsk(question, look)) {
                question.isUnderWay = true;
                return new Asker.Task(question, look);
            }
        }
        asker = null;
        return null;
    }

    boolean mayAsk(Question question, Look look) {
        if (question.children.isEmpty()) {
            return false;
        }
        if (question.hangs) {
            look.asked.add(question); // What it reads is known; a child that has just come may not have heard it.
            return false;
        }
        if (hanging >= MOST_HANGING) {
            found(question, NOT_EVALUATED, look);
            return false;
        }
        return true;
    }

    void onAnswer(Asker.Task task, Reading reading) {
        task.question().isUnderWay = false;
        found(task.question(), reading, task.look());
        dropIfIdle(task.question());
    }

    /** The asker is left behind with its question. */
    void onTimeOut(Asker.Task task) {
        asker = null;
        hanging++;
        core.telemetry().timedOut();
        task.question().hangs = true;
        found(task.question(), TIMED_OUT, task.look());
        proceed();
    }

    /** What hung has returned. What it brings is out of date. */
    void onLateAnswer(Asker.Task task) {
        hanging--;
        task.question().hangs = false;
        task.question().isUnderWay = false;
        dropIfIdle(task.question());
        times.want(); // There may be more that could not be asked meanwhile.
        proceed();
    }

    void found(Question question, Reading reading, Look look) {
        core.telemetry().answered(reading, 1);
        look.asked.add(question);
        if (isSame(question.reading, reading)) {
            return;
        }
        if (!question.isTold) {
            tell(Set.of(question), child -> true); // §4.5: by a look that this one has overtaken
        }
        question.reading = reading;
        question.isTold = false;
        if (reading.isKnown()) {
            question.isExpectedOn = reading.equals(Reading.ON);
        } else if (((Unknown) reading).reason() == UnknownReason.DEFAULT_RETURNED) {
            times.wantSecondLook(core.alarms().now()); // §4.1: it may have changed between the two evaluations.
        }
    }

    // Telling

    void end(Look look) {
        if (look.alarm != null) {
            look.alarm.cancel();
        }
        if (look.kind == Look.Kind.ALL) {
            lookAtAll = null;
        } else {
            looksAtSome.remove(look);
        }
        if (look.kind == Look.Kind.NAMED_BY_EVENT) {
            times.namedEnds(core.alarms().now());
        }
        tell(look.asked, child -> true);
        look.asked.forEach(question -> question.isTold = true);
        look.checks.forEach(check -> complete(() -> check.complete(null)));
        proceed();
    }

    /** Stops do not wait for the end of a long look. */
    void lastsLong(Look look) {
        if (!isClosed) {
            tell(look.asked, child -> readingOf(child).equals(Reading.OFF));
            armLongLook(look);
        }
    }

    void tell(Collection<Question> asked, Predicate<Member> whom) {
        if (isClosed) {
            return;
        }
        List<Member> news = asked.stream()
                .flatMap(question -> question.children.stream())
                .filter(child -> !isSame(child.reading, readingOf(child)))
                .filter(whom)
                .toList();
        inOrder(news).forEach(child -> onRead.accept(child, readingOf(child)));
    }

    /** The order in which children that one look turns on are started (§1.5). */
    List<Member> inOrder(List<Member> children) {
        return children.stream()
                .sorted(Comparator.comparingLong(child -> child.number))
                .toList();
    }

    /** What a child's flag reads, to the child. */
    Reading readingOf(Member child) {
        Reading reading = child.question == null ? Reading.NOT_ASKED : child.question.reading;
        return child.child.killSwitch() ? reading.inverted() : reading; // §4.10
    }

    /** Whether two readings are the same but for the words of an error. */
    private static boolean isSame(Reading one, Reading other) {
        return (one instanceof Unknown a && other instanceof Unknown b) ? a.reason() == b.reason() : one.equals(other);
    }

    // Closing

    /** Tells nobody anything any more. */
    void close() {
        isClosed = true;
        asker = null;
        if (nextLook != null) {
            nextLook.cancel();
        }
        List<CompletableFuture<Void>> failed = new ArrayList<>(checks);
        if (lookAtAll != null) {
            failed.addAll(lookAtAll.checks);
        }
        failed.forEach(this::fail);
    }

    void fail(CompletableFuture<Void> check) {
        complete(() -> check.completeExceptionally(new IllegalStateException("the supervisor is closed")));
    }

    /** On a thread of its own: what is attached to the future may take its time (§5.6). */
    void complete(Runnable completion) {
        core.monitor().afterwards(() -> core.errands().lend(core.name() + "-check", completion));
    }
}
