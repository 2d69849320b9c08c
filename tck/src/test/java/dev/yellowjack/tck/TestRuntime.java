package dev.yellowjack.tck;

import dev.yellowjack.examples.custom.WholeRuntime;
import dev.yellowjack.runtime.SupervisorRuntime;

/** The runtime on which the kits are tested: of those that pass, the one that needs no module that needs the kit. */
final class TestRuntime {
    private TestRuntime() {}

    static SupervisorRuntime runtime() {
        return new WholeRuntime();
    }
}
