package dev.yellowjack.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.Child;
import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a crash to its alert: a supervisor, OpenTelemetry's SDK, the Prometheus exporter, HTTP, and the rules. */
class EndToEndTest {
    private static final String NAME = "yellowjack_supervisor_name";
    private static final String STATE = "yellowjack_child_state";

    @TempDir
    private Path folder;

    private final Flags flags = new Flags().on("consumer").off("mailer");
    private Exporter exporter;
    private Supervisor supervisor;

    @BeforeEach
    void startSupervisor() throws IOException {
        exporter = Exporter.open();
        supervisor = Supervisor.builder()
                .name("orders")
                .runtime("threads")
                .client(flags.client())
                .openTelemetry(exporter.openTelemetry())
                .child(Child.named("consumer").flag("consumer").runs(EndToEndTest::crash))
                .child(Child.named("mailer").flag("mailer").runs(ChildContext::awaitStop))
                .start();
    }

    @AfterEach
    void close() {
        supervisor.close();
        exporter.close();
        flags.close();
    }

    private static void crash(ChildContext body) {
        throw new IllegalStateException("no broker");
    }

    private Scrape scrapeOfCrashed() throws InterruptedException {
        await("consumer", ChildState.QUARANTINED);
        supervisor.check().join();
        return exporter.scrape();
    }

    private Scrape scrapeOfTurnedOff() throws InterruptedException {
        await("consumer", ChildState.QUARANTINED);
        flags.off("consumer");
        await("consumer", ChildState.OFF);
        supervisor.check().join();
        return exporter.scrape();
    }

    private void await(String child, ChildState state) throws InterruptedException {
        assertTrue(
                supervisor.await(child, state, Waiting.BOUND),
                () -> supervisor.status(child).toString());
    }

    private static double childrenIn(String state, Scrape scrape) {
        return scrape.sum("yellowjack_child_count", Map.of(NAME, "orders", STATE, state));
    }

    private static double isIn(String child, String state, Scrape scrape) {
        return scrape.sum(STATE, Map.of(NAME, "orders", "yellowjack_child_id", child, STATE, state));
    }

    @Test
    void a_crash_is_in_the_scrape_with_what_threw_and_whom_it_hit() throws InterruptedException {
        Scrape scrape = scrapeOfCrashed();
        assertEquals(
                1,
                scrape.sum(
                        "yellowjack_child_crashes_total",
                        Map.of(NAME, "orders", "error_type", "java.lang.IllegalStateException")));
        assertEquals(1, scrape.sum("yellowjack_child_starts_total", Map.of(NAME, "orders")));
        assertEquals(1, childrenIn("quarantined", scrape));
        assertEquals(1, childrenIn("off", scrape));
        assertEquals(0, childrenIn("running", scrape));
        assertEquals(1, isIn("consumer", "quarantined", scrape));
        assertEquals(1, isIn("mailer", "off", scrape));
        assertEquals(0, isIn("mailer", "quarantined", scrape));
    }

    @Test
    void its_quarantine_is_over_in_the_scrape_once_its_flag_has_been_off_and_the_crash_stays_counted()
            throws InterruptedException {
        Scrape scrape = scrapeOfTurnedOff();
        assertEquals(0, childrenIn("quarantined", scrape));
        assertEquals(2, childrenIn("off", scrape));
        assertEquals(1, scrape.sum("yellowjack_child_crashes_total", Map.of(NAME, "orders")));
    }

    @Test
    void a_supervisor_that_is_closed_is_in_the_scrape_no_more() throws InterruptedException {
        assertEquals(7, scrapeOfCrashed().named("yellowjack_child_count").size());
        supervisor.close();
        Waiting.until(
                () -> exporter.scrape().named("yellowjack_child_count").isEmpty(),
                () -> exporter.scrape().text());
        assertTrue(exporter.scrape().named(STATE).isEmpty());
    }

    @Test
    void a_quarantined_child_fires_within_a_minute_of_that_scrape_and_one_that_is_meant_to_be_off_does_not()
            throws Exception {
        Promtool promtool = Promtool.orSkip();
        assertPasses(
                promtool,
                new RuleTest(scrapeOfCrashed())
                        .firingAfter("30s", "YellowjackChildQuarantined consumer")
                        .firingAfter("15m", "YellowjackChildQuarantined consumer"));
    }

    @Test
    void nothing_fires_when_both_are_meant_to_be_off() throws Exception {
        Promtool promtool = Promtool.orSkip();
        assertPasses(
                promtool,
                new RuleTest(scrapeOfTurnedOff())
                        .firingAfter("30s")
                        .firingAfter("5m")
                        .firingAfter("15m"));
    }

    @Test
    void a_rule_test_of_a_scrape_fails_where_it_expects_what_does_not_fire() throws Exception {
        Promtool promtool = Promtool.orSkip();
        RuleTest wrong = new RuleTest(scrapeOfTurnedOff()).firingAfter("15m", "YellowjackChildQuarantined consumer");
        assertEquals(1, run(promtool, wrong).exit());
    }

    private void assertPasses(Promtool promtool, RuleTest test) throws IOException {
        Promtool.Result result = run(promtool, test);
        assertEquals(0, result.exit(), result::output);
    }

    private Promtool.Result run(Promtool promtool, RuleTest test) throws IOException {
        return promtool.testRules(Files.writeString(folder.resolve("scrape.test.yml"), test.yaml()));
    }
}
