package dev.yellowjack;

import dev.yellowjack.runtime.SupervisorRuntime;
import java.util.List;
import java.util.ServiceConfigurationError;
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
     * @throws IllegalStateException if there is none or not just one, or one cannot be loaded, with what to do
     */
    static SupervisorRuntime find(@Nullable String name) {
        return choose(load(), name);
    }

    private static List<SupervisorRuntime> load() {
        try {
            return ServiceLoader.load(SupervisorRuntime.class, SupervisorRuntime.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new IllegalStateException(
                    "a runtime on the class path cannot be loaded (" + broken.getMessage()
                            + "); mend or remove the artifact that announces it in META-INF/services/"
                            + SupervisorRuntime.class.getName()
                            + ", or hand a runtime over with Supervisor.builder().runtime(SupervisorRuntime)",
                    broken);
        }
    }

    static SupervisorRuntime choose(List<SupervisorRuntime> found, @Nullable String name) {
        if (found.isEmpty()) {
            throw new IllegalStateException("there is no runtime on the class path; add " + ARTIFACTS);
        }
        List<String> names =
                found.stream().map(SupervisorRuntime::name).distinct().sorted().toList();
        if (name == null && names.size() > 1) {
            throw new IllegalStateException("there are several runtimes on the class path (" + String.join(", ", names)
                    + "); name one of these, as in Supervisor.builder().runtime(\"" + names.get(0)
                    + "\"), or keep only one of the artifacts");
        }
        String wanted = name == null ? names.get(0) : name;
        List<SupervisorRuntime> namesakes =
                found.stream().filter(runtime -> runtime.name().equals(wanted)).toList();
        if (namesakes.isEmpty()) {
            throw new IllegalStateException("there is no runtime '" + wanted + "' on the class path, which has: "
                    + String.join(", ", names) + "; take one of these, or add " + ARTIFACTS);
        }
        if (namesakes.size() > 1) {
            throw new IllegalStateException("several runtimes on the class path are called '" + wanted + "' ("
                    + namesakes.stream()
                            .map(runtime -> runtime.getClass().getName())
                            .collect(Collectors.joining(", "))
                    + "); keep only one of the artifacts, or hand a runtime over with"
                    + " Supervisor.builder().runtime(SupervisorRuntime)");
        }
        return namesakes.get(0);
    }
}
