package dev.yellowjack.tck;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run of a kit has shown of each rule.
 *
 * @param kitClass the simple name of the user's class
 * @param subject what was verified, such as {@code runtime 'mine'}; empty if the run did not come so far
 * @param waivers the rules that are not kept
 * @param tests how each test of the kit came out; a test that ran more than once is there as often
 * @param troubles what the class failed with outside of its tests
 * @param notes further lines: a key, and what is to be said
 */
record Verdict(
        String kitClass,
        String subject,
        Waivers waivers,
        List<Tested> tests,
        List<String> troubles,
        Map<String, String> notes) {
    Verdict {
        tests = List.copyOf(tests);
        troubles = List.copyOf(troubles);
    }

    /**
     * A test and its outcome.
     *
     * @param test its name
     * @param rules which it cites
     */
    record Tested(String test, List<String> rules, Outcome outcome) {}

    /** What was found out about a rule. */
    enum Standing {
        /** A failure names it. */
        BROKEN,
        /** The user's class says that it is not kept. */
        WAIVED,
        /** A test that cites it failed at another rule, or at none. */
        UNSETTLED,
        /** A test that cites it did not run. */
        NOT_RUN,
        /** Some of its tests passed, and the others need what the class has not shown. */
        IN_PART,
        /** All of its tests need what the class has not shown. */
        NOT_APPLICABLE,
        /** All of its tests ran and passed. */
        VERIFIED
    }

    /** What was found out about each rule that a test cites or a failure names. */
    SortedMap<String, Standing> standings() {
        SortedSet<String> rules = new TreeSet<>(Rulebook.ORDER);
        tests.forEach(test -> rules.addAll(test.rules()));
        rules.addAll(broken());
        SortedMap<String, Standing> standings = new TreeMap<>(Rulebook.ORDER);
        rules.forEach(rule -> standings.put(rule, standing(rule)));
        return standings;
    }

    private Standing standing(String rule) {
        Collection<Outcome> outcomes = citing(rule).map(Tested::outcome).toList();
        if (broken().contains(rule)) {
            return Standing.BROKEN;
        }
        if (waivers.contains(rule)) {
            return Standing.WAIVED;
        }
        if (outcomes.stream().anyMatch(Outcome.Failed.class::isInstance)) {
            return Standing.UNSETTLED;
        }
        if (outcomes.stream().anyMatch(Outcome.NotRun.class::isInstance)) {
            return Standing.NOT_RUN;
        }
        if (outcomes.stream().allMatch(Outcome.Skipped.class::isInstance)) {
            return Standing.NOT_APPLICABLE;
        }
        return outcomes.stream().anyMatch(Outcome.Skipped.class::isInstance) ? Standing.IN_PART : Standing.VERIFIED;
    }

    /** The whole, in a word. */
    enum Result {
        /** Something failed. */
        FAILED,
        /** Nothing failed, but tests did not run, and that was not the kit's doing. */
        INCOMPLETE,
        /** Each test passed, or was skipped by the kit itself. */
        VERIFIED
    }

    /** The whole, in a word. */
    Result result() {
        if (!troubles.isEmpty() || failures().findAny().isPresent()) {
            return Result.FAILED;
        }
        return tests.stream().anyMatch(test -> test.outcome() instanceof Outcome.NotRun)
                ? Result.INCOMPLETE
                : Result.VERIFIED;
    }

    /** The tests that cite a rule. */
    Stream<Tested> citing(String rule) {
        return tests.stream().filter(test -> test.rules().contains(rule));
    }

    /** The names of the tests whose failures name a rule. */
    Set<String> breaking(String rule) {
        return tests.stream()
                .filter(test -> test.outcome() instanceof Outcome.Failed failed && rule.equals(failed.rule()))
                .map(Tested::test)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Why tests of a rule did not run. */
    Set<String> reasons(String rule) {
        Set<String> reasons = new LinkedHashSet<>();
        citing(rule).forEach(test -> {
            if (test.outcome() instanceof Outcome.NotRun notRun) {
                reasons.add(notRun.why());
            } else if (test.outcome() instanceof Outcome.Skipped skipped) {
                reasons.add(skipped.why());
            }
        });
        return reasons;
    }

    /** Tests that did not run and cite no rule, and why. */
    SortedMap<String, String> notRunWithoutRule() {
        SortedMap<String, String> left = new TreeMap<>();
        tests.forEach(test -> {
            if (test.rules().isEmpty() && test.outcome() instanceof Outcome.NotRun notRun) {
                left.put(test.test(), notRun.why());
            }
        });
        return left;
    }

    Stream<Outcome.Failed> failures() {
        return tests.stream()
                .map(Tested::outcome)
                .filter(Outcome.Failed.class::isInstance)
                .map(Outcome.Failed.class::cast);
    }

    private Set<String> broken() {
        return failures().map(Outcome.Failed::rule).flatMap(Stream::ofNullable).collect(Collectors.toSet());
    }

    /** The verdict as it is printed. */
    @Override
    public String toString() {
        return VerdictText.of(this);
    }
}
