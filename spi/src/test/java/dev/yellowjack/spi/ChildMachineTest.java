package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.ChildState;
import dev.yellowjack.Reading;
import dev.yellowjack.Report;
import dev.yellowjack.Transition.Reason;
import dev.yellowjack.spi.ChildMachine.Aside;
import dev.yellowjack.spi.ChildMachine.Step;
import dev.yellowjack.spi.State.Next;
import dev.yellowjack.spi.State.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every pair of state and input, against the table in docs/RULES.md; and what must hold over all pairs. */
class ChildMachineTest {
    private static final Throwable CAUSE = new Exception("cause");
    private static final Throwable THROWN = new Exception("thrown");
    private static final Throwable BREAK = new Error("break");
    private static final ChildMachine PLAIN = new ChildMachine(Reading.OFF, 0);

    /** An input as a row of the table names it, and the machine that the row is about. */
    private record Given(ChildMachine machine, Input input) {}

    private static final Map<String, Given> INPUTS = new LinkedHashMap<>();

    static {
        ChildMachine restarting = new ChildMachine(Reading.OFF, 5);
        INPUTS.put("read ON", new Given(PLAIN, Input.READ_ON));
        INPUTS.put("read OFF", new Given(PLAIN, Input.READ_OFF));
        INPUTS.put("read UNKNOWN", new Given(PLAIN, Input.READ_UNKNOWN));
        INPUTS.put("read UNKNOWN, fallback ON", new Given(new ChildMachine(Reading.ON, 0), Input.READ_UNKNOWN));
        INPUTS.put("begun", new Given(PLAIN, Input.BEGUN));
        INPUTS.put("returned", new Given(PLAIN, Input.ended(null, false)));
        INPUTS.put("threw", new Given(PLAIN, Input.ended(THROWN, false)));
        INPUTS.put("threw, restart left", new Given(restarting, Input.ended(THROWN, false)));
        INPUTS.put("launch failed", new Given(PLAIN, Input.launchFailed(THROWN)));
        INPUTS.put("launch failed, restart left", new Given(restarting, Input.launchFailed(THROWN)));
        INPUTS.put("failed", new Given(PLAIN, Input.failed(THROWN)));
        INPUTS.put("grace over", new Given(PLAIN, Input.GRACE_OVER));
        INPUTS.put("interrupt wait over", new Given(PLAIN, Input.INTERRUPT_WAIT_OVER));
        INPUTS.put("back-off over", new Given(PLAIN, Input.BACK_OFF_OVER));
        INPUTS.put("release", new Given(PLAIN, Input.RELEASE));
        INPUTS.put("remove", new Given(PLAIN, Input.REMOVE));
        INPUTS.put("close", new Given(PLAIN, Input.CLOSE));
        INPUTS.put("broke", new Given(PLAIN, Input.broke(BREAK)));
    }

    private static final Map<String, State> STATES = Map.of(
            "UNREAD", new State.Unread(),
            "OFF", new State.Off(),
            "STARTING", new State.Starting(1),
            "RUNNING", new State.Running(1),
            "BACKING_OFF", new State.BackingOff(1),
            "QUARANTINED", new State.Quarantined(true),
            "COMPLETED", new State.Completed(),
            "CLOSED", new State.Closed(ChildState.OFF),
            "GONE", new State.Gone());

    private static final Map<String, Next> NEXTS = Map.of(
            "→ OFF", new Next.ToOff(),
            "→ START", new Next.ToStart(),
            "→ CRASH", new Next.ToCrash(CAUSE, 1),
            "→ BROKEN", new Next.ToBroken(CAUSE),
            "→ GONE", new Next.ToGone(),
            "→ CLOSED", new Next.ToClosed(null));

    // The table

    @TestFactory
    Stream<DynamicTest> every_state_and_input_does_what_the_table_says() {
        return cellsOf(RulesTable.beginningWith("| input | UNREAD |"), STATES.keySet())
                .map(cell -> DynamicTest.dynamicTest(cell.name(), () -> {
                    Given given = INPUTS.get(cell.input);
                    State before = STATES.get(cell.column);
                    Step step = given.machine.next(before, given.input);
                    assertEquals(cell.expected, before.equals(step.state()) ? "·" : describe(step));
                }));
    }

