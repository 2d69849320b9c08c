package dev.yellowjack.tck;

import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * A stage with the children of a random sequence on it.
 *
 * @param stage has the supervisor
 * @param actors the children, by their index
 */
record Cast(Stage stage, List<Actor> actors) {
    /** Starts a supervisor with these children. */
    static Cast start(Stage stage, SupervisorBuilder builder, List<Part> parts, List<Says> first) {
        List<Actor> actors = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            stage.flags.answer(first.get(i).answer(), Part.flagKey(i));
            Actor actor = new Actor(stage, parts.get(i), Sequence.child(i));
            actors.add(actor);
            builder.child(actor.child());
        }
        stage.start(builder);
        return new Cast(stage, List.copyOf(actors));
    }

    Supervisor supervisor() {
        return stage.supervisor();
    }

    FakeFlags flags() {
        return stage.flags;
    }

    Actor actor(int child) {
        return actors.get(child);
    }

    Probe body(int child) {
        return actor(child).probe();
    }
}
