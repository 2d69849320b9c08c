package dev.yellowjack.spi;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.Unknown;
import dev.yellowjack.Reading.UnknownReason;
import dev.yellowjack.runtime.SupervisorClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
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
 * may hang so; while they do, nothing is asked and everything reads UNKNOWN. So a provider that hangs holds a fixed
 * number of threads.
 *
 * <p>A look is named questions or all of them; named ones go first, even in the middle of a look at all. What a look
 * found is handed on together, when it is through, so that children which it turns on start in their order (§1.5).
 */
final class FlagReader {
    /** How many evaluations may hang before no further one is begun. */
    static final int MOST_HUNG = 4;

    /** The least time between two looks that events cause (§4.4). */
    static final long SPACING_NANOS = Duration.ofMillis(10).toNanos();

    /** How long after an event all flags are looked at once more: some providers announce a change before they make it. */
    static final long SECOND_LOOK_NANOS = Duration.ofMillis(100).toNanos();

    private static final Reading TIMED_OUT =
            new Unknown(UnknownReason.TIMED_OUT, "no answer within the time limit; it is still awaited");
    private static final Comparator<News> IN_ORDER = Comparator.comparingLong(news -> news.subscription.order);

    /** A subscription and what its flag reads. */
    record News(Subscription subscription, Reading reading) {}

    /** Where the readings go, each list in the order of the children; and then the checks that they complete (§5.6). */
    @FunctionalInterface
    interface Sink {
        void accept(List<News> news, List<Runnable> checks);
    }

    private final Client client;
    private final SupervisorClock clock;
    private final long interval;
    private final Sink sink;
    private final Consumer<Throwable> onError;
    private final TurnKeeper keeper;
    private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final PendingChanges changes = new PendingChanges();

    // The turn's alone, from here on.
    private final Map<Key, Question> questions = new LinkedHashMap<>();
    private final Map<String, List<Question>> byFlag = new HashMap<>();
    private @Nullable List<Question> all; // a copy of the questions, until one comes or goes
    private int hung;

    private final Queue<Question> named = new ArrayDeque<>();
    private final Set<Question> namedNews = new LinkedHashSet<>();
    private Iterator<Question> whole = Collections.emptyIterator();
    private final Set<Question> wholeNews = new LinkedHashSet<>();
    private boolean wholeUnderWay;
    private List<Runnable> checksAsked = new ArrayList<>();
    private List<Runnable> checksUnderWay = new ArrayList<>();

    // When to look.
    private boolean wholeWanted;
    private long wholeBegan;
    private long wholeTook;
    private long nextCheck;
    private long lastEvent;
    private boolean secondLookWanted;
    private long secondLook;

    private record Key(String flag, EvaluationContext context) {}

    FlagReader(
            Client client,
            SupervisorClock clock,
            Duration interval,
            Duration limit,
            String threadName,
            Sink sink,
            Consumer<Throwable> onError) {
        this.client = client;
        this.clock = clock;
        this.interval = Nanos.of(interval);
        this.sink = sink;
        this.onError = onError;
        keeper = new TurnKeeper(clock, Nanos.of(limit), threadName, this::haveTurn, this::returned);
        long now = clock.nanoTime();
        wholeBegan = now;
        lastEvent = now - SPACING_NANOS;
        nextCheck = now + this.interval;
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
        request(() -> remove(subscription));
    }

    /** Looks at all flags, and then hands on {@code completed} with the readings (§5.6). */
    void check(Runnable completed) {
        request(() -> checksAsked.add(completed));
    }

