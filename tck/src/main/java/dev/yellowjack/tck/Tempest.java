package dev.yellowjack.tck;

import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.SupervisorStatus;
import dev.yellowjack.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One {@link Storm}, brought about. What must never happen is watched for all the while; once the commands have ended,
 * every child has to come to where its flag says, and all that was heard has to make sense.
 *
 * <p>Not thread-safe.
 */
final class Tempest {
    private final Stage stage;
    private final Storm storm;
    private final Duration patience;
    private final Cast cast;
    private final Queue<CompletableFuture<Void>> checks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Map<String, Integer>> startedAtClose = new AtomicReference<>();
    private final Readout readout = new Readout();
    private final boolean closes;

    private Tempest(Stage stage, Storm storm, Duration patience) {
        this.stage = stage;
        this.storm = storm;
        this.patience = patience;
        closes = storm.threads().stream().flatMap(List::stream).anyMatch(CallCommands.Close.class::isInstance);
        cast = Cast.start(stage, stage.builder().openTelemetry(readout.openTelemetry()), storm.parts(), storm.first());
    }

    /**
     * Lets a storm pass.
     *
     * @param patience how long to wait for what has to happen
     * @return how many commands were given
     * @throws RuleBroken if anything is not as the rules have it
     */
    static int pass(SupervisorTck kit, Storm storm, Duration patience) {
        return new Stage(kit, patience).perform(stage -> new Tempest(stage, storm, patience).pass());
    }

    private int pass() {
        try {
            rage();
            calm();
            if (!closes) {
                converge();
                count();
            }
            close();
            await(
                    "7.2",
                    () -> "the listener to hear of the end",
                    () -> cast.actors().stream().allMatch(Tempest::isHeardOut));
        } catch (RuleBroken broken) {
            throw broken;
        } catch (AssertionError | RuntimeException failed) { // A check that does not complete, most likely.
            RuleBroken broken = broken("5.6", failed.toString());
            broken.addSuppressed(failed);
            throw broken;
        }
        new History(this::broken).check(cast);
        return storm.threads().stream().mapToInt(List::size).sum();
    }

    /** All threads at once, and one that looks on. */
    private void rage() {
        CyclicBarrier start = new CyclicBarrier(storm.threads().size());
        List<CompletableFuture<Void>> givers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (List<Command> commands : storm.threads()) {
            CompletableFuture<Void> giver = new CompletableFuture<>();
            givers.add(giver);
            threads.add(Threads.start(
                    "tck-storm",
                    () -> Threads.complete(giver, () -> {
                        start.await();
                        commands.forEach(this::give);
                        return null;
                    })));
        }
        boolean done = Patience.holdsWithin(patience, () -> {
            look();
            return givers.stream().allMatch(CompletableFuture::isDone);
        });
        for (int i = 0; i < givers.size(); i++) {
            if (!done && !givers.get(i).isDone()) {
                RuleBroken stuck = broken("5.2", "a method does not return; the stack is its thread's");
                stuck.setStackTrace(threads.get(i).getStackTrace());
                throw stuck;
            }
            givers.get(i).handle(this::assertNothingThrown).join();
        }
    }

    private boolean assertNothingThrown(Void nothing, @Nullable Throwable thrown) {
        if (thrown instanceof RuleBroken broken) {
            throw broken;
        }
        if (thrown != null) {
            RuleBroken broken = broken("5.2", "a method threw " + thrown);
            broken.addSuppressed(thrown);
            throw broken;
        }
        return true;
    }

    private void give(Command command) {
        try {
            command.carryOut(cast);
        } catch (IllegalArgumentException | IllegalStateException | NoSuchElementException refused) {
            // As the other threads have it: it is there or not, open or closed.
            if (!command.refusals().contains(Refusal.of(refused))) {
                throw broken("5.2", command + " is refused by " + refused);
            }
        }
        if (command instanceof CallCommands.Close) {
            startedAtClose.set(starts());
        }
        if (command.after() != Command.After.NOTHING) {
            checks.add(cast.supervisor().check());
        }
    }

    /** How many incarnations there have been of each child that there is. */
    private Map<String, Integer> starts() {
        return cast.supervisor().status().children().stream()
                .collect(Collectors.toMap(ChildStatus::id, ChildStatus::incarnations));
    }

    /** What must hold at every moment. */
    private void look() {
        SupervisorStatus status = cast.supervisor().status();
        int sum = status.counts().values().stream().mapToInt(Integer::intValue).sum();
        long ids = status.children().stream().map(ChildStatus::id).distinct().count();
        if (sum != status.children().size() || ids != sum) {
            throw broken("7.1", "the status does not add up: " + status);
        }
        for (Actor actor : cast.actors()) {
            if (actor.probe().doubled()) {
                throw broken("1.2", actor.probe().id() + " had two live incarnations");
            }
        }
    }

