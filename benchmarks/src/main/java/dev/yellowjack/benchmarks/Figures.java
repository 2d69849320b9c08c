package dev.yellowjack.benchmarks;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a trial has found: samples, by name. Not thread-safe. */
final class Figures implements Serializable {
    private static final long serialVersionUID = 1;

    private final LinkedHashMap<String, double[]> samples = new LinkedHashMap<>();

    Figures add(String name, double sample) {
        double[] before = samples.getOrDefault(name, new double[0]);
        double[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = sample;
        samples.put(name, after);
        return this;
    }

    double median(String name) {
        return percentile(name, 50);
    }

    /** The sample below or at which that many of a hundred are. */
    double percentile(String name, double percent) {
        double[] sorted = of(name).clone();
        Arrays.sort(sorted);
        if (percent == 50 && sorted.length % 2 == 0) {
            return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }

    double max(String name) {
        return percentile(name, 100);
    }

    double[] of(String name) {
        double[] found = samples.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no figure '" + name + "' among " + samples.keySet());
        }
        return found;
    }

    Map<String, double[]> all() {
        return samples;
    }
}