    /** The provider says that something changed: these flags, or it does not say which (§4.4). */
    void lookAgain(@Nullable Collection<String> flags) {
        changes.add(flags);
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

    /** An evaluation has come back long after its turn was taken away. What it said no longer counts. */
    private void returned(Question question) {
        request(() -> {
            question.hangs = false;
            hung--;
            if (question.first() == null) {
                drop(question);
            }
            wholeWanted = true; // for what could not be asked meanwhile
        });
    }

    // With the turn: what to ask next

    /** What a thread does that has the turn, until the reader is closed or an evaluation has cost it the turn. */
    private void haveTurn(TurnKeeper.Turn turn, @Nullable Question hanging) {
        if (hanging != null) {
            hanging.hangs = true;
            hung++;
            take(hanging, TIMED_OUT, namedNews);
        }
        while (!keeper.isClosed()) {
            try {
                proceed(turn);
            } catch (TurnKeeper.TurnLost lost) {
                throw lost;
            } catch (Throwable unexpected) { // §6.1: an OutOfMemoryError, say; then a moment's rest is in order
                onError.accept(unexpected);
                LockSupport.parkNanos(SPACING_NANOS);
            }
        }
    }

    /** One step: a question, or handing on what a look found, or waiting. */
    private void proceed(TurnKeeper.Turn turn) {
        takeRequests();
        plan();
        Question question = named.poll();
        if (question != null) {
            question.isNamed = false;
            ask(turn, question, namedNews);
        } else if (!namedNews.isEmpty()) {
            handOnAll(namedNews, List.of());
        } else if (whole.hasNext()) {
            ask(turn, whole.next(), wholeNews);
        } else if (wholeUnderWay) {
            endWhole();
        } else {
            turn.rest(nextLook());
        }
    }

    private void takeRequests() {
        for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
            request.run();
        }
    }

    private void add(Subscription subscription) {
        Question question = questions.computeIfAbsent(
                new Key(subscription.flag, subscription.context), key -> listed(new Question(key.flag, key.context)));
        question.add(subscription);
        if (question.hangs) {
            namedNews.add(question); // It cannot be asked, so what is known of it must do.
        } else {
            askSoon(question);
        }
    }

    private void askSoon(Question question) {
        if (!question.isNamed) {
            question.isNamed = true;
            named.add(question);
        }
    }

    private Question listed(Question question) {
        byFlag.computeIfAbsent(question.flag, flag -> new ArrayList<>(1)).add(question);
        all = null;
        return question;
    }

    private void remove(Subscription subscription) {
        Question question = subscription.question;
        if (question != null) {
            question.remove(subscription);
            if (question.first() == null && !question.hangs) {
                drop(question);
            }
        }
    }

    private void drop(Question question) {
        questions.remove(new Key(question.flag, question.context), question);
        byFlag.computeIfPresent(question.flag, (flag, list) -> list.remove(question) && list.isEmpty() ? null : list);
        all = null;
    }

    // With the turn: when to look

    private void plan() {
        if (whole.hasNext() && !changes.anyNamed()) {
            return; // In the middle of a look at all, a look at the clock for each question would double its cost.
        }
        long now = clock.nanoTime();
        if (changes.anyNamed() && now - lastEvent >= SPACING_NANOS) {
            lastEvent = now;
            wantSecondLook(now);
            for (String flag : changes.takeNamed()) {
                byFlag.getOrDefault(flag, List.of()).forEach(this::askSoon);
            }
        }
        if (!wholeUnderWay && isWholeDue(now)) {
            beginWhole(now);
        }
    }

    private boolean isWholeDue(long now) {
        return !checksAsked.isEmpty()
                || wholeWanted
                || now - nextCheck >= 0
                || (secondLookWanted && now - secondLook >= 0)
                || (changes.all() && now - unnamedLookAllowed() >= 0);
    }

    /** Where each evaluation causes an event, looks at a great many flags must not take up a whole processor. */
    private long unnamedLookAllowed() {
        return later(lastEvent + SPACING_NANOS, wholeBegan + 4 * wholeTook);
    }

    private void wantSecondLook(long now) {
        if (!secondLookWanted) {
            secondLookWanted = true;
            secondLook = now + SECOND_LOOK_NANOS;
        }
    }

    private void beginWhole(long now) {
        if (secondLookWanted && now - secondLook >= 0) {
            secondLook = lastEvent + SECOND_LOOK_NANOS; // of an event that came after the one this look is for
            secondLookWanted = secondLook - now > 0;
        }
        if (changes.all()) {
            changes.takeAll();
            lastEvent = now;
            wantSecondLook(now);
        }
        wholeUnderWay = true;
        wholeWanted = false;
        wholeBegan = now;
        nextCheck = now + interval;
        checksUnderWay = checksAsked;
        checksAsked = new ArrayList<>();
        if (all == null) {
            all = List.copyOf(questions.values());
        }
        whole = all.iterator();
    }

    private void endWhole() {
        wholeUnderWay = false;
        wholeTook = clock.nanoTime() - wholeBegan;
        handOnAll(wholeNews, checksUnderWay);
    }

