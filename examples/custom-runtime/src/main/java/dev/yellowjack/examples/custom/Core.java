package dev.yellowjack.examples.custom;

import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.runtime.SupervisorTelemetry;
import java.util.concurrent.ThreadFactory;

/**
 * What the parts of one supervisor have in common.
 *
 * @param config as the runtime was given it
 * @param name how the names of its threads begin
 * @param bodies makes the threads of bodies
 * @param mark worn by the threads that run bodies, callbacks and listeners
 */
record Core(
        SupervisorConfig config,
        String name,
        ThreadFactory bodies,
        Monitor monitor,
        Alarms alarms,
        Errands errands,
        Listeners listeners,
        Mark mark) {
    SupervisorTelemetry telemetry() {
        return config.telemetry();
    }
}
