package dev.yellowjack.tck;

import static dev.yellowjack.ChildState.BACKING_OFF;
import static dev.yellowjack.ChildState.COMPLETED;
import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.STOPPING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.RestartPolicy;
import dev.yellowjack.Supervisor;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** §7.3: what is counted. */
interface MetricsRules {
    /** How metrics name what is looked at here. */
    String EVALUATIONS = "yellowjack.flag.evaluations{}";

    /** Likewise. */
    String READ_OFF = "yellowjack.flag.readings{yellowjack.flag.reading=off}";

    /** Likewise. */
    String READ_MISSING = "yellowjack.flag.readings{error.type=flag_not_found,yellowjack.flag.reading=unknown}";

    /** Waits until metrics, transitions and status agree; if they do not come to, shows where they differ. */
    private static void assertAgree(Stage stage, Readout readout) {
        Patience.holdsWithin(
                Patience.LONG,
                () -> Account.agrees(readout.counts(), stage.supervisor().status(), stage.recorder.transitions()));
        assertEquals(
                new TreeMap<>(Account.of(stage.supervisor().status(), stage.recorder.transitions())),
                Account.only(readout.counts()));
    }

    private static long count(Readout readout, String metric) {
        return readout.counts().getOrDefault(metric, 0L);
    }

    @Test
    @Rule("7.3")
    default void children_are_counted_by_state_and_those_of_no_child_are_zero(Stage stage) {
        Readout readout = new Readout();
        Probe running = stage.probe("running");
        Probe crashed = stage.probe("crashed");
        Probe completed = stage.probe("completed");
        Probe stopping = stage.probe("stopping").deaf();
        Probe backingOff = stage.probe("backing-off");
        stage.start(
                stage.builder().openTelemetry(readout.openTelemetry()),
                running.child(),
                crashed.child(),
                completed.child(),
                stopping.child(),
                stage.probe("off").child(),
                backingOff.child().restart(RestartPolicy.upTo(1, Duration.ofHours(1))));
        assertAgree(stage, readout);
        stage.run(running, crashed, completed, stopping, backingOff);
        assertAgree(stage, readout);
        assertEquals(0L, readout.counts().get("yellowjack.child.count{yellowjack.child.state=quarantined}"));
        stage.crash(crashed);
        stage.crash(backingOff);
        completed.returns();
        stage.off("stopping");
        stage.await("crashed", QUARANTINED);
        stage.await("completed", COMPLETED);
        stage.await("backing-off", BACKING_OFF);

        assertAgree(stage, readout);
        for (String state : new String[] {"running", "quarantined", "completed", "stopping", "off", "backing_off"}) {
            assertEquals(1L, count(readout, "yellowjack.child.count{yellowjack.child.state=" + state + "}"), state);
        }
    }

    @Test
    @Rule("7.3")
    default void starts_stops_crashes_completions_and_releases_are_counted_as_they_are_heard(Stage stage) {
        Readout readout = new Readout();
        Probe orders = stage.probe("orders");
        Probe mailer = stage.probe("mailer");
        Supervisor supervisor =
                stage.start(stage.builder().openTelemetry(readout.openTelemetry()), orders.child(), mailer.child());
        stage.run(orders, mailer);
        stage.crash(orders);
        stage.await("orders", QUARANTINED);
        supervisor.release("orders");
        stage.awaitRunning(orders);
        mailer.returns();
        stage.await("mailer", COMPLETED);
        stage.off("mailer", "orders");
        stage.await("orders", OFF);

        assertAgree(stage, readout);
        assertEquals(2, count(readout, "yellowjack.child.starts{yellowjack.transition.reason=flag_on}"));
        assertEquals(1, count(readout, "yellowjack.child.starts{yellowjack.transition.reason=released}"));
        assertEquals(1, count(readout, "yellowjack.child.stops{yellowjack.transition.reason=flag_off}"));
        assertEquals(1, count(readout, "yellowjack.child.crashes{error.type=java.lang.IllegalStateException}"));
        assertEquals(1, count(readout, "yellowjack.child.completions{}"));
        assertEquals(1, count(readout, "yellowjack.child.releases{}"));
    }

