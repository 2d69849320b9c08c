package dev.yellowjack.spi;

import dev.yellowjack.runtime.SupervisorTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.runtime.SupervisorClock;
import dev.yellowjack.runtime.SupervisorConfig;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;

/** A client of which every flag is on, and the configuration of a supervisor that asks it. */
final class SteadyFlags {
    private static final Client ALL_ON = (Client) Proxy.newProxyInstance(
            Client.class.getClassLoader(),
            new Class<?>[] {Client.class},
            (proxy, method, args) -> switch (method.getName()) {
                case "getBooleanDetails" ->
                    FlagEvaluationDetails.<Boolean>builder().value(true).build();
                case "on", "removeHandler" -> proxy;
                default -> throw new UnsupportedOperationException(method.toString());
            });

    private SteadyFlags() {}

    static SupervisorConfig config(SupervisorListener... listeners) {
        return new SupervisorConfig(
                "stress",
                ALL_ON,
                new ImmutableContext("stress"),
                Duration.ofHours(1),
                Duration.ofHours(1),
                SupervisorClock.system(),
                List.of(listeners),
                List.of(),
                SupervisorTelemetry.of("stress", OpenTelemetry.noop(), 0));
    }
}
