package dev.yellowjack.tck;

import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.SupervisorBuilder;
import dev.yellowjack.Transition;
import dev.yellowjack.Transition.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One {@link Sequence}, played to a real supervisor and to the {@link Model} side by side. After each command all that can
 * be seen of the one must come to be what the other says.
 *
 * <p>Not thread-safe.
 */
final class Trial {
    /** The evaluation time limit, where a flag hangs in the sequence. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private static final Duration QUARTER = LIMIT.dividedBy(4);
    private static final int QUARTERS = 12;

    /** More than {@link #checkUntilGivenUp} lets pass. */
    static final Duration UNTIL_GIVEN_UP = QUARTER.multipliedBy(QUARTERS + 1);

    /** A name that no other supervisor has, so that this one has it as it is. */
    private static final String NAME = "tck-sequence";

    private final Stage stage;
    private final Sequence sequence;
    private final Duration patience;
    private final Model model;
    private final Cast cast;
    private final LogWitness log;
    private final Readout readout = new Readout();
    private final List<String> trace = new ArrayList<>(List.of("start"));
    private final boolean timesOut;
    private boolean eventsUnderWay;

    private Trial(Stage stage, Sequence sequence, Duration patience, LogWitness log) {
        this.stage = stage;
        this.sequence = sequence;
        this.patience = patience;
        this.log = log;
        model = new Model(sequence);
        SupervisorBuilder builder = stage.builder().name(NAME).openTelemetry(readout.openTelemetry());
        timesOut = sequence.commands().stream().anyMatch(FlagCommands.Hang.class::isInstance);
        if (timesOut) {
            builder.evaluationLimit(LIMIT);
        }
        cast = Cast.start(stage, builder, sequence.parts(), sequence.first());
    }

    /**
     * Plays a sequence from start to close.
     *
     * @param patience how long to wait for what has to happen
     * @return how many commands were given
     * @throws RuleBroken if anything is not as the rules have it
     */
    static int play(SupervisorTck kit, Sequence sequence, Duration patience) {
        return new Stage(kit, patience).perform(stage -> {
            try (LogWitness log = new LogWitness(NAME)) {
                return new Trial(stage, sequence, patience, log).play();
            }
        });
    }

    private int play() {
        stage.check();
        agree();
        int given = 0;
        for (Command command : sequence.commands()) {
            if (command.isPossible(model)) {
                given++;
                act(command);
            }
        }
        finish();
        return given;
    }

    private void act(Command command) {
        trace.add(command.toString());
        model.begin(command.bystanderRule());
        List<String> order = model.ids();
        int heard = stage.recorder.transitions().size();
        try {
            perform(command);
            agree();
        } catch (RuleBroken broken) {
            throw broken;
        } catch (AssertionError | RuntimeException failed) { // What it has to come to has not come.
            throw broken(command.bystanderRule(), failed.toString(), failed);
        }
        assertOrder(order, stage.recorder.transitions().stream().skip(heard).toList());
    }

    private void perform(Command command) {
        if (command instanceof TimeCommands.Advance advance) {
            advance(advance.isToTheNextDeadline() ? model.untilDue().orElseThrow() : advance.time());
            return;
        }
        eventsUnderWay |= command instanceof FlagCommands.Burst;
        Object expected = command.expect(model);
        same(command.bystanderRule(), expected, result(command));
        follow(command.after());
    }

    private @Nullable Object result(Command command) {
        try {
            return command.carryOut(cast);
        } catch (RuntimeException refused) {
            return Refusal.of(refused);
        }
    }

    private void follow(Command.After after) {
        if (model.isClosed()) {
            if (after != Command.After.NOTHING) {
                stage.flags.announce();
            }
            return;
        }
        switch (after) {
            case NOTHING -> {}
            case CHECK -> check();
            case CHECK_ONCE_ANSWERED -> {
                stage.until("the late answer", () -> stage.flags.underWay() == 0);
                check();
            }
            case CHECK_UNTIL_GIVEN_UP -> checkUntilGivenUp();
        }
    }

    /** The end of every sequence: the supervisor is closed, then the bodies are let go, and all is accounted for. */
    private void finish() {
        act(new CallCommands.Close());
        for (int i = 0; i < cast.actors().size(); i++) {
            if (model.child(i).isLive()) {
                act(new BodyCommands.Listen(i, Temper.HEEDS_STOP));
            }
        }
        boolean closed = stage.get(stage.background(() -> stage.supervisor().close(patience)));
        List<String> live = cast.actors().stream()
                .map(Actor::probe)
                .filter(Probe::isLive)
                .map(Probe::id)
                .toList();
        if (!closed || !live.isEmpty()) {
            throw broken("5.1", "close returned " + closed + ", and these bodies run: " + live, null);
        }
        agree();
        new History((rule, what) -> broken(rule, what, null)).check(cast);
        List<Transition> heard = stage.recorder.transitions();
        if (LogWitness.isPossible() && !Patience.holdsWithin(patience, () -> log.has(heard))) {
            throw broken("7.3", "the log is not what listeners heard: " + log, null);
        }
    }

