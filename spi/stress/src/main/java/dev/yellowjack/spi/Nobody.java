package dev.yellowjack.spi;

import dev.yellowjack.Supervisor;
import java.lang.reflect.Proxy;

/** A supervisor that nobody asks for anything: where only a mark is needed. */
final class Nobody {
    static final Supervisor SUPERVISOR = (Supervisor) Proxy.newProxyInstance(
            Supervisor.class.getClassLoader(), new Class<?>[] {Supervisor.class}, (proxy, method, args) -> {
                throw new UnsupportedOperationException(method.toString());
            });

    private Nobody() {}
}