    @Test
    @Rule({"7.3", "2.3", "2.4"})
    default void interrupts_and_overdue_stops_are_counted(Stage stage) {
        Readout readout = new Readout();
        Probe orders = stage.probe("orders").deaf();
        stage.start(stage.builder().openTelemetry(readout.openTelemetry()), orders.child());
        stage.run(orders);
        stage.off("orders");
        assertEquals(0, count(readout, "yellowjack.child.interrupts{}"));
        stage.makeOverdue(orders);

        assertAgree(stage, readout);
        assertEquals(STOPPING, stage.state("orders"));
        assertEquals(1, count(readout, "yellowjack.child.overdue.count{}"));
        assertEquals(1, count(readout, "yellowjack.child.interrupts{}"));
        assertEquals(1, count(readout, "yellowjack.child.stops.overdue{}"));
        orders.returns();
        stage.await("orders", OFF);
        assertAgree(stage, readout);
        assertEquals(0, count(readout, "yellowjack.child.overdue.count{}"));
        assertEquals(1, count(readout, "yellowjack.child.stops.overdue{}"));
    }

    @Test
    @Rule({"7.3", "5.4"})
    default void a_child_that_is_forgotten_is_counted_no_more(Stage stage) {
        Readout readout = new Readout();
        Probe orders = stage.probe("orders");
        Probe mailer = stage.probe("mailer");
        Supervisor supervisor =
                stage.start(stage.builder().openTelemetry(readout.openTelemetry()), orders.child(), mailer.child());
        stage.run(orders);
        stage.check();
        supervisor.remove("mailer");
        supervisor.remove("orders");
        stage.awaitGone("orders");

        assertAgree(stage, readout);
        assertEquals(0, count(readout, "yellowjack.child.count{yellowjack.child.state=off}"));
        assertEquals(0, count(readout, "yellowjack.child.reading.count{yellowjack.flag.reading=on}"));
    }

    @Test
    @Rule({"7.3", "4.9"})
    default void questions_and_evaluations_are_counted(Stage stage) {
        Readout readout = new Readout();
        stage.start(
                stage.builder().openTelemetry(readout.openTelemetry()),
                stage.probe("orders").child(),
                stage.probe("mailer").child());
        stage.check();
        stage.answer(Answer.MISSING, "mailer");
        long evaluations = count(readout, EVALUATIONS);
        long off = count(readout, READ_OFF);
        long missing = count(readout, READ_MISSING);
        stage.check();

        assertEquals(1, count(readout, READ_OFF) - off);
        assertEquals(1, count(readout, READ_MISSING) - missing);
        assertEquals(2, count(readout, EVALUATIONS) - evaluations);
    }

    @Test
    @Rule("7.3")
    default void each_child_has_its_series_but_for_those_that_are_well_where_there_are_too_many(Stage stage) {
        Readout readout = new Readout();
        Probe orders = stage.probe("orders");
        Probe mailer = stage.probe("mailer");
        Supervisor supervisor = stage.start(
                stage.builder().openTelemetry(readout.openTelemetry()).childSeries(2), orders.child(), mailer.child());
        stage.run(orders);
        String running = "yellowjack.child.state{feature_flag.key=orders,yellowjack.child.id=orders,"
                + "yellowjack.child.state=running}";
        assertEquals(1L, readout.counts().get(running));
        assertEquals(
                0L,
                readout.counts()
                        .get("yellowjack.child.state{feature_flag.key=mailer,yellowjack.child.id=mailer,"
                                + "yellowjack.child.state=running}"));

        supervisor.add(stage.probe("third").child());
        stage.check();
        assertFalse(readout.counts().containsKey(running), "three are more than two");
        stage.crash(orders);
        stage.await("orders", QUARANTINED);
        assertEquals(
                1L,
                readout.counts()
                        .get("yellowjack.child.state{feature_flag.key=orders,yellowjack.child.id=orders,"
                                + "yellowjack.child.state=quarantined}"));
    }

    @Test
    @Rule("7.3")
    default void a_supervisor_is_live_and_has_metrics_until_its_last_body_has_ended(Stage stage) {
        Readout readout = new Readout();
        Probe orders = stage.probe("orders").deaf();
        Supervisor supervisor = stage.start(stage.builder().openTelemetry(readout.openTelemetry()), orders.child());
        stage.run(orders);
        Supervisor second = stage.start(stage.probe("other"));
        assertNotEquals(supervisor.name(), second.name());
        assertTrue(Supervisor.live().contains(supervisor));

        assertFalse(supervisor.close(Duration.ZERO));
        assertTrue(Supervisor.live().contains(supervisor), "a body of its runs");
        assertFalse(readout.counts().isEmpty());
        orders.returns();

        stage.until("the supervisor to be gone", () -> !Supervisor.live().contains(supervisor));
        stage.until("its metrics to be gone", () -> readout.counts().isEmpty());
        assertTrue(Supervisor.live().contains(second));
    }
}
