package dev.yellowjack.examples.custom;

import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Crash;
import dev.yellowjack.Reading;
import dev.yellowjack.runtime.BodyContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One child, and all that is known of it. Guarded by the monitor. */
final class Member {
    final Child child;

    /** What its bodies are run with. */
    final BodyContext context;

    /** Ascending in the order of adding. */
    final long number;

    ChildState state = ChildState.OFF;
    Instant since;
    Instant readingSince;

    /** What its flag read when it was last asked. */
    Reading reading = Reading.NOT_ASKED;

    /** ON or OFF: what counts (§4.2). Null before the first answer, be it UNKNOWN. */
    @Nullable
    Reading known;

    /** Where its flag is asked; null once it has been removed. */
    @Nullable
    Question question;

    /** How often it was launched. */
    int incarnations;

    /** The one that was launched last, until it has ended. */
    @Nullable
    Incarnation incarnation;

    int crashes;
    int crashesInRow;

    @Nullable
    Crash lastCrash;

    /** What {@code fail} was given, while the body stops because of that. */
    @Nullable
    Throwable failure;

    boolean isRemoved;
    boolean isOverdue;

    /** The one deadline that there is in its state; over when that is left. */
    Alarms.@Nullable Alarm deadline;

    final List<Wait> waits = new ArrayList<>();

    Member(Child child, BodyContext context, long number, Instant since) {
        this.child = child;
        this.context = context;
        this.number = number;
        this.since = since;
        readingSince = since;
    }

    /** Somebody waits for a state. */
    static final class Wait {
        final ChildState wanted;
        boolean isSeen;

        Wait(ChildState wanted) {
            this.wanted = wanted;
        }
    }

    Wait await(ChildState wanted) {
        Wait wait = new Wait(wanted);
        wait.isSeen = state == wanted;
        waits.add(wait);
        return wait;
    }

    /** Those that keep its incarnation from ending. */
    List<Thread> threads() {
        return incarnation == null ? List.of() : incarnation.threads();
    }

    String id() {
        return child.id();
    }

    boolean isKnownOn() {
        return Reading.ON.equals(known);
    }

    void enter(ChildState next, Instant now) {
        setDeadline(null);
        state = next;
        since = now;
        isOverdue = false;
        waits.forEach(wait -> wait.isSeen |= wait.wanted == next);
    }

    void setDeadline(Alarms.@Nullable Alarm alarm) {
        if (deadline != null) {
            deadline.cancel();
        }
        deadline = alarm;
    }

    ChildStatus status() {
        return new ChildStatus(
                id(),
                child.flag(),
                child.killSwitch(),
                state,
                reading,
                readingSince,
                since,
                incarnations,
                crashes,
                lastCrash,
                isOverdue);
    }
}
