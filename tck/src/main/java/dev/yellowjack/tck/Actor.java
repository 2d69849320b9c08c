package dev.yellowjack.tck;

import dev.yellowjack.Child;
import dev.yellowjack.ChildStatus;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** A child of a random sequence in a real supervisor: its body, and all that can be seen of it from outside. */
final class Actor {
    private final Stage stage;
    private final Part part;
    private final Probe probe;

    Actor(Stage stage, Part part, String id) {
        this.stage = stage;
        this.part = part;
        probe = stage.probe(id).temper(part.temper()).countingStops();
    }

    Probe probe() {
        return probe;
    }

    Child child() {
        return part.child(probe);
    }

    List<Move> moves() {
        return stage.recorder.transitions(probe.id()).stream().map(Move::of).toList();
    }

    List<Told> reports() {
        return stage.recorder.reports().stream()
                .filter(report -> report.child().equals(probe.id()))
                .map(Told::of)
                .toList();
    }

    /** What the supervisor says of it; nothing if it does not know it. */
    Optional<ChildStatus> status() {
        try {
            return Optional.of(stage.status(probe.id()));
        } catch (NoSuchElementException forgotten) {
            return Optional.empty();
        }
    }
}
