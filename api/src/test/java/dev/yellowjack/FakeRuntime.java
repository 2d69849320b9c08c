package dev.yellowjack;

import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.runtime.SupervisorRuntime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A runtime that keeps what it was given and makes {@linkplain FakeSupervisor supervisors that run nothing}. */
final class FakeRuntime implements SupervisorRuntime {
    private final String name;
    final List<FakeSupervisor> supervisors = new CopyOnWriteArrayList<>();

    FakeRuntime() {
        this("fake");
    }

    FakeRuntime(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Supervisor create(SupervisorConfig config) {
        FakeSupervisor supervisor = new FakeSupervisor(config);
        supervisors.add(supervisor);
        return supervisor;
    }

    /** The listeners but for those of the telemetry, which come first. */
    static List<SupervisorListener> applicationsListeners(SupervisorConfig config) {
        return config.listeners()
                .subList(
                        config.telemetry().listeners().size(),
                        config.listeners().size());
    }

    /** The configuration of the only supervisor that it made. */
    SupervisorConfig config() {
        if (supervisors.size() != 1) {
            throw new AssertionError("made " + supervisors.size() + " supervisors");
        }
        return supervisors.get(0).config;
    }
}
