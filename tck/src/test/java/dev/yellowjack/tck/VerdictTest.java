package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.tck.Outcome.Failed;
import dev.yellowjack.tck.Outcome.NotRun;
import dev.yellowjack.tck.Outcome.Passed;
import dev.yellowjack.tck.Outcome.Skipped;
import dev.yellowjack.tck.Verdict.Standing;
import dev.yellowjack.tck.Verdict.Tested;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Outcome PASSED = new Passed();
    private static final Outcome HUNGRY = new Skipped("no starved runtime was given (starvedRuntime())");

    private final List<Tested> tests = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final Map<String, String> waived = new LinkedHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();

    @Test
    void a_rule_is_verified_if_all_tests_that_cite_it_passed() {
        tested("one", PASSED, "1.1", "1.2");
        tested("two", PASSED, "1.2");

        assertStanding(Standing.VERIFIED, "1.1", "1.2");
        assertText("MyRuntimeTest, runtime 'mine': verified, 2 of 2 rules");
    }

    @Test
    void a_rule_is_broken_if_a_failure_names_it_and_the_others_that_the_test_cites_are_not_settled() {
        tested("one", new Failed("2.2", "RuleBroken: ..."), "2.2", "4.10");
        tested("two", PASSED, "4.10", "1.1", "2.2");
        tested("three", new Failed("2.2", "RuleBroken: ..."), "2.2");

        assertStanding(Standing.BROKEN, "2.2");
        assertStanding(Standing.UNSETTLED, "4.10");
        assertStanding(Standing.VERIFIED, "1.1");
        assertText(
                "MyRuntimeTest, runtime 'mine': FAILED, verified 1 of 3 rules",
                "  FAILED          2.2  While the grace lasts, nobody interrupts the body: it may be writing something.",
                "                  in one",
                "                  in three",
                "  not settled     4.10  a test failed, but not at this rule");
    }

    @Test
    void a_failure_may_name_a_rule_that_its_test_does_not_cite() {
        tested("one", new Failed("2.2", "RuleBroken: ..."), "2.6");

        assertStanding(Standing.BROKEN, "2.2");
        assertStanding(Standing.UNSETTLED, "2.6");
    }

    @Test
    void a_rule_that_is_waived_is_not_verified_even_if_something_that_cites_it_passed() {
        waived.put("2.7", "the threads are not ours");
        tested("one", new Skipped("§2.7 is waived: the threads are not ours"), "2.7", "2.8");
        tested("sequences", PASSED, "2.7", "2.8");

        assertStanding(Standing.WAIVED, "2.7");
        assertText(
                "MyRuntimeTest, runtime 'mine': verified, 0 of 2 rules",
                "  waived          2.7  because \"the threads are not ours\"",
                "  in part         2.8  §2.7 is waived: the threads are not ours");
    }

    @Test
    void a_waived_rule_that_is_broken_all_the_same_is_broken() {
        waived.put("2.7", "the threads are not ours");
        tested("sequences", new Failed("2.7", "RuleBroken: ..."), "2.7", "2.8");

        assertStanding(Standing.BROKEN, "2.7");
    }

    @Test
    void a_rule_is_verified_in_part_if_some_of_its_tests_lacked_something() {
        tested("one", HUNGRY, "1.6", "5.1");
        tested("two", PASSED, "1.6", "1.1");
        tested("three", PASSED, "5.1");
        tested("four", new Skipped("no runtime was given that cannot launch"), "1.4");

        assertStanding(Standing.IN_PART, "1.6", "5.1");
        assertStanding(Standing.NOT_APPLICABLE, "1.4");
        assertText(
                "MyRuntimeTest, runtime 'mine': verified, 1 of 4 rules",
                "  in part         1.6 5.1  no starved runtime was given (starvedRuntime())",
                "  not applicable  1.4  no runtime was given that cannot launch");
    }

    @Test
    void a_run_that_left_tests_out_is_incomplete() {
        tested("one", PASSED, "1.1");
        tested("two", new NotRun("left out of this run"), "1.1", "1.2", "1.3");
        tested("three", new NotRun("disabled: too slow"), "1.3");

        assertText(
                "MyRuntimeTest, runtime 'mine': incomplete, verified 0 of 3 rules",
                "  not run         1.1 1.2  left out of this run",
                "  not run         1.3  left out of this run; disabled: too slow");
    }

    @Test
    void failures_that_name_no_rule_are_told_once() {
        troubles.add("the class: java.lang.Error: no pool");
        tested("one", new Failed(null, "the waiver is wrong"), "1.1");
        tested("two", new Failed(null, "the waiver is wrong"), "1.1");
        tested("three", new Failed(null, "something is switched off"));
        tested("four", PASSED, "1.2");

        assertText(
                "MyRuntimeTest, runtime 'mine': FAILED, verified 1 of 2 rules",
                "  FAILED          the class: java.lang.Error: no pool",
                "  FAILED          2 tests: the waiver is wrong",
                "  FAILED          something is switched off",
                "  not settled     1.1  a test failed, but not at this rule");
    }

    @Test
    void trouble_outside_of_tests_is_a_failure() {
        tested("one", PASSED, "1.1");
        troubles.add("the class: java.lang.Error: no pool");

        assertEquals(Verdict.Result.FAILED, verdict().result());
    }

    @Test
    void a_test_that_ran_more_than_once_has_to_pass_each_time() {
        tested("one", PASSED, "1.1");
        tested("one", new Failed("1.1", "RuleBroken: ..."), "1.1");

        assertStanding(Standing.BROKEN, "1.1");
    }

    @Test
    void notes_come_last() {
        tested("one", PASSED, "1.1");
        notes.put("sequences", "200 run, longest 40 steps, seed 7");
        notes.put("a very long key of a note", "is kept apart");

        assertText(
                "MyRuntimeTest, runtime 'mine': verified, 1 of 1 rules",
                "  sequences       200 run, longest 40 steps, seed 7",
                "  a very long key of a note  is kept apart");
    }

    @Test
    void long_lines_go_on_below_themselves() {
        Rulebook.bundled().numbers().forEach(rule -> tested("one", new NotRun("left out of this run"), rule));

        String text = verdict().toString();

        assertTrue(text.lines().count() > 3, text);
        text.lines().skip(2).forEach(line -> assertTrue(line.startsWith("                  "), line));
        text.lines().forEach(line -> assertTrue(line.length() <= 110, line));
        assertEquals(
                String.join(" ", Rulebook.bundled().numbers()) + " left out of this run",
                text.lines()
                        .skip(1)
                        .map(String::strip)
                        .reduce(
                                "",
                                (all, line) ->
                                        all + " " + line.replace("not run", "").strip())
                        .strip()
                        .replaceAll(" +", " "));
    }

    @Test
    void a_verdict_has_no_colours() {
        tested("one", new Failed("2.2", "RuleBroken: ..."), "2.2");

        assertFalse(verdict().toString().contains("\u001b"));
    }

    private void tested(String test, Outcome outcome, String... rules) {
        tests.add(new Tested(test, List.of(rules), outcome));
    }

    private Verdict verdict() {
        return new Verdict("MyRuntimeTest", "runtime 'mine'", Waivers.of(waived), tests, troubles, notes);
    }

    private void assertStanding(Standing expected, String... rules) {
        Arrays.stream(rules)
                .forEach(rule -> assertEquals(expected, verdict().standings().get(rule), rule));
    }

    private void assertText(String... lines) {
        assertEquals(String.join("\n", lines) + "\n", verdict().toString());
    }
}
