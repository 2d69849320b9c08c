package dev.yellowjack.tck;

import dev.yellowjack.runtime.SupervisorRuntime;
import java.util.Map;

/** Classes as users write them. Not named as tests: other tests run them. */
final class FixtureKits {
    private FixtureKits() {}

    static class WithoutRuntime extends SupervisorTck {
        @Override
        protected SupervisorRuntime runtime() {
            return new NoRuntime();
        }
    }

    static class WaivingNonsense extends WithoutRuntime {
        @Override
        protected Map<String, String> waivedRules() {
            return Map.of("99.1", "it does not exist");
        }
    }
}
