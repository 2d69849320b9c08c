package dev.yellowjack.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs trials that are to be compared: by turns, one fork of each and then the next of each, so that whatever else the
 * machine does meets them all.
 */
final class Runs {
    private final int forks;
    private boolean forkedOnce;

    /**
     * Runs each trial so often.
     *
     * @param forks zero for once in this very JVM; but the very first runs in another all the same, so that this way is
     *     tried as well
     */
    Runs(int forks) {
        this.forks = forks;
    }

    /** What each has found, in each of its forks. */
    List<List<Figures>> byTurns(List<? extends Trial> trials) throws Exception {
        List<List<Figures>> found = new ArrayList<>();
        trials.forEach(trial -> found.add(new ArrayList<>()));
        for (int fork = 0; fork < Math.max(1, forks); fork++) {
            for (int i = 0; i < trials.size(); i++) {
                found.get(i).add(run(trials.get(i)));
            }
        }
        return found;
    }

    private Figures run(Trial trial) throws Exception {
        if (forks > 0 || !forkedOnce) {
            forkedOnce = true;
            return Fork.run(trial);
        }
        return trial.run();
    }
}
