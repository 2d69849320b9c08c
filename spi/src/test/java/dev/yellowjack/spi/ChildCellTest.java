package dev.yellowjack.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.RestartPolicy;
import dev.yellowjack.runtime.BodyContext;
import dev.yellowjack.spi.State.Next;
import dev.yellowjack.spi.State.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a child's cell says of it, and whom it wakes. */
class ChildCellTest {
    private final ChildCell cell = new ChildCell(
            Child.named("c")
                    .flag("f")
                    .runs(context -> {})
                    .restart(RestartPolicy.upTo(3, Duration.ofMinutes(1)))
                    .fallbackOn(),
            BodyContext.capture(),
            Instant.EPOCH);

    private static State stopping(Phase phase, Next next) {
        return new State.Stopping(phase, next);
    }

    private void become(State state) {
        cell.state = state;
        cell.wakeWaiters();
    }

    @Test
    void its_machine_has_the_fallback_and_the_limit_of_its_child() {
        assertEquals(new ChildMachine(cell.spec.fallback(), 3), cell.machine);
    }

    @Test
    void it_is_live_while_a_body_runs() {
        List<State> live = List.of(new State.Running(0), stopping(Phase.GRACE, new Next.ToOff()));
        List<State> down = List.of(new State.Off(), new State.Starting(0), new State.Completed(), new State.Gone());
        for (State state : live) {
            cell.state = state;
            assertTrue(cell.isLive(), state::toString);
        }
        for (State state : down) {
            cell.state = state;
            assertFalse(cell.isLive(), state::toString);
        }
    }

    @Test
    void it_is_overdue_in_that_phase_of_a_stop_alone_and_says_so() { // §2.4
        cell.state = stopping(Phase.OVERDUE, new Next.ToOff());
        assertTrue(cell.isOverdue());
        assertTrue(cell.status().overdue());
        cell.state = stopping(Phase.INTERRUPTED, new Next.ToOff());
        assertFalse(cell.isOverdue());
        cell.state = new State.Running(0);
        assertFalse(cell.status().overdue());
    }

    @Test
    void it_is_being_removed_while_its_stop_leads_to_that() { // §5.4
        cell.state = stopping(Phase.GRACE, new Next.ToGone());
        assertTrue(cell.isBeingRemoved());
        cell.state = stopping(Phase.GRACE, new Next.ToOff());
        assertFalse(cell.isBeingRemoved());
        cell.state = new State.Gone();
        assertFalse(cell.isBeingRemoved());
    }

    @Test
    void a_deadline_is_disarmed_once() {
        Timers timers = new Timers();
        List<String> ran = new ArrayList<>();
        cell.disarm(); // There is none.
        cell.timer = timers.arm(0, () -> ran.add("disarmed"));
        cell.disarm();
        assertEquals(null, cell.timer);
        cell.disarm();
        assertEquals(null, timers.pollDue(0));
    }

    @Test
    void who_waits_for_a_state_is_answered_at_once_where_it_is_that() {
        assertTrue(cell.await(ChildState.OFF).join());
        assertFalse(cell.await(ChildState.RUNNING).isDone());
    }

    @Test
    void who_waits_for_a_state_is_woken_when_it_comes_and_nobody_else() {
        CompletableFuture<Boolean> running = cell.await(ChildState.RUNNING);
        CompletableFuture<Boolean> runningToo = cell.await(ChildState.RUNNING);
        CompletableFuture<Boolean> completed = cell.await(ChildState.COMPLETED);
        become(new State.Starting(0));
        assertFalse(running.isDone());
        become(new State.Running(0));
        assertTrue(running.join());
        assertTrue(runningToo.join());
        assertFalse(completed.isDone());
        become(new State.Completed());
        assertTrue(completed.join());
    }

    @Test
    void who_waits_for_a_state_that_cannot_come_any_more_is_told_so() {
        CompletableFuture<Boolean> off = cell.await(ChildState.COMPLETED);
        CompletableFuture<Boolean> seen = cell.await(ChildState.QUARANTINED);
        become(new State.Closed(ChildState.QUARANTINED));
        assertFalse(off.join());
        assertTrue(seen.join());
        assertFalse(cell.await(ChildState.RUNNING).join());
        assertTrue(cell.await(ChildState.QUARANTINED).join());
        cell.state = new State.Gone();
        assertFalse(cell.await(ChildState.RUNNING).join());
    }

    @Test
    void who_has_stopped_waiting_is_not_woken() {
        CompletableFuture<Boolean> gaveUp = cell.await(ChildState.RUNNING);
        CompletableFuture<Boolean> waits = cell.await(ChildState.RUNNING);
        cell.stopWaiting(gaveUp);
        become(new State.Running(0));
        assertFalse(gaveUp.isDone());
        assertTrue(waits.join());
    }
}
