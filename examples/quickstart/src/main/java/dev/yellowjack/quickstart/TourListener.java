package dev.yellowjack.quickstart;

import dev.yellowjack.ChildState;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tells every transition and remembers it, so that a state that passes quickly can be waited for. Thread-safe. */
final class TourListener implements SupervisorListener {
    private final Consumer<String> story;
    private final List<Transition> heard = new ArrayList<>();

    TourListener(Consumer<String> story) {
        this.story = story;
    }

    @Override
    public synchronized void onTransition(Transition transition) {
        story.accept(Words.of(transition));
        heard.add(transition);
        notifyAll();
    }

    /** How many transitions have been heard: where to wait from. */
    synchronized int count() {
        return heard.size();
    }

    /** The transitions that came after the first so many. */
    synchronized List<Transition> after(int count) {
        return List.copyOf(heard.subList(count, heard.size()));
    }

    /**
     * Waits until a child has come into a state.
     *
     * @param count how many transitions were heard before it
     * @return whether it did in time
     */
    synchronized boolean await(int count, String child, ChildState state, Duration timeout)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!isAmong(heard.subList(count, heard.size()), child, state)) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    private static boolean isAmong(List<Transition> transitions, String child, ChildState state) {
        return transitions.stream()
                .anyMatch(transition -> transition.child().equals(child) && transition.to() == state);
    }
}
