package dev.yellowjack;

import dev.yellowjack.runtime.SupervisorRuntime;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the runtime on the class path. */
final class Runtimes {
    private static final String ARTIFACTS =
            "dev.yellowjack:yellowjack-runtime-virtualthreads (Java 21) or dev.yellowjack:yellowjack-runtime-threads"
                    + " (Java 17)";

    private Runtimes() {}

    /**
     * The runtime of this name, or the only one there is.
     *
     * @throws IllegalStateException if there is none or not just one, with what to do
     */
    static SupervisorRuntime find(@Nullable String name) {
        List<SupervisorRuntime> found =
                ServiceLoader.load(SupervisorRuntime.class, SupervisorRuntime.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        return choose(found, name);
    }

    static SupervisorRuntime choose(List<SupervisorRuntime> found, @Nullable String name) {
        String names = found.stream().map(SupervisorRuntime::name).sorted().collect(Collectors.joining(", "));
        if (found.isEmpty()) {
            throw new IllegalStateException("there is no runtime on the class path; add " + ARTIFACTS);
        }
        if (name == null && found.size() > 1) {
            throw new IllegalStateException("there are several runtimes on the class path (" + names
                    + "); name one with Supervisor.builder().runtime(\""
                    + found.get(0).name() + "\"), or keep only one of the artifacts");
        }
        return found.stream()
                .filter(runtime -> name == null || runtime.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no runtime '" + name
                        + "' on the class path, which has: " + names + "; take one of these, or add " + ARTIFACTS));
    }
}
