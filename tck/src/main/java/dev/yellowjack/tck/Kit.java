package dev.yellowjack.tck;

import java.util.List;
import net.jqwik.api.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What all kits have in common: their failures cite a rule, they have a verdict, and nothing of them is switched off
 * quietly.
 *
 * <p>The abstract class that users extend implements this directly; what is below that class is theirs.
 */
@ExtendWith({Citing.class, Witness.class})
interface Kit {
    @Test
    default void no_test_of_the_kit_is_switched_off() {
        assertNothingIsSwitchedOff();
    }

    /** The same on the other engine, where it runs even if JUnit Jupiter skips the class. */
    @Example
    default void no_example_of_the_kit_is_switched_off() {
        assertNothingIsSwitchedOff();
    }

    private void assertNothingIsSwitchedOff() {
        List<String> complaints = new Interference(new KitClass(getClass())).complaints();
        if (!complaints.isEmpty()) {
            throw new AssertionError(String.join("\n", complaints)
                    + "\nA rule that cannot be kept is named in waivedRules(), with the reason.");
        }
    }
}
