package dev.yellowjack.runtime;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EvaluationContext;
import dev.yellowjack.Child;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import dev.yellowjack.SupervisorListener;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a runtime is given to make a supervisor of, checked. {@link SupervisorBuilder} makes it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param instance the name of this instance: the targeting key of {@code context}, unless the application gave that
 *     another
 * @param client where flags are asked
 * @param context the supervisor-wide evaluation context (§4.8); each child's is {@link Child#contextWithin} it
 * @param checkInterval how often each flag is asked at least (§4.4)
 * @param evaluationLimit how long one evaluation may take before its reading is UNKNOWN (§4.6)
 * @param clock measures all times that the rules speak of
 * @param listeners those that hear everything from the start
 * @param children the first children, in the order in which they were added; ids are unique
 * @param telemetry what the runtime is to tell of what happens
 */
public record SupervisorConfig(
        String instance,
        Client client,
        EvaluationContext context,
        Duration checkInterval,
        Duration evaluationLimit,
        SupervisorClock clock,
        List<SupervisorListener> listeners,
        List<Child> children,
        SupervisorTelemetry telemetry) {

    /**
     * Checks the parts and copies the lists.
     *
     * @throws NullPointerException if a part is null, or something in a list
     * @throws IllegalArgumentException if the interval or the limit is not positive, or two children have the same id
     */
    public SupervisorConfig {
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(listeners, "listeners");
        Objects.requireNonNull(children, "children");
        Objects.requireNonNull(telemetry, "telemetry");
        // The checks of the builder, made by it: others may make a config, too.
        SupervisorBuilder check =
                Supervisor.builder().checkInterval(checkInterval).evaluationLimit(evaluationLimit);
        listeners.forEach(check::listener);
        children.forEach(check::child);
        listeners = List.copyOf(listeners);
        children = List.copyOf(children);
    }
}
