package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class VerdictListenerTest {
    private static final String RIGHT = """

            Right, number 2: verified, 2 of 4 rules
              in part         1.1  nothing was given (nothing())
              not applicable  1.3  nothing was given (nothing())
              sequences       10 run, longest 2 steps, seed 7

            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
            .enableTestExecutionListenerAutoRegistration(false)
            .addTestExecutionListeners(new VerdictListener(new PrintStream(out, true, StandardCharsets.UTF_8)))
            .build());

    @Test
    void the_platform_finds_it_by_itself() {
        assertTrue(ServiceLoader.load(TestExecutionListener.class).stream()
                .anyMatch(provider -> provider.type() == VerdictListener.class));
    }

    @Test
    void one_verdict_covers_the_tests_of_both_engines() {
        run(selectClass(FixtureKits.Right.class));

        assertEquals(RIGHT, printed());
    }

    @Test
    void a_second_run_counts_from_the_beginning() {
        run(selectClass(FixtureKits.Right.class));
        printed();
        run(selectClass(FixtureKits.Right.class));

        assertEquals(RIGHT, printed());
    }

    @Test
    void failures_of_both_engines_break_their_rules() {
        run(selectClass(FixtureKits.Wrong.class));

        assertEquals(
                """

                Wrong, number 3: FAILED, verified 0 of 4 rules
                  FAILED          1.1  %s
                                  in two_is_two
                  FAILED          2.2  %s
                                  in twice_is_even
                                  in two_is_even
                  not settled     1.4  a test failed, but not at this rule
                  not applicable  1.3  nothing was given (nothing())
                """.formatted(
                        Rulebook.bundled().sentence("1.1"), Rulebook.bundled().sentence("2.2")),
                printed().replaceAll("  sequences .*\n\n", ""));
    }

    @Test
    void each_class_has_its_verdict() {
        run(
                selectClass(FixtureKits.Right.class),
                selectClass(FixtureKits.Wrong.class),
                selectClass(FailingCases.Tests.class));

        assertEquals(
                List.of("Right, number 2: verified, 2 of 4 rules", "Wrong, number 3: FAILED, verified 0 of 4 rules"),
                printed().lines().filter(line -> line.contains(" rules")).toList());
    }

    @Test
    void a_run_of_a_single_test_tells_what_it_left_out() {
        run(selectMethod(FixtureKits.Right.class, "two_is_two"));

        assertEquals("""

                Right, number 2: incomplete, verified 0 of 4 rules
                  not run         1.1 1.3 1.4 2.2  left out of this run
                  not run         no_example_of_the_kit_is_switched_off  left out of this run
                  not run         no_test_of_the_kit_is_switched_off  left out of this run

                """, printed());
    }

    @Test
    void a_class_that_is_disabled_is_not_verified() {
        run(selectClass(FixtureKits.Disabled.class));

        String verdict = printed();
        assertTrue(verdict.startsWith("\nDisabled: FAILED, verified 1 of 4 rules\n"), verdict);
        assertTrue(
                verdict.contains("  FAILED          " + FixtureKits.Disabled.class.getName() + " is @Disabled\n"),
                verdict);
        assertTrue(verdict.contains("  not run         1.1 1.3 2.2  disabled: it is slow\n"), verdict);
    }

    @Test
    void a_class_whose_own_preparation_fails_has_failed() {
        run(selectClass(FixtureKits.Unprepared.class));

        String verdict = printed();
        assertTrue(verdict.startsWith("\nUnprepared: FAILED, verified 1 of 4 rules\n"), verdict);
        assertTrue(
                verdict.contains("  FAILED          the class: java.lang.IllegalStateException: no pool\n"), verdict);
    }

    @Test
    void runs_inside_a_test_may_be_silent() {
        launcher.execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(FixtureKits.Right.class))
                .configurationParameter("jqwik.reporting.onlyfailures", "true")
                .configurationParameter("yellowjack.tck.verdict", "off")
                .build());

        assertEquals("", printed());
    }

    @Test
    void a_report_has_what_a_program_wants_to_know_and_is_the_same_each_time(@TempDir Path folder) throws IOException {
        Path reports = folder.resolve("not/there/yet");
        Path report = reports.resolve(FixtureKits.Right.class.getName() + ".properties");
        reporting(reports, FixtureKits.Right.class);
        String first = Files.readString(report);
        reporting(reports, FixtureKits.Right.class);

        assertEquals("""
                class=dev.yellowjack.tck.FixtureKits$Right
                result=VERIFIED
                rule.1.1.reason=nothing was given (nothing())
                rule.1.1.standing=IN_PART
                rule.1.3.reason=nothing was given (nothing())
                rule.1.3.standing=NOT_APPLICABLE
                rules.total=4
                rules.verified=2
                subject=number 2
                """, first);
        assertEquals(first, Files.readString(report));
    }

    @Test
    void a_report_on_a_failure_says_where_it_was_and_what(@TempDir Path folder) throws IOException {
        reporting(folder, FixtureKits.Wrong.class);

        Properties report = read(folder, FixtureKits.Wrong.class);
        assertEquals("FAILED", report.getProperty("result"));
        assertEquals("BROKEN", report.getProperty("rule.2.2.standing"));
        assertEquals("in twice_is_even; two_is_even", report.getProperty("rule.2.2.reason"));
        assertEquals("a test failed, but not at this rule", report.getProperty("rule.1.4.reason"));
        assertFalse(report.getProperty("failure.1", "").isBlank());
    }

    @Test
    void a_report_on_a_provider_has_what_it_lacks_and_how_quick_it_is(@TempDir Path folder) throws IOException {
        launcher.execute(request(folder)
                .selectors(selectMethod(
                        Declaring.class,
                        "a_flip_reaches_the_body_within_the_declared_time",
                        "dev.yellowjack.tck.ProviderStage, org.junit.jupiter.api.TestReporter"))
                .build());

        Properties report = read(folder, Declaring.class);
        assertEquals("it announces nothing = ever: é", report.getProperty("lacking.PUSH"));
        assertEquals("they are not lost", report.getProperty("waived.4.7"));
        assertEquals("they end later", report.getProperty("threads.no such: thread"));
        double median = Double.parseDouble(report.getProperty("flip-to-body.median.ms"));
        double max = Double.parseDouble(report.getProperty("flip-to-body.max.ms"));
        assertTrue(0 < median && median <= max, median + " and " + max);
    }

    @Test
    void a_folder_that_cannot_be_written_is_told_of_below_the_verdict(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        reporting(file, FixtureKits.Right.class);

        String printed = printed();
        assertTrue(printed.startsWith(RIGHT), printed);
        assertTrue(
                printed.contains("FAILED to write the report on " + FixtureKits.Right.class.getName()
                        + " to -Dyellowjack.tck.report=" + file + ": "),
                printed);
    }

    @Test
    void runs_without_a_kit_print_nothing() {
        run(selectClass(FailingCases.Tests.class));

        assertEquals("", printed());
    }

    /** Not named as a test. */
    static class Declaring extends MuteProviderTest {
        @Override
        protected FlagBackend backend() {
            return new MuteBackend() {
                @Override
                public Abilities abilities() {
                    return super.abilities().without(Ability.PUSH, "it announces nothing = ever: é");
                }
            };
        }

        @Override
        protected Map<String, String> waivedRules() {
            return Map.of("4.7", "they are not lost");
        }

        @Override
        protected Map<String, String> lastingThreads() {
            return Map.of("no such: thread", "they end later");
        }
    }

    private void reporting(Path folder, Class<?> kit) {
        launcher.execute(request(folder).selectors(selectClass(kit)).build());
    }

    private static LauncherDiscoveryRequestBuilder request(Path folder) {
        return LauncherDiscoveryRequestBuilder.request()
                .configurationParameter("jqwik.reporting.onlyfailures", "true")
                .configurationParameter("yellowjack.tck.report", folder.toString());
    }

    private static Properties read(Path folder, Class<?> kit) throws IOException {
        Properties report = new Properties();
        try (Reader text = Files.newBufferedReader(folder.resolve(kit.getName() + ".properties"))) {
            report.load(text);
        }
        return report;
    }

    private void run(DiscoverySelector... selectors) {
        launcher.execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(selectors)
                .configurationParameter("jqwik.reporting.onlyfailures", "true")
                .build());
    }

    private String printed() {
        String text = out.toString(StandardCharsets.UTF_8);
        out.reset();
        return text;
    }
}
