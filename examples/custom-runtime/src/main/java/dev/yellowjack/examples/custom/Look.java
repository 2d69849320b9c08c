package dev.yellowjack.examples.custom;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Some questions that are asked one after the other. What they bring is told together (§1.5).
 *
 * <p>Guarded by the monitor.
 */
final class Look {
    /** What it is for. */
    enum Kind {
        ONE_CHILD,
        NAMED_BY_EVENT,
        ALL
    }

    final Kind kind;
    final Queue<Question> left;
    final Set<Question> asked = new LinkedHashSet<>();

    /** What is completed by it (§5.6). */
    final List<CompletableFuture<Void>> checks;

    /** Comes time and again while it lasts long. */
    Alarms.@Nullable Alarm alarm;

    Look(Kind kind, Collection<Question> questions, List<CompletableFuture<Void>> checks) {
        this.kind = kind;
        this.left = new ArrayDeque<>(questions);
        this.checks = checks;
    }
}