    /** The provider answers again, and so do the bodies. */
    private void calm() {
        stage.flags.reviveAll();
        cast.actors().forEach(actor -> actor.probe().temper(Temper.HEEDS_STOP));
        await(
                "5.6",
                () -> "every check to be done, one way or the other",
                () -> checks.stream().allMatch(CompletableFuture::isDone));
    }

    /** Where the flags say, then all off, then all on: nothing that was asked for in the storm has been forgotten. */
    private void converge() {
        stage.check();
        for (Actor actor : cast.actors()) {
            awaitSettled(actor);
        }
        turn(false);
        for (Actor actor : present()) {
            await("2.6", () -> actor.probe().id() + " to be OFF: " + actor.status(), () -> is(actor, ChildState.OFF));
        }
        List<Integer> runs = runs(cast.actors());
        turn(true);
        for (Actor actor : present()) {
            await(
                    "1.1",
                    () -> actor.probe().id() + " to run: " + actor.status(),
                    () -> is(actor, ChildState.RUNNING) && actor.probe().isLive());
        }
        List<Integer> runsNow = runs(cast.actors());
        for (int i = 0; i < runs.size(); i++) {
            int expected = runs.get(i) + (present().contains(cast.actor(i)) ? 1 : 0);
            if (runsNow.get(i) != expected) {
                throw broken("1.1", Sequence.child(i) + "'s body began " + runsNow.get(i) + " times, not " + expected);
            }
        }
    }

    /** However much has happened at once, nothing was left out. */
    private void count() {
        await(
                "7.3",
                () -> "metrics to be as the transitions and the status have it: "
                        + Account.of(cast.supervisor().status(), stage.recorder.transitions()) + ", and not "
                        + Account.only(readout.counts()),
                () -> Account.agrees(readout.counts(), cast.supervisor().status(), stage.recorder.transitions()));
    }

    /** A child whose flag has been read is down or runs; it is not on its way. */
    private void awaitSettled(Actor actor) {
        await(
                "2.6",
                () -> actor.probe().id() + " to come to rest: " + actor.status(),
                () -> actor.status()
                        .map(ChildStatus::state)
                        .map(state -> switch (state) {
                            case OFF, QUARANTINED, COMPLETED, BACKING_OFF ->
                                !actor.probe().isLive();
                            case RUNNING -> actor.probe().isLive();
                            case STARTING, STOPPING -> false;
                        })
                        .orElseGet(() -> !actor.probe().isLive()));
    }

    /** Turns all children on or off, kill switches the other way round, and has that read. */
    private void turn(boolean on) {
        for (int i = 0; i < storm.parts().size(); i++) {
            Part part = storm.parts().get(i);
            Answer answer = on != part.killSwitch() ? Answer.ON : Answer.OFF;
            stage.flags.answer(answer, part.flagKey());
        }
        stage.check();
    }

    private void close() {
        if (!stage.get(stage.background(() -> cast.supervisor().close(patience)))) {
            throw broken(
                    "5.1",
                    "the supervisor is not closed though no body is deaf: "
                            + cast.supervisor().status());
        }
        for (Actor actor : cast.actors()) {
            if (actor.probe().isLive()) {
                throw broken("5.1", actor.probe().id() + " runs after close");
            }
        }
        Map<String, Integer> atClose = startedAtClose.get();
        starts().forEach((child, starts) -> {
            if (atClose != null && !starts.equals(atClose.get(child))) {
                throw broken("5.1", child + " was started after close had returned");
            }
        });
    }

    /** Whether the listener has heard where the child is now. */
    private static boolean isHeardOut(Actor actor) {
        ChildState now = actor.status().map(ChildStatus::state).orElse(ChildState.OFF);
        List<Move> moves = actor.moves();
        return now
                == (moves.isEmpty()
                        ? ChildState.OFF
                        : moves.get(moves.size() - 1).to());
    }

    private List<Actor> present() {
        return cast.actors().stream()
                .filter(actor -> actor.status().isPresent())
                .toList();
    }

    private static boolean is(Actor actor, ChildState state) {
        return actor.status().map(ChildStatus::state).equals(Optional.of(state));
    }

    private static List<Integer> runs(Collection<Actor> actors) {
        return actors.stream().map(actor -> actor.probe().runs().size()).toList();
    }

    private void await(String rule, Supplier<String> what, BooleanSupplier condition) {
        if (!Patience.holdsWithin(patience, condition)) {
            throw broken(rule, "waited in vain for " + what.get());
        }
    }

    private RuleBroken broken(String rule, String what) {
        List<Transition> transitions = new ArrayList<>(stage.recorder.transitions());
        return RuleBroken.of(rule, what + "\n\nThe storm:\n" + storm + "\nWhat was heard:\n" + transitions + "\n");
    }
}
