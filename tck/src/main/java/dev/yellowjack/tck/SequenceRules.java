package dev.yellowjack.tck;

import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** All rules, in whatever order things happen. */
interface SequenceRules {
    /** Long enough for a child to be added, crashed, released, stopped late and removed, and shrinkable in time. */
    int LONGEST = 40;

    @Property(
            generation = GenerationMode.RANDOMIZED,
            edgeCases = EdgeCasesMode.NONE,
            afterFailure = AfterFailureMode.RANDOM_SEED)
    @Rule({
        "1.1", "1.2", "1.5", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.8", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6",
        "3.7", "3.8", "4.1", "4.2", "4.3", "4.5", "4.6", "4.10", "5.1", "5.3", "5.4", "5.6", "5.8", "6.1", "7.1", "7.2",
        "8.1", "8.2", "8.3", "8.4"
    })
    default void whatever_happens_in_whatever_order(@ForAll("sequences") Sequence sequence) {
        SupervisorTck kit = (SupervisorTck) this;
        Conduct.assertObeyed(kit, "sequences", patience -> Trial.play(kit, sequence, patience));
    }

    @Provide
    default Arbitrary<Sequence> sequences() {
        return RandomSequences.upTo(LONGEST);
    }
}
