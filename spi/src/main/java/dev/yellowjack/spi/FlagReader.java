package dev.yellowjack.spi;

import dev.openfeature.sdk.Client;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.Unknown;
import dev.yellowjack.Reading.UnknownReason;
import dev.yellowjack.runtime.SupervisorClock;
import dev.yellowjack.runtime.SupervisorTelemetry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the flags, off the control loop, and hands on what changed.
 *
 * <p>One thread at a time has the turn: it takes the requests, plans the looks, asks, and hands on. All fields but the
 * first few are its alone. While it asks it can hang; a {@link TurnKeeper} then takes its turn away and gives it to a
 * new thread, and the question that hangs reads UNKNOWN until it returns (§4.6). Up to {@value #MOST_HUNG} evaluations
 * may hang so; while that many do, nothing is asked and everything else reads UNKNOWN too. So a provider that hangs
 * holds a fixed number of threads.
 *
 * <p>A look is named questions or all of them; named ones go first, even in the middle of a look at all. What a look
 * found is handed on together, when it is through, so that children which it turns on start in their order (§1.5).
 */
final class FlagReader {
    /** How many evaluations may hang before no further one is begun. */
    static final int MOST_HUNG = 4;

    /**
     * How many are asked, of all, before other threads get this one's processor if they want it: some hundred microseconds.
     * Not much less, for where all processors are busy each time can cost a time slice of some milliseconds.
     */
    private static final int ASKED_WITHOUT_PAUSE = 4096;

    private static final long LONG_LOOK_NANOS = Duration.ofMillis(100).toNanos();
    private static final Reading TIMED_OUT =
            new Unknown(UnknownReason.TIMED_OUT, "no answer within the time limit; it is still awaited");
    private static final Comparator<News> IN_ORDER = Comparator.comparingLong(news -> news.subscription.order);

    /** A subscription and what its flag reads. */
    record News(Subscription subscription, Reading reading) {}

    /** Questions that have news to be handed on, each once. A mark in the question says that it is here. */
    private static final class Finds {
        private final int mark;
        private List<Question> questions = new ArrayList<>();

        Finds(int mark) {
            this.mark = mark;
        }

        void add(Question question) {
            if ((question.marks & mark) == 0) {
                questions.add(question);
                question.marks |= mark;
            }
        }

        boolean isEmpty() {
            return questions.isEmpty();
        }

        /** Forgets them, and the place that they took. */
        void clear() {
            List<Question> none = new ArrayList<>(); // First: with no memory for it, all stays as it is.
            for (int i = 0; i < questions.size(); i++) {
                questions.get(i).marks &= ~mark;
            }
            questions = none;
        }
    }

    /**
     * Where the readings go, each list in the order of the children; and then the checks that they complete (§5.6). With
     * them goes when they were called for, by the clock's nanoseconds: by the provider's event, or else by a check.
     */
    @FunctionalInterface
    interface Sink {
        void accept(long calledFor, List<News> news, List<Runnable> checks);
    }

    private final SupervisorClock clock;
    private final Sink sink;
    private final SupervisorTelemetry telemetry;
    private final Consumer<Throwable> onError;
    private final TurnKeeper keeper;
    private final Evaluation evaluation;
    private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final PendingChanges changes = new PendingChanges();

    // The turn's alone, from here on.
    private final Questions questions = new Questions();
    private final LookSchedule schedule;
    private final List<Question> hanging = new ArrayList<>(MOST_HUNG + 1);
    private @Nullable Question newlyHanging;

    private final Queue<Question> named = new ArrayDeque<>();
    private final Finds namedNews = new Finds(1);
    private long namedCalledFor;
    private boolean namedUnderWay;
    private int namedAsked;
    private Roll whole = new Roll(List.of());
    private int wholeAsked;
    private final Finds wholeNews = new Finds(2);
    private final Outcomes outcomes = new Outcomes();
    private long wholeBegan;
    private long wholeCalledFor;
    private boolean wholeUnderWay;
    private int wholeAskedSince;
    private long stopsHandedOn;
    private List<Runnable> checksAsked = new ArrayList<>();
    private List<Runnable> checksUnderWay = new ArrayList<>();

    FlagReader(
            Client client,
            SupervisorClock clock,
            Duration interval,
            Duration limit,
            String threadName,
            SupervisorTelemetry telemetry,
            Sink sink,
            Consumer<Throwable> onError) {
        this.clock = clock;
        this.sink = sink;
        this.onError = onError;
        this.telemetry = telemetry;
        evaluation = new Evaluation(client, clock, telemetry);
        keeper = new TurnKeeper(clock, Nanos.of(limit), threadName, this::haveTurn);
        schedule = new LookSchedule(Nanos.of(interval), clock.nanoTime());
    }

    // From any thread

    void start() {
        keeper.start();
    }

    /** Asks for a child's flag at once (§5.3), and from then on with all others. */
    void watch(Subscription subscription) {
        request(() -> add(subscription));
    }

    void unwatch(Subscription subscription) {
        request(() -> questions.leave(subscription));
    }

    /** Looks at all flags, and then hands on {@code completed} with the readings (§5.6). */
    void check(Runnable completed) {
        request(() -> checksAsked.add(completed));
    }

    /** The provider says that something changed: these flags, or it does not say which (§4.4). */
    void lookAgain(@Nullable Collection<String> flags) {
        changes.add(flags, clock.nanoTime());
        keeper.wake();
    }

    /** Asks nothing more. A question that is under way is not waited for. */
    void close() {
        keeper.close();
    }

    void awaitEnd(long patienceNanos) throws InterruptedException {
        keeper.awaitEnd(patienceNanos);
    }

    private void request(Runnable request) {
        requests.add(request);
        keeper.wake();
    }

    // With the turn: what to do next

    /** What a thread does that has the turn, until the reader is closed or an evaluation has cost it the turn. */
    private void haveTurn(TurnKeeper.Turn turn, @Nullable Question hangs) {
        if (hangs != null) {
            hangs.hangs = true; // It will be unsettled when it is told of, before anything else is asked.
            hanging.add(hangs);
            newlyHanging = hangs;
        }
        while (!keeper.isClosed()) {
            try {
                proceed(turn);
            } catch (TurnKeeper.TurnLost lost) {
                throw lost;
            } catch (Throwable unexpected) { // §6.1: an OutOfMemoryError, say; then a moment's rest is in order
                onError.accept(unexpected);
                LockSupport.parkNanos(LookSchedule.SPACING_NANOS);
            }
        }
    }

    /** One step: a question, or handing on what a look found, or waiting. */
    private void proceed(TurnKeeper.Turn turn) {
        keeper.heed(); // First: who calls from here on may come too late for this step.
        takeRequests();
        seeToHanging();
        plan();
        Question question = named.poll();
        if (question != null) {
            question.isNamed = false;
            namedAsked += namedUnderWay ? 1 : 0;
            ask(turn, question, namedNews);
        } else if (namedUnderWay || !namedNews.isEmpty()) {
            endNamed();
        } else if (wholeHasMore()) {
            askOfWhole(turn);
        } else if (wholeUnderWay) {
            endWhole();
        } else {
            tellOutcomes();
            turn.rest(schedule.next(changes.anyNamed(), changes.all()));
        }
    }

    /** A request is taken once it has been carried out: if there was no memory for it, it is tried again. */
    private void takeRequests() {
        for (Runnable request = requests.peek(); request != null; request = requests.peek()) {
            request.run();
            requests.poll();
        }
    }

    /** Tells of the question that has come to hang, and lets those be asked again that have come back. */
    private void seeToHanging() {
        if (newlyHanging != null) {
            telemetry.timedOut();
            take(newlyHanging, TIMED_OUT, namedNews);
            newlyHanging = null;
        }
        for (int i = hanging.size() - 1; i >= 0; i--) {
            Question question = hanging.get(i);
            if (question.hasReturned) { // What it said no longer counts.
                question.hasReturned = false;
                question.hangs = false;
                hanging.remove(i);
                questions.dropUnlessWanted(question);
                schedule.wantWhole(); // for what could not be asked meanwhile
            }
        }
    }

    private void add(Subscription subscription) {
        if (named.isEmpty() && namedNews.isEmpty()) {
            namedCalledFor = clock.nanoTime();
        }
        Question question = questions.join(subscription);
        if (question.hangs) {
            namedNews.add(question); // It cannot be asked, so what is known of it must do.
        } else {
            askSoon(question);
        }
    }

    private void askSoon(Question question) {
        if (!question.isNamed) {
            named.add(question);
            question.isNamed = true;
        }
    }

    // With the turn: looks

    private void plan() {
        if (wholeHasMore() && !changes.anyNamed()) {
            return; // In the middle of a look at all, a look at the clock for each question would double its cost.
        }
        long now = clock.nanoTime();
        if (changes.anyNamed() && isTheirTurn() && schedule.mayLookAtNamed(now)) {
            schedule.namedBegins(now);
            namedUnderWay = true;
            namedAsked = 0;
            wholeAskedSince = 0;
            namedCalledFor = changes.namedSince();
            for (String flag : changes.takeNamed()) {
                questions.of(flag).forEach(this::askSoon);
            }
        }
        if (!wholeUnderWay && (!checksAsked.isEmpty() || schedule.isWholeDue(now, changes.all()))) {
            beginWhole(now);
        }
    }

    /** However many events there are, a look at all flags asks as much in between as the last look at named ones did. */
    private boolean isTheirTurn() {
        return named.isEmpty()
                && !namedUnderWay
                && (!wholeUnderWay || (wholeHasMore() && wholeAskedSince >= namedAsked));
    }

    private void endNamed() {
        tellOutcomes();
        handOnAll(namedCalledFor, namedNews, List.of());
        if (namedUnderWay) {
            namedUnderWay = false;
            schedule.namedEnds(namedAsked);
        }
    }

    private void beginWhole(long now) {
        Roll all = questions.all();
        List<Runnable> none = new ArrayList<>(); // First: with no memory for it, all stays as it is.
        whole = all;
        checksUnderWay = checksAsked;
        checksAsked = none;
        wholeBegan = now;
        wholeCalledFor = changes.all() ? changes.allSince() : now;
        schedule.wholeBegins(now, changes.takeAll());
        stopsHandedOn = now;
        wholeAsked = 0;
        wholeUnderWay = true;
    }

    /** Starts wait for the end of the look, for the sake of their order (§1.5). With a slow provider, stops must not. */
    private void handOnStopsOfLongLook() {
        if (!wholeNews.isEmpty()) {
            long now = clock.nanoTime();
            if (now - stopsHandedOn >= LONG_LOOK_NANOS) {
                stopsHandedOn = now;
                tell(wholeCalledFor, wholeNews.questions, false, List.of());
            }
        }
    }

    private void endWhole() {
        tellOutcomes();
        if (telemetry.isMeasured()) {
            telemetry.took(SupervisorTelemetry.Timing.CHECK, clock.nanoTime() - wholeBegan);
        }
        handOnAll(wholeCalledFor, wholeNews, checksUnderWay);
        wholeUnderWay = false;
        checksUnderWay = List.of();
        schedule.wholeEnds(wholeAsked);
    }

    private void tellOutcomes() {
        outcomes.tell(telemetry);
        long begun = evaluation.takeBegun();
        if (begun > 0) {
            telemetry.evaluated(begun);
        }
    }

    // With the turn: asking

    private void ask(TurnKeeper.Turn turn, Question question, Finds news) {
        if (question.hangs || question.first() == null) {
            return;
        }
        take(
                question,
                hanging.size() < MOST_HUNG
                        ? evaluation.reading(turn, question, question.flag, question.context, question.expected)
                        : new Unknown(
                                UnknownReason.NOT_EVALUATED,
                                hanging.size() + " evaluations hang; no further one is begun"),
                news);
    }

    /**
     * Goes on with a look at all flags until somebody calls, or named flags wait for their turn. A small loop is what the JVM
     * makes fast, and most of what a supervisor ever does is here.
     */
    private void askOfWhole(TurnKeeper.Turn turn) {
        do {
            wholeAskedSince++;
            askAt(turn, wholeAsked++);
            handOnStopsOfLongLook();
            if (wholeAsked % ASKED_WITHOUT_PAUSE == 0) {
                Thread.yield(); // Who is woken for a flip would else wait behind this for a time slice of milliseconds.
            }
        } while (wholeHasMore() && !keeper.isCalled() && !changes.anyNamed());
    }

    private boolean wholeHasMore() {
        return wholeAsked < whole.size();
    }

    /** As with any other question; but where that is settled, it is touched only if it has something new to say. */
    private void askAt(TurnKeeper.Turn turn, int place) {
        Question question = whole.question(place);
        Reading settled = whole.settled(place);
        if (settled == null || hanging.size() >= MOST_HUNG) {
            ask(turn, question, wholeNews);
            whole.settle(place);
            return;
        }
        Reading reading =
                evaluation.reading(turn, question, whole.flag(place), whole.context(place), settled.equals(Reading.ON));
        if (reading.equals(settled)) {
            outcomes.count(reading);
        } else {
            take(question, reading, wholeNews);
        }
    }

    // With the turn: handing on

    private void take(Question question, Reading reading, Finds news) {
        outcomes.count(reading);
        boolean changed = !Question.same(question.reading, reading);
        if (changed && !Question.same(question.told, question.reading)) {
            handOn(
                    news == wholeNews ? wholeCalledFor : namedCalledFor,
                    List.of(question),
                    List.of()); // §4.5: a later look has overtaken the one that found it. No flip is lost.
        }
        if (question.reading != reading) { // To write what is there already costs the collector's barrier, each time.
            question.reading = reading;
            questions.unsettle(question);
        }
        if (changed && reading instanceof Unknown unknown && unknown.reason() == UnknownReason.DEFAULT_RETURNED) {
            schedule.wantSecondLook(clock.nanoTime()); // The flag may have changed between the two questions.
        }
        if (question.hasNewcomer || !Question.same(question.told, reading)) {
            news.add(question);
        }
    }

    private void handOnAll(long calledFor, Finds news, List<Runnable> checks) {
        handOn(calledFor, news.questions, checks);
        news.clear();
    }

    /** Tells those that have not been told what is read by now. */
    private void handOn(long calledFor, List<Question> questions, List<Runnable> checks) {
        tell(calledFor, questions, true, checks);
        for (Question question : questions) {
            question.told = question.reading;
            question.hasNewcomer = false;
        }
    }

    private void tell(long calledFor, List<Question> questions, boolean startsToo, List<Runnable> checks) {
        List<News> news = new ArrayList<>();
        boolean inOrder = true;
        long last = -1;
        for (Question question : questions) {
            for (Subscription one = question.first(); one != null; one = one.next) {
                if (!Question.same(one.told, question.reading) && (startsToo || !one.isTurnedOnBy(question.reading))) {
                    news.add(new News(one, question.reading));
                    inOrder &= last < one.order;
                    last = one.order;
                }
            }
        }
        if (!news.isEmpty() || !checks.isEmpty()) {
            if (!inOrder) {
                news.sort(IN_ORDER); // §1.5
            }
            sink.accept(calledFor, news, checks);
        }
        for (News one : news) {
            one.subscription.told = one.reading;
        }
    }
}
