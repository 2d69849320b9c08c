package dev.yellowjack.tck;

import dev.yellowjack.Report;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A listener that keeps all it hears. */
final class Recorder implements SupervisorListener {
    private final Queue<Transition> transitions = new ConcurrentLinkedQueue<>();
    private final Queue<Report> reports = new ConcurrentLinkedQueue<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Override
    public void onTransition(Transition transition) {
        threads.add(Thread.currentThread());
        transitions.add(transition);
    }

    @Override
    public void onReport(Report report) {
        threads.add(Thread.currentThread());
        reports.add(report);
    }

    /** All transitions, in the order in which they came. */
    List<Transition> transitions() {
        return List.copyOf(transitions);
    }

    /** The transitions of one child, in the order in which they came. */
    List<Transition> transitions(String child) {
        return transitions.stream().filter(one -> one.child().equals(child)).toList();
    }

    /** The way of one child. */
    List<Step> path(String child) {
        return transitions(child).stream().map(Step::of).toList();
    }

    /** The reports of one kind on one child, in the order in which they came. */
    List<Report> reports(String child, Report.Kind kind) {
        return reports.stream()
                .filter(one -> one.child().equals(child) && one.kind() == kind)
                .toList();
    }

    /** All reports, in the order in which they came. */
    List<Report> reports() {
        return List.copyOf(reports);
    }

    /** Keeps none of the threads: a thread keeps what it was made to run, even when it has ended. */
    void forgetThreads() {
        threads.clear();
    }

    /** The threads on which it was called. */
    Set<Thread> threads() {
        return Set.copyOf(threads);
    }
}
