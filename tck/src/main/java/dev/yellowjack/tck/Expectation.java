package dev.yellowjack.tck;

import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Crash;
import dev.yellowjack.Reading;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of one child at one moment, and what is broken if it is not.
 *
 * @param rule the rule that led to this last
 * @param present whether the supervisor knows it; if not, only what was heard of it and its runs count
 * @param reading what its flag reads, unless that is left open
 * @param runs how many times its body has begun, over all of its lives
 * @param live whether its body runs
 * @param stopRequested whether its latest incarnation has been asked to stop
 * @param interrupts how many interrupts its latest incarnation has got
 * @param moves all its transitions so far
 * @param reports all reports on it so far
 */
record Expectation(
        String id,
        String rule,
        boolean present,
        ChildState state,
        @Nullable Reading reading,
        int incarnations,
        int crashes,
        @Nullable Failure lastCrash,
        boolean overdue,
        int runs,
        boolean live,
        boolean stopRequested,
        int interrupts,
        List<Move> moves,
        List<Told> reports) {

    /** What a crash says, but for its time. */
    record Failure(Throwable cause, int incarnation) {}

    /** How what is there differs; nothing if it does not. The gravest difference comes first. */
    Optional<Difference> differenceFrom(Actor actor) {
        return actor.probe().doubled()
                ? Optional.of(Difference.forGood("1.2", id + " had two live incarnations"))
                : ofInterrupts(actor)
                        .or(() -> ofMoves(actor))
                        .or(() -> ofRuns(actor))
                        .or(() -> ofReports(actor))
                        .or(() -> present ? ofStatus(actor) : ofAbsence(actor));
    }

    /** First, because a body that heeds an interrupt ends, and then much else is not as expected. */
    private Optional<Difference> ofInterrupts(Actor actor) {
        return actor.probe().runs().size() == runs
                        && runs > 0
                        && actor.probe().latest().interrupts() > interrupts
                ? Optional.of(Difference.forGood(
                        interrupts == 0 ? "2.2" : "2.3", id + " has been interrupted, and was not to be yet"))
                : Optional.empty();
    }

    /** What has been heard can only grow: if it is not how the expected begins, it never will be. */
    private Optional<Difference> ofMoves(Actor actor) {
        List<Move> seen = actor.moves();
        if (seen.equals(moves)) {
            return Optional.empty();
        }
        int common = inCommon(seen, moves);
        String text = id + " went " + moves.subList(0, common) + " as it should; then it was to go "
                + moves.subList(common, moves.size()) + ", and went " + seen.subList(common, seen.size());
        return Optional.of(common == seen.size() ? Difference.soFar(rule, text) : Difference.forGood(rule, text));
    }

    private Optional<Difference> ofReports(Actor actor) {
        List<Told> seen = actor.reports();
        if (seen.equals(reports)) {
            return Optional.empty();
        }
        int common = inCommon(seen, reports);
        String text = id + "'s reports are to be " + reports + ", and are " + seen;
        return Optional.of(
                common < seen.size()
                        ? Difference.forGood(seen.get(common).rule(), text)
                        : Difference.soFar(reports.get(common).rule(), text));
    }

    /** How many elements two lists begin with alike. */
    private static int inCommon(List<?> one, List<?> other) {
        int common = 0;
        while (common < Math.min(one.size(), other.size()) && one.get(common).equals(other.get(common))) {
            common++;
        }
        return common;
    }

    private Optional<Difference> ofRuns(Actor actor) {
        int seen = actor.probe().runs().size();
        if (seen != runs) {
            String text = id + "'s body is to have begun " + runs + " times, and has " + seen + " times";
            return Optional.of(seen > runs ? Difference.forGood(rule, text) : Difference.soFar(rule, text));
        }
        if (actor.probe().isLive() != live) {
            return Optional.of(Difference.soFar(rule, id + "'s body is " + (live ? "" : "not ") + "to run"));
        }
        return runs == 0 ? Optional.empty() : ofLatestRun(actor);
    }

    private Optional<Difference> ofLatestRun(Actor actor) {
        Probe.Run run = actor.probe().latest();
        if (run.interrupts() < interrupts) {
            return Optional.of(Difference.soFar("2.3", id + " is to be interrupted, and has not been"));
        }
        if (live && run.context().stopRequested() != stopRequested) {
            String text = id + " is " + (stopRequested ? "" : "not ") + "to be asked to stop";
            return Optional.of(stopRequested ? Difference.soFar("2.1", text) : Difference.forGood(rule, text));
        }
        if (live && run.context().incarnation() != incarnations) {
            return Optional.of(Difference.forGood(
                    rule,
                    id + "'s context is to say incarnation " + incarnations + ", and says "
                            + run.context().incarnation()));
        }
        int calls = run.stopCalls();
        int expected = stopRequested ? 1 : 0;
        if (calls != expected) {
            String text = id + "'s callback is to be called " + expected + " times, and was " + calls + " times";
            return Optional.of(calls > expected ? Difference.forGood("2.1", text) : Difference.soFar("2.1", text));
        }
        return Optional.empty();
    }

    private Optional<Difference> ofAbsence(Actor actor) {
        return actor.status().isEmpty()
                ? Optional.empty()
                : Optional.of(Difference.soFar("5.4", id + " is to be forgotten, and is not"));
    }

    private Optional<Difference> ofStatus(Actor actor) {
        Optional<ChildStatus> known = actor.status();
        if (known.isEmpty()) {
            return Optional.of(Difference.forGood(rule, id + " is to be known to the supervisor, and is not"));
        }
        ChildStatus status = known.get();
        if (status.state() != state) {
            return Optional.of(Difference.soFar(rule, id + " is to be " + state + ", and is " + status.state()));
        }
        if (status.incarnations() != incarnations || status.crashes() != crashes) {
            return Optional.of(Difference.soFar(
                    rule,
                    id + " is to have had " + incarnations + " incarnations and " + crashes + " crashes, and had "
                            + status.incarnations() + " and " + status.crashes()));
        }
        Crash crash = status.lastCrash();
        if (!Objects.equals(crash == null ? null : new Failure(crash.cause(), crash.incarnation()), lastCrash)) {
            return Optional.of(
                    Difference.soFar("3.1", id + "'s last crash is to be " + lastCrash + ", and is " + crash));
        }
        if (status.overdue() != overdue) {
            return Optional.of(Difference.soFar("2.4", id + " is " + (overdue ? "" : "not ") + "to be overdue"));
        }
        if (reading != null && !Says.alike(status.reading(), reading)) {
            return Optional.of(Difference.ofReading(id + " is to read " + reading + ", and reads " + status.reading()));
        }
        return Optional.empty();
    }
}
