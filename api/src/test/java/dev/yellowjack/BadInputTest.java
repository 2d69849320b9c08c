package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.runtime.SupervisorRuntime;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Each bad input is refused when it is given, with a message that says what was wrong and what to do. */
class BadInputTest {
    private static final Duration NEGATIVE = Duration.ofSeconds(-1);
    private static final Child CHILD =
            Child.named("orders").flag("orders-consumer").runs(ChildContext::awaitStop);
    private static final RestartPolicy POLICY = RestartPolicy.upTo(3, Duration.ofMinutes(5));

    private static Child.Flagged orders() {
        return Child.named("orders").flag("orders-consumer");
    }

    private static void assertRefused(Class<? extends Exception> kind, Executable input, String... messageParts) {
        Exception refusal = assertThrows(kind, input);
        String message = String.valueOf(refusal.getMessage());
        for (String part : messageParts) {
            assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
        }
    }

    @Test
    void aBlankIdIsRefused() {
        assertRefused(IllegalArgumentException.class, () -> Child.named(" "), "child id is blank", "give it a name");
        assertRefused(IllegalArgumentException.class, () -> Child.named(""), "child id is blank");
        assertRefused(NullPointerException.class, () -> Child.named(null), "child id");
    }

    @Test
    void aBlankFlagIsRefused() {
        Child.Named orders = Child.named("orders");
        assertRefused(
                IllegalArgumentException.class,
                () -> orders.flag("\t"),
                "flag of child 'orders' is blank",
                "give it the key of a boolean flag");
        assertRefused(
                IllegalArgumentException.class,
                () -> orders.killSwitch(""),
                "kill switch of child 'orders' is blank",
                "give it the key of a boolean flag");
        assertRefused(NullPointerException.class, () -> orders.flag(null), "flag of child 'orders'");
    }

    @Test
    void aDuplicateIdIsRefusedAndNamesBothChildren() {
        SupervisorBuilder builder = Supervisor.builder().child(CHILD);
        Child namesake = Child.named("orders").killSwitch("other").runs(ChildContext::awaitStop);
        assertRefused(
                IllegalArgumentException.class,
                () -> builder.child(namesake),
                "two children are called 'orders'",
                "flag orders-consumer",
                "kill switch other",
                "rename one");
    }

    @Test
    void aRefusedDuplicateLeavesTheFirstChildInPlace() {
        FakeRuntime runtime = new FakeRuntime();
        SupervisorBuilder builder = Supervisor.builder().runtime(runtime).child(CHILD);
        assertThrows(IllegalArgumentException.class, () -> builder.child(orders().runs(context -> {})));
        builder.start();
        assertEquals(List.of(CHILD), runtime.config().children());
    }

    @TestFactory
    List<DynamicTest> aNullBodyIsRefused() {
        Child.Action action = () -> {};
        ChildBody body = context -> {};
        Duration pause = Duration.ofSeconds(1);
        return List.of(
                refused("body", () -> orders().runs(null)),
                refused("start", () -> orders().startsAndStops((Child.Action) null, action)),
                refused("start", () -> orders().startsAndStops((ChildBody) null, action)),
                refused("stop", () -> orders().startsAndStops(action, null)),
                refused("stop", () -> orders().startsAndStops(body, null)),
                refused("process", () -> orders().process(null)),
                refused("supervisor", () -> orders().supervises((SupervisorBuilder) null)),
                refused("supervisor", () -> orders().supervises((Supplier<SupervisorBuilder>) null)),
                refused("supervisor", () -> orders().supervises(() -> null)),
                refused("task", () -> orders().every(pause, (Child.Action) null)),
                refused("task", () -> orders().every(pause, (ChildBody) null)));
    }

    private static DynamicTest refused(String part, Executable input) {
        return DynamicTest.dynamicTest(
                part,
                () -> assertRefused(
                        NullPointerException.class,
                        input,
                        part + " of child 'orders' is null",
                        "give it something to run"));
    }

    @Test
    void otherNullsAreRefusedWhenTheyAreGiven() {
        assertNull("interrupt wait of child 'orders'", () -> CHILD.interruptWait(null));
        assertNull("grace of child 'orders'", () -> CHILD.grace(null));
        assertNull("restart policy", () -> CHILD.restart(null));
        assertNull("context of child 'orders'", () -> CHILD.context(null));
        assertNull("supervisorWide", () -> CHILD.contextWithin(null));
        assertNull("pause of child 'orders'", () -> orders().every(null, () -> {}));
        assertNull("restart window", () -> RestartPolicy.upTo(1, null));
        assertNull("first back-off", () -> POLICY.backOff(null, Duration.ZERO));
        assertNull("longest back-off", () -> POLICY.backOff(Duration.ZERO, null));
        SupervisorBuilder builder = Supervisor.builder();
        assertNull("child", () -> builder.child(null));
        assertNull("client", () -> builder.client(null));
        assertNull("runtime", () -> builder.runtime((SupervisorRuntime) null));
        assertNull("runtime name", () -> builder.runtime((String) null));
        assertNull("listener", () -> builder.listener(null));
        assertNull("instance name", () -> builder.instance(null));
        assertNull("clock", () -> builder.clock(null));
        assertNull("context", () -> builder.context(null));
        assertNull("check interval", () -> builder.checkInterval(null));
        assertNull("evaluation time limit", () -> builder.evaluationLimit(null));
    }

