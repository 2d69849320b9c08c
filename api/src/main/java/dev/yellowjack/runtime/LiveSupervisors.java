package dev.yellowjack.runtime;

import dev.yellowjack.Supervisor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The supervisors of this JVM that have not ended, each by a name of its own. Thread-safe. */
final class LiveSupervisors {
    /** In the order in which they began; empty where one has its name, and is not there yet. */
    private static final Map<String, Optional<Supervisor>> BY_NAME = new LinkedHashMap<>();

    private LiveSupervisors() {}

    /** Takes a name: this one, or where it is taken, this one and a number. */
    static synchronized String reserve(String wanted) {
        String name = wanted;
        for (int number = 2; BY_NAME.containsKey(name); number++) {
            name = wanted + "-" + number;
        }
        BY_NAME.put(name, Optional.empty());
        return name;
    }

    static synchronized void add(String name, Supervisor supervisor) {
        BY_NAME.remove(name);
        BY_NAME.put(name, Optional.of(supervisor));
    }

    static synchronized void remove(String name) {
        BY_NAME.remove(name);
    }

    static synchronized List<Supervisor> all() {
        return BY_NAME.values().stream().flatMap(Optional::stream).toList();
    }
}