    @TestFactory
    Stream<DynamicTest> every_stop_and_input_does_what_the_table_says() {
        return cellsOf(RulesTable.beginningWith("| input | → OFF |"), NEXTS.keySet())
                .flatMap(cell -> Stream.of(Phase.values())
                        .map(phase -> DynamicTest.dynamicTest(cell.name() + ", " + phase, () -> {
                            Given given = INPUTS.get(cell.input);
                            State.Stopping before = new State.Stopping(phase, NEXTS.get(cell.column));
                            Step step = given.machine.next(before, given.input);
                            assertEquals(cell.expected, describeStop(before, step));
                        })));
    }

    private record Cell(String input, String column, String expected) {
        String name() {
            return column + " × " + input + ": " + expected;
        }
    }

    private static Stream<Cell> cellsOf(RulesTable table, Set<String> columns) {
        assertEquals(columns, Set.copyOf(table.columns()), "the table has a column for each state");
        assertEquals(
                List.copyOf(INPUTS.keySet()),
                table.rows().stream().map(RulesTable.Row::input).toList(),
                "the table has a row for each input");
        return table.rows().stream()
                .flatMap(row -> Stream.iterate(0, i -> i + 1)
                        .limit(table.columns().size())
                        .map(i -> new Cell(
                                row.input(), table.columns().get(i), row.cells().get(i))));
    }

    private static String describe(Step step) {
        return step.state().kind() + (step.reason() == null ? "" : " " + step.reason());
    }

    private static String describeStop(State.Stopping before, Step step) {
        if (step.state() instanceof State.Stopping after) {
            return after.next().goal() == before.next().goal()
                    ? "·"
                    : "→ " + after.next().goal();
        }
        return describe(step);
    }

    @Test
    void the_table_has_every_kind_of_state_and_input_that_there_is() {
        Set<State.Kind> states = STATES.values().stream().map(State::kind).collect(Collectors.toSet());
        states.add(State.Kind.STOPPING);
        assertEquals(EnumSet.allOf(State.Kind.class), states);
        assertEquals(
                EnumSet.allOf(Next.Goal.class),
                NEXTS.values().stream().map(Next::goal).collect(Collectors.toSet()));
        assertEquals(
                EnumSet.allOf(Input.Kind.class),
                INPUTS.values().stream().map(given -> given.input.kind()).collect(Collectors.toSet()));
    }

    // Over all pairs

    /** One pair and its step. */
    private record Pair(ChildMachine machine, State before, Input input, Step step) {
        @Override
        public String toString() {
            return before + " × " + input + " = " + step;
        }
    }

    private static List<Pair> allPairs() {
        List<State> states = new ArrayList<>(STATES.values());
        for (Phase phase : Phase.values()) {
            NEXTS.values().forEach(next -> states.add(new State.Stopping(phase, next)));
            states.add(new State.Stopping(phase, new Next.ToClosed(CAUSE)));
        }
        states.add(new State.Quarantined(false));
        states.add(new State.Closed(ChildState.QUARANTINED));
        states.add(new State.Closed(ChildState.COMPLETED));
        List<Pair> pairs = new ArrayList<>();
        for (State state : states) {
            for (Given given : INPUTS.values()) {
                pairs.add(new Pair(given.machine, state, given.input, given.machine.next(state, given.input)));
            }
        }
        return pairs;
    }

    private static boolean isLive(State state) {
        return state.shown() == ChildState.RUNNING || state.shown() == ChildState.STOPPING;
    }

    private static void overAllPairs(java.util.function.Consumer<Pair> check) {
        allPairs().forEach(check);
    }

    @Test
    void a_launch_goes_with_the_way_into_starting_and_with_nothing_else() {
        overAllPairs(pair -> assertEquals(
                pair.step.state().shown() == ChildState.STARTING && pair.before.shown() != ChildState.STARTING,
                pair.step.effects().contains(Effect.Plain.LAUNCH),
                pair::toString));
    }

