package dev.yellowjack.benchmarks;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of the outcome: what was measured of us, beside what, and whether that is within its bound.
 *
 * @param target the number of the target; 0 for something that is shown for comparison alone
 * @param reference null where the bound is absolute, or there is nothing beside us
 * @param by whose the reference is; empty where there is none
 * @param bound null for something that is shown for comparison alone
 */
record Verdict(
        int target,
        String name,
        Measured ours,
        @Nullable Measured reference,
        String by,
        @Nullable Bound bound) {

    /** By how much a ratio may exceed the recorded one: a regression of 2 × is seen, and the noise of a brief run is not. */
    private static final double NOISE = 1.7;

    /** The targets whose ratios are compared with the recorded ones: the others have absolute bounds, or hardly vary. */
    private static final int LAST_RECORDED = 5;

    /** What we may take: so much of the reference, and so much more. */
    record Bound(double factor, double plus, String text) {
        static Bound times(double factor) {
            return new Bound(factor, 0, String.format(Locale.ROOT, "%s x", plain(factor)));
        }

        static Bound atMost(Measured.Unit unit, double most) {
            return new Bound(0, most, unit.format(most));
        }

        static Bound above(Measured.Unit unit, double factor, double plus) {
            return new Bound(factor, plus, (factor == 1 ? "" : plain(factor) + " x ") + "+ " + unit.format(plus));
        }

        private static String plain(double factor) {
            return factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
        }
    }

    /** How it ended. */
    enum Outcome {
        OK,
        /** Beyond its bound. */
        SHORT,
        /** Within its bound, and far from what it was when it was recorded. */
        WORSE,
        /** There is no bound. */
        SHOWN
    }

    /** Ours by the reference; the part of an absolute bound that is used; NaN where there is neither. */
    double ratio() {
        if (reference != null) {
            return ours.median() / reference.median();
        }
        return bound == null ? Double.NaN : ours.median() / bound.plus;
    }

    Outcome outcome(Recorded recorded) {
        if (bound == null) {
            return Outcome.SHOWN;
        }
        double allowed = bound.plus
                + (bound.factor == 0
                        ? 0
                        : bound.factor * Objects.requireNonNull(reference).median());
        if (!(ours.median() <= allowed)) {
            return Outcome.SHORT;
        }
        return target <= LAST_RECORDED && ratio() > NOISE * recorded.ratio(name) ? Outcome.WORSE : Outcome.OK;
    }
}
