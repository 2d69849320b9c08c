package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A kit that is small: another base class than {@link SupervisorTck}, with tests of both engines. */
abstract class MiniTck implements Kit {
    /** What is verified: the number two, if all goes well. */
    abstract int two();

    Map<String, String> waivedRules() {
        return Map.of();
    }

    @BeforeEach
    void tell() {
        Tally tally = Tally.of(getClass());
        tally.subject("number " + two());
        tally.waives(Waivers.of(waivedRules()));
    }

    @Test
    @Rule("1.1")
    public void two_is_two() {
        assertEquals(2, two());
    }

    @Test
    @Rule({"2.2", "1.1"})
    public void two_is_even() {
        assertEquals(0, two() % 2);
    }

    @Test
    @Rule({"1.3", "1.1"})
    public void two_is_shown() {
        throw new NotApplicable("nothing was given (nothing())");
    }

    /** With as many tries as there are numbers jqwik takes each of them: of ten at random all may be even. */
    @Property(tries = 10)
    @Rule({"1.4", "2.2"})
    public void twice_is_even(@ForAll @IntRange(min = 1, max = 10) int number) {
        Tally.of(getClass()).tried("sequences", two());
        Tally.of(getClass()).seed("sequences", "7");
        if (number * two() % 2 != 0) {
            throw RuleBroken.of("2.2", "twice " + number + " is odd");
        }
    }
}
