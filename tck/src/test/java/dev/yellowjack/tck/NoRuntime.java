package dev.yellowjack.tck;

import dev.yellowjack.Supervisor;
import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.runtime.SupervisorRuntime;

/** A runtime that has yet to be written: every start throws. */
final class NoRuntime implements SupervisorRuntime {
    static final String MESSAGE = "there is no runtime yet";

    @Override
    public String name() {
        return "none";
    }

    @Override
    public Supervisor create(SupervisorConfig config) {
        throw new UnsupportedOperationException(MESSAGE);
    }
}
