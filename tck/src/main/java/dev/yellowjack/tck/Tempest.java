package dev.yellowjack.tck;

import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.SupervisorStatus;
import dev.yellowjack.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

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
    private final boolean closes;

    private Tempest(Stage stage, Storm storm, Duration patience) {
        this.stage = stage;
        this.storm = storm;
        this.patience = patience;
        closes = storm.threads().stream().flatMap(List::stream).anyMatch(CallCommands.Close.class::isInstance);
        cast = Cast.start(stage, stage.builder(), storm.parts(), storm.first());
    }

    /**
     * Lets a storm pass.
     *
     * @return how many commands were given
     * @throws RuleBroken if anything is not as the rules have it
     */
    static int pass(SupervisorTck kit, Storm storm, Duration patience) {
        Stage stage = new Stage(kit);
        try {
            return new Tempest(stage, storm, patience).pass();
        } finally {
            stage.close();
        }
    }

    private int pass() {
        rage();
        calm();
        if (!closes) {
            converge();
        }
        close();
        await(
                "7.2",
                () -> "the listener to hear of the end",
                () -> cast.actors().stream().allMatch(Tempest::isHeardOut));
        new History(this::broken).check(cast);
        return storm.threads().stream().mapToInt(List::size).sum();
    }

    /** All threads at once, and one that looks on. */
    private void rage() {
        CyclicBarrier start = new CyclicBarrier(storm.threads().size());
        List<CompletableFuture<Void>> threads = storm.threads().stream()
                .map(commands -> Threads.<Void>call("tck-storm", () -> {
                    start.await();
                    commands.forEach(this::give);
                    return null;
                }))
                .toList();
        while (!threads.stream().allMatch(CompletableFuture::isDone)) {
            look();
        }
        for (CompletableFuture<Void> thread : threads) {
            try {
                stage.get(thread);
            } catch (RuntimeException unexpected) {
                throw broken("5.2", "a method threw " + unexpected);
            }
        }
    }

    private void give(Command command) {
        try {
            command.carryOut(cast);
        } catch (IllegalArgumentException | IllegalStateException | NoSuchElementException refused) {
            // As it may be: it is there or not, open or closed, as the other threads have it.
        }
        if (command.after() != Command.After.NOTHING) {
            checks.add(cast.supervisor().check());
        }
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
        List<Integer> runs = runs(cast.actors());
        turnWithoutChecking();
        for (Actor actor : cast.actors()) {
            if (actor.probe().isLive()) {
                throw broken("5.1", actor.probe().id() + " runs after close");
            }
        }
        if (!runs(cast.actors()).equals(runs)) {
            throw broken("5.1", "something was started after close");
        }
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

    private void turnWithoutChecking() {
        for (Part part : storm.parts()) {
            stage.flags.answer(part.killSwitch() ? Answer.OFF : Answer.ON, part.flagKey());
            stage.flags.announce(part.flagKey());
        }
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