    private long nextLook() {
        long next = nextCheck;
        if (secondLookWanted) {
            next = earlier(next, secondLook);
        }
        if (changes.anyNamed()) {
            next = earlier(next, lastEvent + SPACING_NANOS);
        }
        if (changes.all()) {
            next = earlier(next, unnamedLookAllowed());
        }
        return next;
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    // With the turn: asking

    private void ask(TurnKeeper.Turn turn, Question question, Set<Question> news) {
        if (question.hangs || question.first() == null) {
            return;
        }
        take(
                question,
                hung < MOST_HUNG
                        ? reading(turn, question)
                        : new Unknown(UnknownReason.NOT_EVALUATED, hung + " evaluations hang; no further one is begun"),
                news);
    }

    /**
     * Asks with the opposite of what is expected as default: an answer that differs from it is certainly the provider's
     * own. Only one that follows the default needs the other question too (§4.1, §4.9).
     */
    private Reading reading(TurnKeeper.Turn turn, Question question) {
        Reading expected = known(question.expected);
        Reading first = evaluate(turn, question, !question.expected);
        if (!first.isKnown() || first.equals(expected)) {
            return first;
        }
        Reading second = evaluate(turn, question, question.expected);
        if (!second.isKnown()) {
            return second;
        }
        if (second.equals(first)) {
            question.expected = !question.expected;
            return first;
        }
        return new Unknown(
                UnknownReason.DEFAULT_RETURNED, "the provider returned whichever default it was given, and no error");
    }

    private Reading evaluate(TurnKeeper.Turn turn, Question question, boolean defaultValue) {
        turn.begin(question);
        try {
            return readingOf(client.getBooleanDetails(question.flag, defaultValue, question.context));
        } catch (Throwable thrown) { // by the provider or a hook: Errors come out of the client (§4.1)
            return new Unknown(UnknownReason.ERROR, thrown.getClass().getName());
        } finally {
            turn.end();
        }
    }

    private static Reading readingOf(@Nullable FlagEvaluationDetails<Boolean> details) {
        if (details == null) {
            return new Unknown(UnknownReason.NO_VALUE, "no evaluation details");
        }
        if (details.getErrorCode() != null) {
            String message = details.getErrorMessage();
            return new Unknown(reasonOf(details.getErrorCode()), message == null ? "" : message);
        }
        Boolean value = details.getValue();
        return value == null ? new Unknown(UnknownReason.NO_VALUE, "the value is null") : known(value);
    }

    private static UnknownReason reasonOf(ErrorCode code) {
        return switch (code) {
            case PROVIDER_NOT_READY, PROVIDER_FATAL -> UnknownReason.PROVIDER_NOT_READY;
            case FLAG_NOT_FOUND -> UnknownReason.FLAG_NOT_FOUND;
            case TYPE_MISMATCH -> UnknownReason.TYPE_MISMATCH;
            default -> UnknownReason.ERROR; // OpenFeature may add codes; each is an error to us.
        };
    }

    private static Reading known(boolean value) {
        return value ? Reading.ON : Reading.OFF;
    }

    // With the turn: handing on

    private void take(Question question, Reading reading, Set<Question> news) {
        boolean changed = !Question.same(question.reading, reading);
        if (changed && !Question.same(question.told, question.reading)) {
            handOn(Set.of(question), List.of()); // §4.5: a later look has overtaken the one that found it. No flip is lost.
        }
        question.reading = reading;
        if (changed && reading instanceof Unknown unknown && unknown.reason() == UnknownReason.DEFAULT_RETURNED) {
            wantSecondLook(clock.nanoTime()); // The flag may have changed between the two questions.
        }
        if (question.hasNewcomer || !Question.same(question.told, reading)) {
            news.add(question);
        }
    }

    private void handOnAll(Set<Question> questions, List<Runnable> checks) {
        handOn(questions, checks);
        questions.clear();
    }

    /** Tells those that have not been told what is read by now. */
    private void handOn(Set<Question> questions, List<Runnable> checks) {
        List<News> news = new ArrayList<>();
        for (Question question : questions) {
            for (Subscription one = question.first(); one != null; one = one.next) {
                if (!Question.same(one.told, question.reading)) {
                    news.add(new News(one, question.reading));
                }
            }
        }
        if (!news.isEmpty() || !checks.isEmpty()) {
            news.sort(IN_ORDER); // §1.5
            sink.accept(news, checks);
        }
        for (News one : news) {
            one.subscription.told = one.reading;
        }
        for (Question question : questions) {
            question.told = question.reading;
            question.hasNewcomer = false;
        }
    }
}