    @Test
    void nothing_is_launched_while_a_body_runs_or_after_the_end() { // §1.2, §5.1
        overAllPairs(pair -> {
            boolean mayNot = (isLive(pair.before) && pair.input.kind() != Input.Kind.ENDED)
                    || pair.before.kind() == State.Kind.CLOSED
                    || pair.before.kind() == State.Kind.GONE;
            assertFalse(mayNot && pair.step.effects().contains(Effect.Plain.LAUNCH), pair::toString);
        });
    }

    @Test
    void a_running_body_is_left_only_when_it_has_ended() { // §1.2, §2.4
        overAllPairs(pair -> assertTrue(
                !isLive(pair.before) || isLive(pair.step.state()) || pair.input.kind() == Input.Kind.ENDED,
                pair::toString));
    }

    @Test
    void a_stop_is_asked_for_on_the_way_into_stopping_and_its_grace_is_measured() { // §2.1, §2.3
        overAllPairs(pair -> {
            boolean begins = pair.before.kind() != State.Kind.STOPPING
                    && pair.step.state().kind() == State.Kind.STOPPING;
            boolean again = pair.input.kind() == Input.Kind.BROKE;
            assertTrue(again || begins == pair.step.effects().contains(Effect.Plain.REQUEST_STOP), pair::toString);
            if (begins) {
                assertTrue(pair.step.effects().contains(Effect.Plain.ARM_GRACE), pair::toString);
            }
        });
    }

    @Test
    void a_launch_is_called_off_wherever_starting_ends_without_a_body() { // §1.6
        overAllPairs(pair -> {
            boolean takenDown = pair.before.kind() == State.Kind.STARTING
                    && !isLive(pair.step.state())
                    && pair.step.state().kind() != State.Kind.STARTING
                    && pair.input.kind() != Input.Kind.ENDED
                    && pair.input.kind() != Input.Kind.LAUNCH_FAILED;
            assertEquals(takenDown, pair.step.effects().contains(Effect.Plain.CANCEL_LAUNCH), pair::toString);
        });
    }

    @Test
    void a_child_is_forgotten_when_it_is_gone() { // §5.4
        overAllPairs(pair -> assertEquals(
                pair.before.kind() != State.Kind.GONE && pair.step.state().kind() == State.Kind.GONE,
                pair.step.effects().contains(Effect.Plain.FORGET),
                pair::toString));
    }

    @Test
    void a_reason_is_given_wherever_the_shown_state_changes() { // §7.2
        overAllPairs(pair -> assertTrue(
                pair.before.shown() == pair.step.state().shown() || pair.step.reason() != null, pair::toString));
    }

    @Test
    void a_cause_goes_with_a_failure_and_with_nothing_else() { // §3.1
        Set<Reason> failures = EnumSet.of(Reason.CRASHED, Reason.FAILED, Reason.LAUNCH_FAILED, Reason.ENGINE_FAILED);
        overAllPairs(pair -> assertEquals(
                pair.step.reason() != null && failures.contains(pair.step.reason()),
                pair.step.cause() != null,
                pair::toString));
    }

    @Test
    void unknown_changes_nothing_but_a_child_that_was_never_read() { // §3.5, §4.2
        overAllPairs(pair -> {
            if (pair.input.kind() == Input.Kind.READ_UNKNOWN && pair.before.kind() != State.Kind.UNREAD) {
                assertEquals(pair.before, pair.step.state(), pair::toString);
                assertEquals(List.of(), pair.step.effects(), pair::toString);
            }
        });
    }

    @Test
    void nothing_is_restarted_without_a_policy() { // §3.1
        overAllPairs(pair -> assertTrue(
                pair.machine.restarts() > 0
                        || pair.before.kind() == State.Kind.BACKING_OFF
                        || pair.step.state().kind() != State.Kind.BACKING_OFF,
                pair::toString));
    }

