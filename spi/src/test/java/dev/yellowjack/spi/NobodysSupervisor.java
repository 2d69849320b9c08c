package dev.yellowjack.spi;

import dev.yellowjack.Supervisor;
import java.lang.reflect.Proxy;

/** Supervisors that are nothing but somebody to be inside of. */
final class NobodysSupervisor {
    private NobodysSupervisor() {}

    static Supervisor make() {
        return (Supervisor) Proxy.newProxyInstance(
                Supervisor.class.getClassLoader(), new Class<?>[] {Supervisor.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.toString());
                });
    }

    static Inside inside() {
        return new Inside(make(), null);
    }
}
