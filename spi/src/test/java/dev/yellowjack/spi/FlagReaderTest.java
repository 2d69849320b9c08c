package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.Unknown;
import dev.yellowjack.Reading.UnknownReason;
import dev.yellowjack.runtime.SupervisorTelemetry;
import dev.yellowjack.tck.ManualClock;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How flags are asked (§4), seen from where the readings go. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlagReaderTest {
    private static final SupervisorTelemetry TELEMETRY = SupervisorTelemetry.of("reader-test", OpenTelemetry.noop(), 0);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final EvaluationContext CONTEXT = new ImmutableContext("here");

    private final ManualClock clock = new ManualClock(Long.MAX_VALUE - 1000); // so that every deadline overflows
    private final FakeClient provider = new FakeClient();
    private final List<String> news = new CopyOnWriteArrayList<>();
    private final Map<String, Reading> latest = new ConcurrentHashMap<>();
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final FlagReader reader = new FlagReader(
            provider.client(), clock, INTERVAL, LIMIT, "test-reader", TELEMETRY, this::accept, errors::add);
    private long order;

    private void accept(long calledFor, List<FlagReader.News> list, List<Runnable> checks) {
        list.forEach(one -> one.subscription().hear(one.reading()));
        checks.forEach(Runnable::run);
    }

    @AfterEach
    void close() throws InterruptedException {
        reader.close();
        reader.awaitEnd(Duration.ofSeconds(5).toNanos());
        assertEquals(List.of(), errors);
    }

    private Subscription child(String name, String flag) {
        return child(name, flag, CONTEXT);
    }

    private Subscription child(String name, String flag, EvaluationContext context) {
        Subscription subscription = new Ear(order++, flag, context, false, reading -> {
            news.add(name + "=" + shortly(reading));
            latest.put(name, reading);
        });
        reader.watch(subscription);
        return subscription;
    }

    private static String shortly(Reading reading) {
        return reading instanceof Unknown unknown ? unknown.reason().toString() : reading.toString();
    }

    private void check() {
        CountDownLatch done = new CountDownLatch(1);
        reader.check(done::countDown);
        Eventually.until("the check", () -> done.getCount() == 0);
    }

    private void await(String name, String reading) {
        Eventually.until(
                () -> name + "=" + reading + ", has " + latest,
                () -> latest.containsKey(name) && shortly(latest.get(name)).equals(reading));
    }

    /** Moves the clock until something holds: the keeper needs the time limit and up to a quarter more. */
    private void advanceUntil(String name, String reading) {
        Eventually.until(() -> name + "=" + reading + ", has " + latest, () -> {
            clock.advance(LIMIT.dividedBy(4));
            return latest.containsKey(name) && shortly(latest.get(name)).equals(reading);
        });
    }

    private int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("test-reader"))
                .count();
    }

    @Test
    void an_unchanged_flag_costs_one_evaluation_a_check_and_a_changed_one_two() { // §4.9
        provider.flags.put("f", FakeClient.value(true));
        reader.start();
        child("c", "f");
        await("c", "ON");
        check();
        provider.asked.clear();
        check();
        check();
        assertEquals(List.of("f?false", "f?false"), provider.asked, "asked with the opposite of what is known");
        provider.flags.put("f", FakeClient.value(false));
        provider.asked.clear();
        check();
        assertEquals(List.of("f?false", "f?true"), provider.asked, "a change is confirmed with the other default");
        check();
        assertEquals(3, provider.asked.size());
        assertEquals(List.of("c=ON", "c=OFF"), news, "and only changes are handed on");
    }

    @Test
    void a_default_is_never_a_reading() { // §4.1
        Map<String, FakeClient.Behaviour> silent = Map.of(
                "FLAG_NOT_FOUND", FakeClient.error(ErrorCode.FLAG_NOT_FOUND),
                "TYPE_MISMATCH", FakeClient.error(ErrorCode.TYPE_MISMATCH),
                "PROVIDER_NOT_READY", FakeClient.error(ErrorCode.PROVIDER_FATAL),
                "ERROR", FakeClient.throwing(new StackOverflowError()),
                "NO_VALUE", FakeClient.noValue(),
                "DEFAULT_RETURNED", FakeClient.defaulted());
        reader.start();
        for (boolean before : new boolean[] {true, false}) {
            silent.forEach((reason, behaviour) -> {
                String flag = reason + before;
                provider.flags.put(flag, FakeClient.value(before));
                child(flag, flag);
                await(flag, before ? "ON" : "OFF");
                provider.flags.put(flag, behaviour);
                check();
                await(flag, reason);
                provider.flags.put(flag, FakeClient.value(!before));
                check();
                await(flag, before ? "OFF" : "ON");
            });
        }
    }

    @Test
    void children_with_equal_flag_and_context_share_an_evaluation() { // §4.7
        provider.flags.put("f", FakeClient.value(true));
        reader.start();
        child("a", "f");
        child("b", "f", new ImmutableContext("here"));
        Subscription c = child("c", "f", new ImmutableContext("elsewhere"));
        await("c", "ON");
        check();
        provider.asked.clear();
        check();
        assertEquals(2, provider.timesAsked("f"));
        reader.unwatch(c);
        check();
        provider.asked.clear();
        check();
        assertEquals(1, provider.timesAsked("f"));
    }

    @Test
    void what_one_check_turns_on_comes_in_the_order_of_adding() { // §1.5
        reader.start();
        child("1", "x");
        child("2", "y");
        child("3", "x");
        child("4", "y");
        check();
        provider.flags.put("y", FakeClient.value(true));
        provider.flags.put("x", FakeClient.value(true));
        news.clear();
        check();
        assertEquals(List.of("1=ON", "2=ON", "3=ON", "4=ON"), news);
    }

    @Test
    void flags_are_looked_at_once_per_interval_without_any_event() { // §4.4
        provider.flags.put("f", FakeClient.value(false));
        reader.start();
        child("c", "f");
        await("c", "OFF");
        provider.flags.put("f", FakeClient.value(true));
        clock.advance(INTERVAL.minusMillis(1));
        Eventually.never(
                "a look before the interval is over", () -> latest.get("c").equals(Reading.ON));
        clock.advance(Duration.ofMillis(1));
        await("c", "ON");
    }

    @Test
    void a_named_flag_is_looked_at_at_once_and_all_others_shortly_after() { // §4.4
        reader.start();
        for (String flag : List.of("f", "g")) {
            provider.flags.put(flag, FakeClient.value(false));
            child(flag, flag);
            await(flag, "OFF");
        }
        provider.flags.put("f", FakeClient.value(true));
        provider.flags.put("g", FakeClient.value(true));
        reader.lookAgain(List.of("f"));
        await("f", "ON");
        Eventually.never(
                "a look at a flag that was not named", () -> latest.get("g").equals(Reading.ON));
        clock.advance(Duration.ofNanos(LookSchedule.SECOND_LOOK_NANOS));
        await("g", "ON");
    }

    @Test
    void a_change_that_is_announced_before_it_is_made_is_seen_at_the_second_look() { // §4.4
        provider.flags.put("f", FakeClient.value(false));
        reader.start();
        child("c", "f");
        await("c", "OFF");
        int before = provider.timesAsked("f");
        reader.lookAgain(null);
        Eventually.until("the first look", () -> provider.timesAsked("f") > before);
        provider.flags.put("f", FakeClient.value(true));
        clock.advance(Duration.ofNanos(LookSchedule.SECOND_LOOK_NANOS));
        await("c", "ON");
    }

    @Test
    void the_last_event_of_a_storm_has_a_second_look_of_its_own() { // §4.4
        provider.flags.put("f", FakeClient.value(false));
        reader.start();
        child("c", "f");
        await("c", "OFF");
        reader.lookAgain(List.of("f"));
        Eventually.until("first look", () -> provider.timesAsked("f") == 2);
        clock.advance(Duration.ofMillis(60));
        reader.lookAgain(List.of("f"));
        Eventually.until("second event's look", () -> provider.timesAsked("f") == 3);
        clock.advance(Duration.ofMillis(40));
        Eventually.until("second look of the first event", () -> provider.timesAsked("f") == 4);
        provider.flags.put("f", FakeClient.value(true));
        clock.advance(Duration.ofMillis(60));
        await("c", "ON");
    }

    @Test
    void looks_that_events_cause_are_at_least_ten_milliseconds_apart() { // §4.4
        provider.flags.put("f", FakeClient.value(true));
        reader.start();
        child("c", "f");
        await("c", "ON");
        check();
        provider.asked.clear();
        for (int i = 0; i < 1000; i++) {
            reader.lookAgain(List.of("f"));
        }
        Eventually.until("a look", () -> provider.timesAsked("f") == 1);
        reader.lookAgain(List.of("f")); // However many the first look has taken up, this is for the next.
        Eventually.never("another at the same time", () -> provider.timesAsked("f") > 1);
        clock.advance(Duration.ofMillis(9));
        Eventually.never("another after 9 ms", () -> provider.timesAsked("f") > 1);
        clock.advance(Duration.ofMillis(1));
        Eventually.until("the next after 10 ms", () -> provider.timesAsked("f") == 2);
    }

    @Test
    void a_flag_of_which_both_answers_followed_the_default_is_asked_again_at_the_second_look() { // §4.1
        provider.flags.put("f", FakeClient.value(false));
        reader.start();
        child("c", "f");
        await("c", "OFF");
        provider.flags.put("f", FakeClient.defaulted());
        check();
        await("c", "DEFAULT_RETURNED");
        provider.flags.put("f", FakeClient.value(true));
        clock.advance(Duration.ofNanos(LookSchedule.SECOND_LOOK_NANOS));
        await("c", "ON");
    }

    @Test
    void a_hung_evaluation_reads_unknown_and_delays_the_others_by_no_more_than_the_limit() { // §4.6
        CountDownLatch until = new CountDownLatch(1);
        provider.flags.put("hangs", FakeClient.hanging(until, true));
        provider.flags.put("f", FakeClient.value(true));
        reader.start();
        child("h", "hangs");
        child("c", "f");
        Eventually.until("the question", () -> provider.timesAsked("hangs") == 1);
        Eventually.never("patience is not over", () -> !latest.isEmpty());
        advanceUntil("h", "TIMED_OUT");
        await("c", "ON");
        check();
        provider.flags.put("f", FakeClient.value(false));
        check();
        await("c", "OFF");
        assertEquals(1, provider.timesAsked("hangs"), "one question at a time (§4.5)");
        until.countDown();
        await("h", "ON");
    }

    @Test
    void a_child_that_is_added_to_a_hung_flag_hears_so_at_once() { // §4.3, §5.3
        CountDownLatch until = new CountDownLatch(1);
        provider.flags.put("hangs", FakeClient.hanging(until, true));
        reader.start();
        Subscription first = child("first", "hangs");
        Eventually.until("the question", () -> provider.timesAsked("hangs") == 1);
        advanceUntil("first", "TIMED_OUT");
        reader.unwatch(first);
        child("second", "hangs");
        await("second", "TIMED_OUT");
        assertEquals(1, provider.timesAsked("hangs"));
        until.countDown();
        await("second", "ON");
        assertEquals("TIMED_OUT", shortly(latest.get("first")), "what is late does nothing to who is gone (§5.4)");
    }

    @Test
    void a_provider_that_hangs_altogether_holds_a_fixed_number_of_threads_and_comes_back() { // §4.6
        CountDownLatch until = new CountDownLatch(1);
        List<String> all = new ArrayList<>();
        reader.start();
        for (int i = 0; i < 20; i++) {
            provider.flags.put("f" + i, FakeClient.hanging(until, true));
            child("f" + i, "f" + i);
            all.add("f" + i);
        }
        Eventually.until("every child hears something", () -> {
            clock.advance(LIMIT.dividedBy(4));
            return latest.size() == all.size();
        });
        assertEquals(FlagReader.MOST_HUNG, provider.underWay.get());
        assertEquals(FlagReader.MOST_HUNG, count(UnknownReason.TIMED_OUT));
        assertEquals(all.size() - FlagReader.MOST_HUNG, count(UnknownReason.NOT_EVALUATED));
        for (int i = 0; i < 10; i++) {
            clock.advance(INTERVAL);
            check();
        }
        assertEquals(FlagReader.MOST_HUNG, provider.mostUnderWay.get());
        assertTrue(threads() <= FlagReader.MOST_HUNG + 2, "hung ones, the turn and its keeper, but " + threads());
        until.countDown();
        all.forEach(name -> await(name, "ON"));
        Eventually.until("the threads go", () -> threads() == 2);
    }

    private int count(UnknownReason reason) {
        return (int) latest.values().stream()
                .filter(reading -> reading instanceof Unknown unknown && unknown.reason() == reason)
                .count();
    }

    @Test
    void a_named_look_overtakes_a_look_at_all_and_what_that_had_found_is_told_first() { // §4.5
        CountDownLatch midway = new CountDownLatch(1);
        provider.flags.put("first", FakeClient.value(false));
        provider.flags.put("second", FakeClient.value(false));
        reader.start();
        child("first", "first");
        child("second", "second");
        await("second", "OFF");
        news.clear();
        provider.flags.put("first", FakeClient.value(true));
        provider.flags.put("second", FakeClient.hanging(midway, false));
        int before = provider.timesAsked("second");
        CountDownLatch done = new CountDownLatch(1);
        reader.check(done::countDown);
        Eventually.until("the look at all is midway", () -> provider.timesAsked("second") > before);
        provider.flags.put("first", FakeClient.value(false)); // It was found ON, which nobody has been told yet.
        reader.lookAgain(List.of("first"));
        midway.countDown();
        Eventually.until("the check", () -> done.getCount() == 0);
        await("first", "OFF"); // With the end of the look at all, or just after it.
        assertEquals(List.of("first=ON", "first=OFF"), news, "in the order of asking, and none is lost");
    }

    @Test
    void a_flag_that_changes_back_in_the_middle_of_a_look_is_told_both_ways() { // §4.5
        CountDownLatch midway = new CountDownLatch(1);
        reader.start();
        for (String flag : List.of("first", "second", "third")) {
            provider.flags.put(flag, FakeClient.value(false));
            child(flag, flag);
            await(flag, "OFF");
        }
        news.clear();
        provider.flags.put("first", FakeClient.value(true));
        provider.flags.put("second", defaultValue -> {
            provider.flags.put("first", FakeClient.value(false));
            reader.lookAgain(List.of("first"));
            return FakeClient.value(false).answer(defaultValue);
        });
        provider.flags.put("third", FakeClient.hanging(midway, false));
        reader.check(() -> {});
        Eventually.until("both ways", () -> news.equals(List.of("first=ON", "first=OFF")));
        midway.countDown();
    }

    /** As flags are that have said the same at several checks. */
    private void settle(String... flags) {
        reader.start();
        for (String flag : flags) {
            provider.flags.put(flag, FakeClient.value(false));
        }
        for (String flag : flags) {
            subscriptions.put(flag, child(flag, flag));
            await(flag, "OFF");
        }
        check();
        check();
        news.clear();
    }

    @Test
    void a_settled_flag_that_an_event_finds_on_and_a_check_off_again_is_told_both_ways() { // §4.4
        settle("f", "other");
        provider.flags.put("f", FakeClient.value(true));
        reader.lookAgain(List.of("f"));
        await("f", "ON");
        provider.flags.put("f", FakeClient.value(false));
        check();
        assertEquals(List.of("f=ON", "f=OFF"), news);
    }

    @Test
    void a_settled_flag_that_hangs_in_a_check_is_not_asked_again_until_it_has_returned() { // §4.5
        settle("f", "other");
        CountDownLatch until = new CountDownLatch(1);
        provider.flags.put("f", FakeClient.hanging(until, false));
        reader.check(() -> {});
        advanceUntil("f", "TIMED_OUT");
        int before = provider.timesAsked("f");
        check();
        check();
        assertEquals(before, provider.timesAsked("f"));
        until.countDown();
        await("f", "OFF");
        assertEquals(List.of("f=TIMED_OUT", "f=OFF"), news);
    }

    @Test
    void settled_flags_are_not_asked_while_as_many_evaluations_hang_as_may() { // §4.6
        String[] flags = IntStream.range(0, 20).mapToObj(i -> "f" + i).toArray(String[]::new);
        settle(flags);
        latest.clear();
        CountDownLatch until = new CountDownLatch(1);
        for (String flag : flags) {
            provider.flags.put(flag, FakeClient.hanging(until, false));
        }
        reader.check(() -> {});
        Eventually.until("every child hears something", () -> {
            clock.advance(LIMIT.dividedBy(4));
            return latest.size() == flags.length;
        });
        assertEquals(FlagReader.MOST_HUNG, provider.mostUnderWay.get());
        assertEquals(flags.length - FlagReader.MOST_HUNG, count(UnknownReason.NOT_EVALUATED));
        until.countDown();
        List.of(flags).forEach(name -> await(name, "OFF"));
    }

    @Test
    void a_settled_flag_that_is_no_longer_wanted_is_not_asked_by_the_look_that_is_under_way() {
        settle("first", "second", "third");
        int before = provider.timesAsked("second");
        provider.flags.put("first", defaultValue -> {
            reader.unwatch(subscriptions.get("second"));
            return FakeClient.value(false).answer(defaultValue);
        });
        check();
        assertEquals(before, provider.timesAsked("second"));
        assertEquals(provider.timesAsked("first"), provider.timesAsked("third"));
    }

    @Test
    void a_child_that_comes_to_a_known_flag_is_told_and_the_others_are_not_told_again() { // §5.3
        provider.flags.put("f", FakeClient.value(true));
        reader.start();
        child("first", "f");
        await("first", "ON");
        child("second", "f");
        await("second", "ON");
        check();
        assertEquals(List.of("first=ON", "second=ON"), news);
    }

    @Test
    void a_question_that_comes_back_when_nobody_wants_it_is_not_asked_again() { // §4.5
        CountDownLatch until = new CountDownLatch(1);
        provider.flags.put("hangs", FakeClient.hanging(until, true));
        provider.flags.put("f", FakeClient.value(true));
        reader.start();
        Subscription only = child("c", "hangs");
        child("other", "f");
        advanceUntil("c", "TIMED_OUT");
        await("other", "ON");
        reader.unwatch(only);
        until.countDown();
        Eventually.until("it is back", () -> provider.underWay.get() == 0 && threads() == 2);
        check();
        provider.asked.clear();
        check();
        assertEquals(List.of("f?false"), provider.asked);
    }

    @Test
    void what_cannot_be_handed_on_is_told_and_handed_on_again() { // §6.1
        List<Throwable> told = new CopyOnWriteArrayList<>();
        List<Reading> heard = new CopyOnWriteArrayList<>();
        FlagReader unlucky = new FlagReader(
                provider.client(),
                clock,
                INTERVAL,
                LIMIT,
                "test-reader-unlucky",
                TELEMETRY,
                (calledFor, list, checks) -> {
                    if (told.isEmpty()) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                    list.forEach(one -> heard.add(one.reading()));
                },
                told::add);
        provider.flags.put("f", FakeClient.value(true));
        unlucky.start();
        unlucky.watch(new Ear(0, "f", CONTEXT, false, reading -> {}));
        Eventually.until("it is handed on", () -> heard.equals(List.of(Reading.ON)));
        assertEquals(1, told.size());
        unlucky.close();
    }

    @Test
    void a_reader_that_has_nothing_to_ask_rests() {
        reader.start();
        check();
        Eventually.until(
                "it rests",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("test-reader"))
                        .allMatch(thread -> thread.getState() == Thread.State.WAITING));
    }

    @Test
    void a_check_counts_only_what_is_asked_after_it() { // §5.6
        CountDownLatch midway = new CountDownLatch(1);
        provider.flags.put("f", FakeClient.value(false));
        provider.flags.put("last", FakeClient.value(false));
        reader.start();
        child("c", "f");
        child("last", "last");
        await("last", "OFF");
        provider.flags.put("last", FakeClient.hanging(midway, false));
        int before = provider.timesAsked("last");
        CountDownLatch first = new CountDownLatch(1);
        reader.check(first::countDown);
        Eventually.until("the first check has asked f", () -> provider.timesAsked("last") > before);
        CountDownLatch second = new CountDownLatch(1);
        provider.flags.put("f", FakeClient.value(true));
        reader.check(second::countDown);
        midway.countDown();
        Eventually.until("both checks", () -> first.getCount() + second.getCount() == 0);
        assertEquals(Reading.ON, latest.get("c"));
    }

    @Test
    void many_children_on_one_flag_cost_few_evaluations_from_the_start() { // §4.7
        provider.flags.put("f", FakeClient.value(true));
        for (int i = 0; i < 10_000; i++) {
            child("c" + i, "f");
        }
        reader.start();
        Eventually.until("all are told", () -> latest.size() == 10_000);
        assertTrue(provider.timesAsked("f") <= 2, "but " + provider.timesAsked("f"));
    }

    @Test
    void what_a_look_at_all_has_found_is_told_at_once_when_an_event_names_it() { // §4.4
        CountDownLatch midway = new CountDownLatch(1);
        reader.start();
        for (String flag : List.of("first", "second", "third")) {
            provider.flags.put(flag, FakeClient.value(false));
            child(flag, flag);
            await(flag, "OFF");
        }
        provider.flags.put("first", FakeClient.value(true));
        provider.flags.put("second", defaultValue -> {
            reader.lookAgain(List.of("first"));
            return FakeClient.value(false).answer(defaultValue);
        });
        provider.flags.put("third", FakeClient.hanging(midway, false));
        CountDownLatch done = new CountDownLatch(1);
        reader.check(done::countDown);
        await("first", "ON");
        assertEquals(1, done.getCount(), "the look at all is not through");
        midway.countDown();
        Eventually.until("the check", () -> done.getCount() == 0);
    }

    @Test
    void a_storm_of_events_that_the_looks_themselves_cause_keeps_no_reading_back() { // §4.4, §5.6
        for (int i = 0; i < 50; i++) {
            String flag = "f" + i;
            provider.flags.put(flag, defaultValue -> {
                reader.lookAgain(List.of(flag));
                clock.advance(Duration.ofMillis(1)); // A look at all of them takes longer than looks are apart.
                return FakeClient.value(true).answer(defaultValue);
            });
        }
        reader.start();
        for (int i = 0; i < 50; i++) {
            child("f" + i, "f" + i);
        }
        Eventually.until("all are told", () -> latest.size() == 50);
        check();
    }

    @Test
    void in_a_long_look_stops_are_handed_on_before_it_ends_and_starts_with_its_end() { // §1.5, §2.1
        CountDownLatch midway = new CountDownLatch(1);
        reader.start();
        for (String flag : List.of("stops", "starts", "slow", "hangs")) {
            provider.flags.put(flag, FakeClient.value(flag.equals("stops")));
            child(flag, flag);
            await(flag, flag.equals("stops") ? "ON" : "OFF");
        }
        provider.flags.put("stops", FakeClient.value(false));
        provider.flags.put("starts", FakeClient.value(true));
        provider.flags.put("slow", defaultValue -> {
            clock.advance(Duration.ofMillis(100));
            return FakeClient.value(false).answer(defaultValue);
        });
        provider.flags.put("hangs", FakeClient.hanging(midway, false));
        reader.check(() -> {});
        await("stops", "OFF");
        Eventually.never("a start before the end", () -> latest.get("starts").equals(Reading.ON));
        midway.countDown();
        await("starts", "ON");
    }
}
