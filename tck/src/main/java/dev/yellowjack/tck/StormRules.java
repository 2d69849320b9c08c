package dev.yellowjack.tck;

import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Everything at once, from several threads. */
interface StormRules {
    /** Of one thread. */
    int LONGEST_IN_A_STORM = 20;

    @Property(
            generation = GenerationMode.RANDOMIZED,
            edgeCases = EdgeCasesMode.NONE,
            afterFailure = AfterFailureMode.RANDOM_SEED)
    @Rule({"1.1", "1.2", "2.1", "2.2", "2.3", "2.6", "3.3", "4.5", "5.1", "5.2", "5.6", "7.1", "7.2"})
    default void whatever_several_threads_do_at_once(@ForAll("storms") Storm storm) {
        SupervisorTck kit = (SupervisorTck) this;
        Conduct.assertObeyed(kit, "storms", patience -> Tempest.pass(kit, storm, patience));
    }

    @Provide
    default Arbitrary<Storm> storms() {
        return RandomSequences.storms(LONGEST_IN_A_STORM);
    }
}
