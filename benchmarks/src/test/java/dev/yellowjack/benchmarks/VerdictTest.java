package dev.yellowjack.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.yellowjack.benchmarks.Measured.Unit;
import dev.yellowjack.benchmarks.Verdict.Bound;
import dev.yellowjack.benchmarks.Verdict.Outcome;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** When a line says OK, SHORT or WORSE. */
class VerdictTest {
    private static final String NAME = "start all 100,000";

    private static Measured nanos(double... forks) {
        return new Measured(Unit.NANOS, forks);
    }

    private static Outcome outcome(int target, double ours, double reference, Bound bound, String recorded) {
        Properties ratios = new Properties();
        ratios.setProperty("start-all-100-000", recorded);
        return new Verdict(target, NAME, nanos(ours), nanos(reference), "bare", bound).outcome(new Recorded(ratios));
    }

    @Test
    void what_is_beyond_its_bound_is_short() {
        assertEquals(Outcome.OK, outcome(4, 250, 100, Bound.times(2.5), "2.5"));
        assertEquals(Outcome.SHORT, outcome(4, 251, 100, Bound.times(2.5), "2.5"));
        assertEquals(Outcome.OK, outcome(6, 1_600, 600, Bound.above(Unit.BYTES, 1, 1000), "1"));
        assertEquals(Outcome.SHORT, outcome(6, 1_601, 600, Bound.above(Unit.BYTES, 1, 1000), "1"));
    }

    @Test
    void what_is_twice_as_slow_as_it_was_is_worse_even_within_its_bound() {
        assertEquals(Outcome.OK, outcome(4, 100, 100, Bound.times(2.5), "1.00"));
        assertEquals(Outcome.WORSE, outcome(4, 200, 100, Bound.times(2.5), "1.00"));
        assertEquals(Outcome.OK, outcome(7, 200, 100, Bound.times(2.5), "1.00"), "of targets 1 to 5");
    }

    @Test
    void what_is_not_a_number_is_short() {
        assertEquals(Outcome.SHORT, outcome(4, Double.NaN, 100, Bound.times(2.5), "1"));
    }

    @Test
    void a_figure_of_several_forks_is_their_median() {
        assertEquals(3, nanos(5, 1, 3).median());
        assertEquals(2.5, nanos(1, 4, 2, 3).median());
    }
}