    private void check() {
        model.check();
        stage.check();
    }

    /** All flags are asked, and one has come to hang: time has to pass until its reading is given up. */
    private void checkUntilGivenUp() {
        model.check();
        CompletableFuture<Void> done = stage.supervisor().check();
        for (int quarter = 0; quarter < QUARTERS && !Patience.holdsWithin(Patience.SHORT, done::isDone); quarter++) {
            pass(QUARTER);
        }
        stage.get(done);
    }

    /** Lets time pass, and stops at each deadline to see that what is due happens. */
    private void advance(Duration time) {
        Duration left = time;
        Optional<Duration> due = model.untilDue();
        while (due.isPresent() && due.get().compareTo(left) < 0) {
            pass(due.get());
            agree();
            left = left.minus(due.get());
            due = model.untilDue();
        }
        pass(left);
    }

    private void pass(Duration time) {
        model.advance(time);
        stage.advance(time);
    }

    private void same(String rule, @Nullable Object expected, @Nullable Object seen) {
        if (!Objects.equals(expected, seen)) {
            throw broken(rule, "expected " + expected + ", and it is " + seen, null);
        }
    }

    /** Waits until the supervisor is as the model has it. */
    private void agree() {
        long deadline = System.nanoTime() + patience.toNanos();
        List<Expectation> expected = model.expectations();
        Optional<Difference> difference = difference(expected);
        while (difference.isPresent()) {
            Difference open = difference.get();
            if (open.kind() == Difference.Kind.FOR_GOOD || System.nanoTime() - deadline > 0) {
                throw broken(open.rule(), open.text(), null);
            }
            boolean changed = Patience.holdsWithin(
                    Patience.SHORT, () -> !open.equals(difference(expected).orElse(null)));
            if (!changed && !model.isClosed() && (timesOut || open.kind() == Difference.Kind.OF_READING)) {
                stage.check(); // Time may have passed for a question that was under way: then it has to be asked again.
            }
            difference = difference(expected);
        }
        agreeOnCounts(deadline);
        trace.add("    " + model.children());
    }

    /** Waits until metrics agree with what was heard and what is shown (§7.3). They are gone when all has ended (§7.3). */
    private void agreeOnCounts(long deadline) {
        boolean agree = Patience.holdsWithin(Duration.ofNanos(deadline - System.nanoTime()), () -> {
            Map<String, Long> counts = readout.counts();
            return Account.agrees(counts, stage.supervisor().status(), stage.recorder.transitions())
                    || (counts.isEmpty()
                            && model.isClosed()
                            && model.children().stream().noneMatch(ModelChild::isLive));
        });
        if (!agree) {
            same(
                    "7.3",
                    Account.of(stage.supervisor().status(), stage.recorder.transitions()),
                    Account.only(readout.counts()));
        }
    }

    private Optional<Difference> difference(List<Expectation> expected) {
        for (int i = 0; i < expected.size(); i++) {
            Optional<Difference> difference = expected.get(i).differenceFrom(cast.actor(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        List<String> seen = stage.supervisor().status().children().stream()
                .map(ChildStatus::id)
                .toList();
        return seen.equals(model.ids())
                ? Optional.empty()
                : Optional.of(Difference.soFar(
                        "7.1", "the status is to have the children " + model.ids() + ", and has " + seen));
    }

    private void assertOrder(List<String> order, List<Transition> heard) {
        if (!eventsUnderWay) { // An event may have brought a look in the middle of the change.
            assertOrder("1.5", order, heard, ChildState.STARTING, ChildState.OFF, Reason.FLAG_ON);
        }
        List<String> reverse = new ArrayList<>(order);
        Collections.reverse(reverse);
        assertOrder("5.1", reverse, heard, ChildState.STOPPING, ChildState.RUNNING, Reason.CLOSED);
    }

    private void assertOrder(
            String rule, List<String> order, List<Transition> heard, ChildState to, ChildState from, Reason reason) {
        List<String> seen = heard.stream()
                .filter(one -> one.to() == to && one.from() == from && one.reason() == reason)
                .map(Transition::child)
                .filter(order::contains)
                .toList();
        same(rule, order.stream().filter(seen::contains).toList(), seen);
    }

    private RuleBroken broken(String rule, String what, @Nullable Throwable cause) {
        RuleBroken broken = RuleBroken.of(
                rule,
                what + "\n\n" + sequence.cast() + "What was done, and what had to be then:\n" + String.join("\n", trace)
                        + "\n    " + model.children() + "\n");
        if (cause != null) {
            broken.addSuppressed(cause);
        }
        return broken;
    }
}