    private static void assertNull(String what, Executable input) {
        assertEquals(what, assertThrows(NullPointerException.class, input).getMessage());
    }

    @Test
    void aNullInACommandIsRefusedWithItsPlaceAndNothingElseOfIt() {
        NullPointerException refusal = assertThrows(
                NullPointerException.class,
                () -> orders().process(new ProcessBuilder("mailer", "--password=secret", null)));
        assertEquals("part 2 of the command of child 'orders' is null", refusal.getMessage());
    }

    @Test
    void negativeDurationsAreRefused() {
        assertNegative("grace of child 'orders'", "Duration.ZERO; the default is 20 s", () -> CHILD.grace(NEGATIVE));
        assertNegative(
                "interrupt wait of child 'orders'",
                "Duration.ZERO; the default is 5 s",
                () -> CHILD.interruptWait(NEGATIVE));
        assertNegative(
                "first back-off", "Duration.ZERO; the default is 1 s", () -> POLICY.backOff(NEGATIVE, Duration.ZERO));
        assertNegative(
                "longest back-off",
                "Duration.ZERO; the default is 1 min",
                () -> POLICY.backOff(Duration.ZERO, NEGATIVE));
    }

    private static void assertNegative(String what, String remedy, Executable input) {
        assertRefused(IllegalArgumentException.class, input, what + " is PT-1S, must not be negative; ", remedy);
    }

    @Test
    void zeroAndLessAreRefusedWhereTheyMakeNoSense() {
        assertNotPositive("check interval", "the default is 1 s", Supervisor.builder()::checkInterval);
        assertNotPositive("evaluation time limit", "the default is 1 s", Supervisor.builder()::evaluationLimit);
        assertNotPositive("pause of child 'orders'", "use runs", pause -> orders().every(pause, () -> {}));
        assertNotPositive("restart window", "5 min, say", window -> RestartPolicy.upTo(1, window));
    }

    private static void assertNotPositive(String what, String remedy, Consumer<Duration> input) {
        for (Duration duration : List.of(Duration.ZERO, NEGATIVE)) {
            assertRefused(
                    IllegalArgumentException.class,
                    () -> input.accept(duration),
                    what + " is " + duration + ", must be more than zero; ",
                    remedy);
        }
    }

    @Test
    void durationsThatNoClockCanCountAreRefused() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        assertRefused(
                IllegalArgumentException.class,
                () -> CHILD.grace(endless),
                "grace of child 'orders'",
                "at most 25550 days",
                "use Duration.ofDays(3650)");
        assertRefused(IllegalArgumentException.class, () -> POLICY.backOff(Duration.ZERO, endless), "longest back-off");
        assertEquals(Duration.ofDays(25550), CHILD.grace(Duration.ofDays(25550)).grace());
    }

    @Test
    void aRestartLimitBelowOneIsRefused() {
        for (int limit : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertRefused(
                    IllegalArgumentException.class,
                    () -> RestartPolicy.upTo(limit, Duration.ofMinutes(1)),
                    "restart limit is " + limit,
                    "at least 1",
                    "RestartPolicy.never()");
        }
    }

    @Test
    void aFirstBackOffLongerThanTheLongestIsRefused() {
        assertRefused(
                IllegalArgumentException.class,
                () -> POLICY.backOff(Duration.ofSeconds(9), Duration.ofSeconds(8)),
                "first back-off PT9S is longer than the longest, PT8S",
                "swap or correct");
    }

    @Test
    void aJitterOutsideOfZeroToOneIsRefused() {
        for (double jitter : new double[] {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertRefused(
                    IllegalArgumentException.class,
                    () -> POLICY.jitter(jitter),
                    "jitter is " + jitter,
                    "must be from 0 to 1",
                    "0 turns it off");
        }
    }

    @Test
    void aBackOffForNeverIsRefused() {
        RestartPolicy never = RestartPolicy.never();
        assertRefused(
                IllegalStateException.class,
                () -> never.backOff(Duration.ZERO, Duration.ZERO),
                "never() has no back-off",
                "RestartPolicy.upTo(limit, window)");
        assertRefused(IllegalStateException.class, () -> never.jitter(0.1), "never()", "RestartPolicy.upTo");
    }

    @Test
    void aBlankInstanceNameIsRefused() {
        assertRefused(
                IllegalArgumentException.class,
                () -> Supervisor.builder().instance("  "),
                "instance name is blank",
                "leave it unset for the name of the host");
    }

    @Test
    void aProcessWithoutACommandIsRefused() {
        assertRefused(
                IllegalArgumentException.class,
                () -> orders().process(new ProcessBuilder()),
                "process of child 'orders' has no command",
                "ProcessBuilder.command");
    }

    @Test
    void aSubSupervisorWhoseSpecificationIsBadIsRefusedAtOnce() {
        assertRefused(
                IllegalArgumentException.class,
                () -> orders().supervises(() -> Supervisor.builder().instance("")),
                "instance name is blank");
    }
}
