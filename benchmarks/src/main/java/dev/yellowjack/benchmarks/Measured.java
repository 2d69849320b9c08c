package dev.yellowjack.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One figure from each fork.
 *
 * @param unit what it is counted in
 * @param forks what each fork says, at least one
 */
record Measured(Unit unit, double[] forks) {
    /** What figures are counted in, and how they are written for people. */
    enum Unit {
        NANOS,
        BYTES,
        PERCENT;

        String format(double value) {
            return switch (this) {
                case NANOS -> nanos(value);
                case BYTES -> value < 10_000 ? text(value, "B") : text(value / 1000, "kB");
                case PERCENT -> text(value, "%");
            };
        }

        private static String nanos(double value) {
            if (value < 10_000_000) {
                return text(value / 1000, "µs");
            }
            return value < 10e9 ? text(value / 1e6, "ms") : text(value / 1e9, "s");
        }

        private static String text(double value, String unit) {
            String pattern = Math.abs(value) < 10 ? "%.2f %s" : Math.abs(value) < 100 ? "%.1f %s" : "%,.0f %s";
            return String.format(Locale.ROOT, pattern, value, unit);
        }
    }

    static Measured of(Unit unit, Collection<Figures> forks, ToDoubleFunction<Figures> figure) {
        return new Measured(unit, forks.stream().mapToDouble(figure).toArray());
    }

    static Measured nanos(Collection<Figures> forks, ToDoubleFunction<Figures> figure) {
        return of(Unit.NANOS, forks, figure);
    }

    double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private double[] sorted() {
        double[] sorted = forks.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** The median, and from where to where the forks were, if there were some. */
    @Override
    public String toString() {
        double[] sorted = sorted();
        return unit.format(median())
                + (sorted.length == 1
                        ? ""
                        : " (" + unit.format(sorted[0]) + " to " + unit.format(sorted[sorted.length - 1]) + ")");
    }
}
