package dev.yellowjack.board;

import dev.yellowjack.ChildStatus;
import dev.yellowjack.Reading;
import dev.yellowjack.Report;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.SupervisorStatus;
import dev.yellowjack.Transition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One supervisor as the board's viewers know it: what it was when they were last told, and the latest transitions.
 *
 * <p>The listener's calls may come on any thread. All else is the {@link Watch}'s alone.
 */
final class Observed implements SupervisorListener {
    /** How many transitions are kept to be shown. */
    static final int MOST_TRANSITIONS = 200;

    final Supervisor supervisor;

    private Map<String, ChildStatus> told = Map.of();
    private long toldTransition;

    // Guarded by this.
    private final Deque<Transition> transitions = new ArrayDeque<>();
    private boolean stirred = true;

    Observed(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public synchronized void onTransition(Transition transition) {
        transitions.addLast(transition);
        if (transitions.size() > MOST_TRANSITIONS) {
            transitions.removeFirst();
        }
        stirred = true;
    }

    @Override
    public synchronized void onReading(String child, Reading before, Reading after) {
        stirred = true;
    }

    @Override
    public synchronized void onReport(Report report) {
        stirred = true;
    }

    @Override
    public synchronized void onMissed(long calls) {
        stirred = true;
    }

    /** Whether anything has happened since this was asked last. */
    synchronized boolean takeStirred() {
        boolean taken = stirred;
        stirred = false;
        return taken;
    }

    private synchronized List<Transition> transitionsSince(long number) {
        return transitions.stream().filter(one -> one.number() > number).toList();
    }

    /** All there is to tell, for a viewer who knows nothing. What the others know is not changed by it. */
    String whole() {
        SupervisorStatus now = supervisor.status();
        return message("whole", now, now.children(), List.of(), transitionsSince(0));
    }

    /** What has changed for those who know all that was told so far; empty where that is nothing. */
    Optional<String> change() {
        SupervisorStatus now = supervisor.status();
        Map<String, ChildStatus> before = told;
        told = now.children().stream().collect(Collectors.toMap(ChildStatus::id, Function.identity()));
        List<ChildStatus> changed = now.children().stream()
                .filter(child -> !child.equals(before.get(child.id())))
                .toList();
        List<ChildStatus> gone = before.values().stream()
                .filter(child -> !told.containsKey(child.id()))
                .toList();
        List<Transition> fresh = transitionsSince(toldTransition);
        toldTransition =
                fresh.isEmpty() ? toldTransition : fresh.get(fresh.size() - 1).number();
        return changed.isEmpty() && gone.isEmpty() && fresh.isEmpty()
                ? Optional.empty()
                : Optional.of(message("change", now, changed, gone, fresh));
    }

    /** That there is nothing more to come. */
    String ended() {
        return message("ended", supervisor.status(), List.of(), List.of(), List.of());
    }

    private static String message(
            String kind,
            SupervisorStatus now,
            List<ChildStatus> changed,
            List<ChildStatus> gone,
            List<Transition> transitions) {
        return "{\"kind\":\"" + kind + "\",\"status\":" + withChildren(now, changed) + ",\"gone\":"
                + withChildren(now, gone) + ",\"transitions\":"
                + transitions.stream().map(Transition::toJson).collect(Collectors.joining(",", "[", "]")) + "}";
    }

    private static String withChildren(SupervisorStatus status, List<ChildStatus> children) {
        return new SupervisorStatus(status.name(), status.instance(), status.at(), children).toJson();
    }
}
