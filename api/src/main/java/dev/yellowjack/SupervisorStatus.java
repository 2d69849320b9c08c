package dev.yellowjack;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All children of a supervisor as they were at one and the same moment (§7.1).
 *
 * <p>Immutable and thread-safe.
 *
 * @param name the name of the supervisor
 * @param instance the name of its instance of the service
 * @param at when, by the wall clock
 * @param children their statuses, in the order in which they were added
 */
public record SupervisorStatus(String name, String instance, Instant at, List<ChildStatus> children) {
    /**
     * Checks the parts.
     *
     * @throws NullPointerException if a part is null
     */
    public SupervisorStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(children, "children").forEach(child -> Objects.requireNonNull(child, "child"));
        children = List.copyOf(children);
    }

    /**
     * How many children are in each state.
     *
     * @return every state with its count, also where that is 0; the counts add up to the children
     */
    public Map<ChildState, Integer> counts() {
        Map<ChildState, Integer> counts = new EnumMap<>(ChildState.class);
        for (ChildState state : ChildState.values()) {
            counts.put(state, 0);
        }
        for (ChildStatus child : children) {
            counts.merge(child.state(), 1, Integer::sum);
        }
        return counts;
    }

    /** Whether every child is {@linkplain ChildStatus#healthy() healthy} (§7.4). */
    public boolean healthy() {
        return children.stream().allMatch(ChildStatus::healthy);
    }

    /**
     * What is wrong, if anything (§7.4).
     *
     * @param unknownLimit for how long a flag may read UNKNOWN before that is a problem; zero or negative means at all
     */
    public Health health(Duration unknownLimit) {
        return Health.of(this, unknownLimit);
    }

    /**
     * This status as JSON text. It obeys {@code docs/status.schema.json}; what is in there is not taken away or changed
     * without a new {@code version}, and more may be added. May be put into an HTML page as it is.
     */
    public String toJson() {
        return StatusJson.of(this);
    }
}