    @Test
    void what_is_thrown_is_never_lost() { // §2.5, §3.8
        overAllPairs(pair -> {
            boolean ended = pair.input.kind() == Input.Kind.ENDED && isLive(pair.before);
            Throwable thrown = pair.input instanceof Input.Ended end && ended
                    ? end.thrown()
                    : pair.input.kind() == Input.Kind.FAILED ? pair.input.cause() : null;
            if (thrown != null) {
                boolean told = pair.step.aside() != null && pair.step.aside().problem() == thrown;
                assertTrue(told ^ pair.step.cause() == thrown, pair::toString);
            }
        });
    }

    // What the table does not show

    @Test
    void a_stop_goes_from_grace_to_interrupt_to_overdue_and_no_further() { // §2.3, §2.4
        State.Stopping grace = new State.Stopping(Phase.GRACE, new Next.ToOff());
        Step interrupted = PLAIN.next(grace, Input.GRACE_OVER);
        assertEquals(new State.Stopping(Phase.INTERRUPTED, new Next.ToOff()), interrupted.state());
        assertEquals(List.of(Effect.Plain.INTERRUPT, Effect.Plain.ARM_INTERRUPT_WAIT), interrupted.effects());
        Step overdue = PLAIN.next(interrupted.state(), Input.INTERRUPT_WAIT_OVER);
        assertEquals(new State.Stopping(Phase.OVERDUE, new Next.ToOff()), overdue.state());
        assertEquals(List.of(Effect.Plain.REPORT_OVERDUE), overdue.effects());
        for (Input late : List.of(Input.GRACE_OVER, Input.INTERRUPT_WAIT_OVER)) {
            assertEquals(overdue.state(), PLAIN.next(overdue.state(), late).state());
            assertEquals(List.of(), PLAIN.next(overdue.state(), late).effects());
        }
        assertEquals(grace, PLAIN.next(grace, Input.INTERRUPT_WAIT_OVER).state());
    }

    @Test
    void a_flip_during_a_stop_keeps_the_phase_of_the_stop() { // §2.6
        State.Stopping interrupted = new State.Stopping(Phase.INTERRUPTED, new Next.ToOff());
        Step step = PLAIN.next(interrupted, Input.READ_ON);
        assertEquals(new State.Stopping(Phase.INTERRUPTED, new Next.ToStart()), step.state());
        assertEquals(List.of(), step.effects());
    }

    @Test
    void crashes_are_counted_up_to_the_limit_and_one_more_quarantines() { // §8.2
        ChildMachine machine = new ChildMachine(Reading.OFF, 2);
        Input crash = Input.ended(THROWN, false);
        Step first = machine.next(new State.Running(0), crash);
        assertEquals(new State.BackingOff(1), first.state());
        assertEquals(List.of(new Effect.ArmBackOff(1)), first.effects());
        assertEquals(
                new State.Starting(1),
                machine.next(first.state(), Input.BACK_OFF_OVER).state());
        assertEquals(
                new State.Running(1),
                machine.next(new State.Starting(1), Input.BEGUN).state());
        Step second = machine.next(new State.Running(1), crash);
        assertEquals(List.of(new Effect.ArmBackOff(2)), second.effects());
        assertEquals(
                new State.Quarantined(true),
                machine.next(new State.Running(2), crash).state());
    }

    @Test
    void the_count_starts_anew_after_a_whole_window_after_off_and_on_release() { // §8.2
        ChildMachine machine = new ChildMachine(Reading.OFF, 2);
        Input afterWindow = Input.ended(THROWN, true);
        assertEquals(
                new State.BackingOff(1),
                machine.next(new State.Running(2), afterWindow).state());
        State.Stopping failing = new State.Stopping(Phase.GRACE, new Next.ToCrash(CAUSE, 2));
        assertEquals(new State.BackingOff(1), machine.next(failing, afterWindow).state());
        assertEquals(
                new State.Quarantined(true),
                machine.next(failing, Input.ended(null, false)).state(),
                "and not before");
        assertEquals(
                new State.Starting(0),
                machine.next(new State.BackingOff(2), Input.RELEASE).state());
        State off = machine.next(new State.BackingOff(2), Input.READ_OFF).state();
        assertEquals(new State.Starting(0), machine.next(off, Input.READ_ON).state());
        State restarted = machine.next(new State.Stopping(Phase.GRACE, new Next.ToStart()), Input.ended(null, false))
                .state();
        assertEquals(new State.Starting(0), restarted);
    }

