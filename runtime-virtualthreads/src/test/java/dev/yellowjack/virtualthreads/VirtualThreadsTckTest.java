package dev.yellowjack.virtualthreads;

import dev.yellowjack.runtime.SupervisorRuntime;
import dev.yellowjack.tck.SupervisorTck;

class VirtualThreadsTckTest extends SupervisorTck {
    @Override
    protected SupervisorRuntime runtime() {
        return new VirtualThreadsRuntime();
    }
}
