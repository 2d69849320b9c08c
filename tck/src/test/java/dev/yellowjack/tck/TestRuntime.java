package dev.yellowjack.tck;

import dev.yellowjack.runtime.SupervisorRuntime;
import java.util.ServiceLoader;

/** The runtime on which the kit is tested: whichever is on the class path of the tests. */
final class TestRuntime {
    private TestRuntime() {}

    static SupervisorRuntime runtime() {
        return ServiceLoader.load(SupervisorRuntime.class)
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no runtime on the class path of the tests"));
    }
}
