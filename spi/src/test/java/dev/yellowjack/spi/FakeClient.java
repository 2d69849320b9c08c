package dev.yellowjack.spi;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EventDetails;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ProviderEvent;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A client of which each flag answers as the test says, and which counts. */
final class FakeClient {
    /** What a flag does when it is asked. */
    interface Behaviour {
        FlagEvaluationDetails<Boolean> answer(boolean defaultValue);
    }

    final Map<String, Behaviour> flags = new ConcurrentHashMap<>();
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger underWay = new AtomicInteger();
    final AtomicInteger mostUnderWay = new AtomicInteger();
    final Map<ProviderEvent, Consumer<EventDetails>> handlers = new ConcurrentHashMap<>();
    final Set<Object> handled = ConcurrentHashMap.newKeySet();

    /** Announces a change of a flag. Unless a test does so, nobody does: then the supervisor has to be told to check. */
    void emit(ProviderEvent event, String flag) {
        Eventually.until("a handler", () -> handlers.containsKey(event));
        handlers.get(event)
                .accept(EventDetails.builder().flagsChanged(List.of(flag)).build());
    }

    @SuppressWarnings("unchecked")
    Client client() {
        return (Client) Proxy.newProxyInstance(
                Client.class.getClassLoader(), new Class<?>[] {Client.class}, (proxy, method, args) -> {
                    if (method.getName().equals("getBooleanDetails") && args.length == 3) {
                        return evaluate((String) args[0], (Boolean) args[1]);
                    }
                    if (method.getName().equals("on")) {
                        handlers.put((ProviderEvent) args[0], (Consumer<EventDetails>) args[1]);
                        handled.add(args[0]);
                        return proxy;
                    }
                    if (method.getName().equals("removeHandler")) {
                        handled.remove(args[0]);
                        return proxy;
                    }
                    throw new UnsupportedOperationException(method.toString());
                });
    }

    private FlagEvaluationDetails<Boolean> evaluate(String flag, boolean defaultValue) {
        asked.add(flag + "?" + defaultValue);
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            return flags.getOrDefault(flag, error(ErrorCode.FLAG_NOT_FOUND)).answer(defaultValue);
        } finally {
            underWay.decrementAndGet();
        }
    }

    int timesAsked(String flag) {
        synchronized (asked) {
            return (int)
                    asked.stream().filter(one -> one.startsWith(flag + "?")).count();
        }
    }

    static Behaviour value(boolean value) {
        return defaultValue -> details(value, null);
    }

    static Behaviour error(ErrorCode code) {
        return defaultValue -> details(defaultValue, code);
    }

    /** A disabled flag, or a missing one at a provider that does not tell. */
    static Behaviour defaulted() {
        return defaultValue -> details(defaultValue, null);
    }

    static Behaviour noValue() {
        return defaultValue -> details(null, null);
    }

    static Behaviour throwing(Error error) {
        return defaultValue -> {
            throw error;
        };
    }

    /** Answers only when the latch opens, even to a thread that is interrupted. */
    static Behaviour hanging(CountDownLatch until, boolean value) {
        return defaultValue -> {
            boolean open = false;
            while (!open) {
                try {
                    until.await();
                    open = true;
                } catch (InterruptedException ignored) {
                    // It hangs whatever anybody does.
                }
            }
            return details(value, null);
        };
    }

    private static FlagEvaluationDetails<Boolean> details(Boolean value, ErrorCode code) {
        return FlagEvaluationDetails.<Boolean>builder()
                .value(value)
                .errorCode(code)
                .build();
    }
}
