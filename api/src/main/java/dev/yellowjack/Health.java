package dev.yellowjack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Whether a supervisor needs somebody, and for what (§7.4). A child that is off because its flag is off is well.
 *
 * <p>A framework's health check is made of it in a few lines:
 *
 * <pre>{@code
 * Health health = supervisor.health();
 * return health.up() ? Status.up() : Status.down(health.problems().toString());
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param problems what is wrong, in the order of the children; empty where nothing is
 */
public record Health(List<Problem> problems) {
    /** For how long a flag may read UNKNOWN before {@link Supervisor#health()} speaks of it. */
    public static final Duration UNKNOWN_LIMIT = Duration.ofMinutes(1);

    /**
     * Checks the parts.
     *
     * @throws NullPointerException if the list or something in it is null
     */
    public Health {
        problems = List.copyOf(problems);
    }

    /** Whether nothing is wrong. */
    public boolean up() {
        return problems.isEmpty();
    }

    /** {@code UP}, or {@code DEGRADED}: what is wrong with one child is no reason to take the others down. */
    public String status() {
        return up() ? "UP" : "DEGRADED";
    }

    @Override
    public String toString() {
        return up() ? status() : status() + " " + problems;
    }

    /**
     * What is wrong with one child.
     *
     * <p>Immutable and thread-safe.
     *
     * @param kind what kind of problem it is
     * @param child the id of the child
     * @param since since when, by the wall clock
     * @param detail for a person to read
     */
    public record Problem(Kind kind, String child, Instant since, String detail) {
        /**
         * Checks the parts.
         *
         * @throws NullPointerException if a part is null
         */
        public Problem {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(child, "child");
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public String toString() {
            return kind + " " + child + " since " + since + ": " + detail;
        }
    }

    /**
     * The kinds of problems. A child can have two: its flag may be unknown as well.
     *
     * <p>Immutable and thread-safe.
     */
    public enum Kind {
        /** It crashed, and stays down until its flag has been read OFF or it is released (§3.1). */
        QUARANTINED,
        /** It outlived its grace and its interrupt wait, and still runs (§2.4). */
        OVERDUE,
        /** What its flag says has not been known for longer than the limit (§4.1). */
        FLAG_UNKNOWN
    }

    static Health of(SupervisorStatus status, Duration unknownLimit) {
        return new Health(status.children().stream()
                .flatMap(child -> child.problems(status.at(), unknownLimit).stream())
                .toList());
    }
}
