package dev.yellowjack.threads;

import dev.yellowjack.runtime.SupervisorRuntime;
import dev.yellowjack.tck.SupervisorTck;

class OwnThreadsTckTest extends SupervisorTck {
    @Override
    protected SupervisorRuntime runtime() {
        return new ThreadsRuntime();
    }
}
