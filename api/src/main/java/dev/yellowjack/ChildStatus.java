package dev.yellowjack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one child at one moment.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the id of the child
 * @param flag the key of its flag
 * @param killSwitch whether the flag is a kill switch: the child runs while it is off (§4.10)
 * @param state where it is
 * @param reading what its flag said when it was last asked, inverted for a kill switch; where this is UNKNOWN, the last
 *     known reading is still in force (§4.2), and the detail is that of the first of its kind
 * @param readingSince since when the reading has been ON, been OFF, or been UNKNOWN for whatever reason, by the wall clock
 * @param since when it came into this state, by the wall clock
 * @param incarnations how many times it was launched since it was added; also the number of the latest incarnation
 * @param crashes how many times it crashed since it was added
 * @param lastCrash the latest crash, kept when its quarantine is lifted; null before the first
 * @param overdue whether it is STOPPING and has outlived its grace and its interrupt wait (§2.4)
 */
public record ChildStatus(
        String id,
        String flag,
        boolean killSwitch,
        ChildState state,
        Reading reading,
        Instant readingSince,
        Instant since,
        int incarnations,
        int crashes,
        @Nullable Crash lastCrash,
        boolean overdue) {

    /**
     * Checks the parts.
     *
     * @throws NullPointerException if a part other than {@code lastCrash} is null
     * @throws IllegalArgumentException if a count is negative, or the child is overdue and not STOPPING
     */
    public ChildStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(flag, "flag");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reading, "reading");
        Objects.requireNonNull(readingSince, "readingSince");
        Objects.requireNonNull(since, "since");
        Numbers.requireAtLeast(0, "incarnations", incarnations);
        Numbers.requireAtLeast(0, "crashes", crashes);
        if (overdue && state != ChildState.STOPPING) {
            throw new IllegalArgumentException("overdue and " + state + ", must be STOPPING to be overdue");
        }
    }

    /** Whether the child needs nobody: it is neither quarantined nor overdue; off is healthy (§7.4). */
    public boolean healthy() {
        return state != ChildState.QUARANTINED && !overdue;
    }

    /**
     * This status as JSON: one of the {@code children} of {@link SupervisorStatus#toJson()}, and the stack of the last
     * crash as well.
     */
    public String toJson() {
        return StatusJson.of(this);
    }

    List<Health.Problem> problems(Instant now, Duration unknownLimit) {
        List<Health.Problem> problems = new ArrayList<>(0);
        if (state == ChildState.QUARANTINED) {
            problems.add(new Health.Problem(
                    Health.Kind.QUARANTINED,
                    id,
                    since,
                    lastCrash == null
                            ? ""
                            : "incarnation " + lastCrash.incarnation() + " crashed: " + lastCrash.message()));
        }
        if (overdue) {
            problems.add(new Health.Problem(
                    Health.Kind.OVERDUE, id, since, "was asked to stop, and heeds neither that nor an interrupt"));
        }
        if (!reading.isKnown() && readingSince.plus(unknownLimit).isBefore(now)) {
            problems.add(new Health.Problem(
                    Health.Kind.FLAG_UNKNOWN, id, readingSince, "flag '" + flag + "' reads " + reading));
        }
        return problems;
    }
}
