package dev.yellowjack.benchmarks;

import java.io.Serializable;
import java.util.List;

/** One measurement: what is to be done, and in a JVM of its own, done. */
interface Trial extends Serializable {
    /** Does it, once. Returns when everything that it has started has ended, or can be left to the end of the JVM. */
    Figures run() throws Exception;

    /** What it is, for a person. */
    @Override
    String toString();

    /** The options of the JVM that it is to have. All sides of one comparison have the same. */
    default List<String> jvmOptions() {
        return List.of("-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch");
    }
}