    @Test
    void a_failure_declared_is_the_cause_and_what_the_body_then_throws_is_told() { // §3.8
        Step failing = PLAIN.next(new State.Running(0), Input.failed(CAUSE));
        assertSame(CAUSE, failing.cause());
        Step ended = PLAIN.next(failing.state(), Input.ended(THROWN, false));
        assertSame(CAUSE, ended.cause());
        assertEquals(new Aside(Report.Kind.THREW_WHILE_STOPPING, THROWN), ended.aside());
        assertNull(PLAIN.next(failing.state(), Input.ended(CAUSE, false)).aside());
        assertNull(PLAIN.next(failing.state(), Input.ended(null, false)).aside());
    }

    @Test
    void a_launch_that_fails_is_one_crash_more() { // §1.4, §8.1
        Step step = new ChildMachine(Reading.OFF, 2).next(new State.Starting(1), Input.launchFailed(CAUSE));
        assertEquals(new State.BackingOff(2), step.state());
        assertSame(CAUSE, step.cause());
    }

    @Test
    void a_failure_declared_before_close_is_not_lost_by_it() { // §3.8, §5.1
        State failing = PLAIN.next(new State.Running(0), Input.failed(CAUSE)).state();
        State closing = PLAIN.next(failing, Input.CLOSE).state();
        Step ended = PLAIN.next(closing, Input.ended(null, false));
        assertEquals(new State.Closed(ChildState.QUARANTINED), ended.state());
        assertSame(CAUSE, ended.cause());
        assertEquals(Reason.CRASHED, ended.reason());
    }

    @Test
    void close_leaves_quarantine_and_completion_to_be_seen() { // §5.1
        assertEquals(
                new State.Closed(ChildState.QUARANTINED),
                PLAIN.next(new State.Quarantined(true), Input.CLOSE).state());
        assertEquals(
                new State.Closed(ChildState.COMPLETED),
                PLAIN.next(new State.Completed(), Input.CLOSE).state());
    }

    @Test
    void a_child_that_broke_while_off_waits_for_its_flag_when_released() { // §3.6, §6.3
        State broken = PLAIN.next(new State.Off(), Input.broke(BREAK)).state();
        assertEquals(new State.Off(), PLAIN.next(broken, Input.RELEASE).state());
        State on = PLAIN.next(broken, Input.READ_ON).state();
        assertEquals(ChildState.QUARANTINED, on.shown());
        assertEquals(new State.Starting(0), PLAIN.next(on, Input.RELEASE).state());
    }

    @Test
    void a_break_during_a_stop_does_again_what_it_may_have_kept_from_being_done() { // §6.3
        for (Next next : NEXTS.values()) {
            assertEquals(
                    List.of(Effect.Plain.REQUEST_STOP, Effect.Plain.ARM_GRACE),
                    PLAIN.next(new State.Stopping(Phase.GRACE, next), Input.broke(BREAK))
                            .effects());
            assertEquals(
                    List.of(Effect.Plain.INTERRUPT, Effect.Plain.ARM_INTERRUPT_WAIT),
                    PLAIN.next(new State.Stopping(Phase.INTERRUPTED, next), Input.broke(BREAK))
                            .effects());
            assertEquals(
                    List.of(),
                    PLAIN.next(new State.Stopping(Phase.OVERDUE, next), Input.broke(BREAK))
                            .effects());
        }
    }

    @Test
    void a_failure_that_comes_late_is_told_and_changes_nothing() { // §3.8
        overAllPairs(pair -> {
            boolean canFail = pair.before.kind() == State.Kind.RUNNING || pair.before.kind() == State.Kind.STARTING;
            if (pair.input.kind() == Input.Kind.FAILED && !canFail) {
                assertEquals(pair.before, pair.step.state(), pair::toString);
                assertEquals(new Aside(Report.Kind.FAILED_LATE, THROWN), pair.step.aside());
                assertNull(pair.step.cause());
            }
        });
    }
}
