package dev.yellowjack.examples.custom;

import dev.yellowjack.runtime.SupervisorRuntime;
import dev.yellowjack.tck.SupervisorTck;

class ThinRuntimeTest extends SupervisorTck {
    @Override
    protected SupervisorRuntime runtime() {
        return new ThinRuntime();
    }
}
