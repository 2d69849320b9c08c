package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.ErrorCode;
import dev.yellowjack.examples.custom.Zoo;
import dev.yellowjack.runtime.SupervisorRuntime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The kit finds what is wrong with a provider, cites the rule, and lets pass what a supervisor makes up for. */
class ProviderZooTest {
    private static final Gate NEVER = new Gate();

    /** A provider, and the test of the kit that it is put through. */
    record Specimen(Function<StreamingBackend, StreamingProvider> maker, String rule, String test) {
        FlagBackend backend() {
            return new StreamingBackend(maker);
        }

        @Override
        public String toString() {
            return "§" + rule + ", " + test;
        }
    }

    @AfterAll
    static void letGo() {
        NEVER.open();
    }

    static Stream<Specimen> wrong() {
        AtomicInteger made = new AtomicInteger();
        Map<String, Answer> memory = new ConcurrentHashMap<>();
        return Stream.of(
                new Specimen(
                        backend -> new WrongProviders.LosesChange(100, backend),
                        "4.4",
                        "after_a_burst_of_flips_that_ends_on_the_child_runs"),
                new Specimen(
                        backend -> new WrongProviders.LosesChange(101, backend),
                        "4.4",
                        "after_a_burst_of_flips_that_ends_off_the_child_is_off"),
                new Specimen(
                        backend -> new WrongProviders.LosesChange(602, backend),
                        "4.4",
                        "after_bursts_on_several_flags_at_once_each_child_is_where_its_flag_says"),
                new Specimen(
                        backend -> new WrongProviders.LosesChange(201, backend),
                        "4.4",
                        "a_burst_during_which_the_child_crashes_ends_with_its_last_word"),
                new Specimen(
                        WrongProviders.SwapsChanges::new, "4.4", "after_a_burst_of_flips_that_ends_on_the_child_runs"),
                new Specimen(
                        WrongProviders.IsASnapshot::new, "1.1", "a_flip_on_starts_the_child_and_a_flip_off_stops_it"),
                new Specimen(
                        WrongProviders.IsASnapshot::new,
                        "1.2",
                        "many_children_follow_many_flags_that_several_threads_flip"),
                new Specimen(WrongProviders.AnnouncesNothing::new, "4.4", "a_change_is_seen_without_a_check"),
                new Specimen(
                        WrongProviders.IsOffWhileDisconnected::new,
                        "4.2",
                        "an_outage_changes_nothing_and_nor_does_its_end"),
                new Specimen(
                        WrongProviders.IsOffWhileDisconnected::new,
                        "4.3",
                        "a_provider_that_starts_during_an_outage_decides_nothing"),
                new Specimen(
                        WrongProviders.KeepsOldValuesAfterAnOutage::new,
                        "4.4",
                        "what_changed_during_an_outage_is_heeded_after_it"),
                new Specimen(
                        WrongProviders.KeepsOldValuesAfterAnOutage::new,
                        "4.4",
                        "after_short_outages_one_upon_the_other_the_last_word_counts"),
                new Specimen(
                        WrongProviders.GivesUpInAnOutage::new,
                        "4.4",
                        "a_provider_that_started_during_an_outage_is_heeded_after_it"),
                new Specimen(
                        backend -> new WrongProviders.WorksOnce(made, backend),
                        "4.2",
                        "a_provider_that_is_replaced_by_its_like_changes_nothing_and_the_new_one_is_heeded"),
                new Specimen(
                        backend -> new WrongProviders.SaysFalseFor(ErrorCode.FLAG_NOT_FOUND, backend),
                        "4.1",
                        "a_flag_that_was_never_there_decides_nothing"),
                new Specimen(
                        backend -> new WrongProviders.SaysFalseFor(ErrorCode.FLAG_NOT_FOUND, backend),
                        "4.10",
                        "a_kill_switch_that_is_not_there_stops_and_starts_nothing"),
                new Specimen(
                        backend -> new WrongProviders.SaysFalseFor(ErrorCode.TYPE_MISMATCH, backend),
                        "4.1",
                        "a_flag_that_is_mistyped_from_the_beginning_decides_nothing"),
                new Specimen(
                        backend -> new WrongProviders.SaysFalseFor(ErrorCode.TYPE_MISMATCH, backend),
                        "4.1",
                        "a_flag_that_gets_another_type_leaves_its_child_as_it_is"),
                new Specimen(
                        WrongProviders.SaysFalseForDisabled::new,
                        "4.1",
                        "a_flag_that_is_disabled_from_the_beginning_decides_nothing"),
                new Specimen(
                        WrongProviders.SaysFalseForDisabled::new,
                        "4.1",
                        "a_flag_that_is_disabled_leaves_its_child_as_it_is"),
                new Specimen(
                        WrongProviders.RemembersWhatWasRemoved::new,
                        "4.1",
                        "a_flag_that_is_removed_leaves_its_child_as_it_is"),
                new Specimen(
                        backend -> new WrongProviders.HangsInEvaluation(NEVER, backend),
                        "1.1",
                        "a_child_whose_flag_is_on_from_the_beginning_is_started"),
                new Specimen(
                        backend -> new WrongProviders.HangsInInitialisation(NEVER, backend),
                        "1.1",
                        "a_flip_on_starts_the_child_and_a_flip_off_stops_it"),
                new Specimen(
                        WrongProviders.IsOffOnceShutDown::new,
                        "4.2",
                        "a_provider_that_is_shut_down_changes_nothing_and_its_successor_is_heeded"),
                new Specimen(
                        backend -> new WrongProviders.WorksOnce(made, backend),
                        "4.2",
                        "a_provider_that_is_shut_down_changes_nothing_and_its_successor_is_heeded"),
                new Specimen(
                        backend -> new WrongProviders.SaysFalseFor(ErrorCode.FLAG_NOT_FOUND, backend),
                        "4.1",
                        "a_provider_whose_successor_knows_none_of_the_flags_changes_nothing"),
                new Specimen(
                        backend -> new WrongProviders.LeavesAThread(NEVER, false, backend),
                        "5.1",
                        "no_thread_is_left_of_a_supervisor_and_its_provider"),
                new Specimen(
                        backend -> new WrongProviders.LeavesAThread(NEVER, true, backend),
                        "5.1",
                        "no_thread_is_left_of_a_supervisor_and_its_provider"),
                new Specimen(
                        backend -> new WrongProviders.SharesItsMemory(memory, backend),
                        "6.1",
                        "two_supervisors_on_providers_of_their_own_do_not_disturb_each_other"),
                new Specimen(
                        WrongProviders.KnowsOnAlone::new,
                        "4.9",
                        "a_check_costs_one_evaluation_per_flag_that_has_not_changed"),
                new Specimen(
                        WrongProviders.KnowsOnAlone::new, "1.1", "a_flip_on_starts_the_child_and_a_flip_off_stops_it"),
                new Specimen(WrongProviders.IgnoresTheContext::new, "4.8", "a_flag_can_be_on_for_one_instance_alone"),
                new Specimen(WrongProviders.IgnoresTheContext::new, "4.8", "a_flag_can_be_on_for_one_child_alone"),
                new Specimen(WrongProviders.AnswersOneThread::new, "4.1", "a_provider_answers_many_threads_at_once"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void a_wrong_provider_fails_citing_its_rule(Specimen specimen) {
        assertFailsCiting(specimen.rule(), CagedKit.run(specimen::backend, specimen.test()));
    }

    private static void assertFailsCiting(String rule, Events events) {
        assertEquals(1, events.failed().count(), "it fails");
        String name =
                events.failed().map(Event::getTestDescriptor).toList().get(0).getDisplayName();
        assertTrue(name.startsWith("§" + rule), () -> "cites §" + rule + ": " + name);
    }

    /** A runtime that is wrong, and the test of the kit that it is put through on a provider that is right. */
    record WrongRuntime(String name, String rule, String test) {
        SupervisorRuntime runtime() {
            return Zoo.wrong().stream()
                    .filter(kind -> kind.getSimpleName().equals(name))
                    .map(kind -> Zoo.specimen(kind).runtime(Thread::new))
                    .findAny()
                    .orElseThrow();
        }

        @Override
        public String toString() {
            return name + ": §" + rule + ", " + test;
        }
    }

    /** Where a good answer does not arrive, no provider is to blame for what comes of it: so these are runtimes. */
    static Stream<WrongRuntime> wrongRuntimes() {
        Stream.Builder<WrongRuntime> all = Stream.builder();
        for (String hooked : List.of(
                "while_a_hook_of_the_flag_client_throws_no_child_changes_and_then_each_heeds_its_flag",
                "while_a_hook_of_all_flag_clients_throws_no_child_changes_and_then_each_heeds_its_flag")) {
            all.add(new WrongRuntime("TakesAnErrorForOff", "4.1", hooked));
            all.add(new WrongRuntime("TakesWhatIsThrownForOff", "4.1", hooked));
            all.add(new WrongRuntime("StopsOnUnknown", "4.1", hooked));
            all.add(new WrongRuntime("ReleasesOnUnknown", "4.1", hooked));
            all.add(new WrongRuntime("FallsBackEveryTime", "4.1", hooked));
        }
        String walled =
                "while_the_provider_says_null_or_the_default_or_throws_no_child_changes_and_then_each_heeds_its_flag";
        for (String name : List.of(
                "TakesTheDefaultForAnAnswer",
                "TakesNullForOff",
                "TakesAWrongTypeForOff",
                "TakesAnErrorForOff",
                "TakesWhatIsThrownForOff",
                "StopsOnUnknown",
                "ReleasesOnUnknown",
                "FallsBackEveryTime")) {
            all.add(new WrongRuntime(name, "4.1", walled));
        }
        String hookedEarly = "a_hook_that_throws_from_the_beginning_decides_nothing";
        String walledEarly = "a_provider_that_says_null_or_the_default_or_throws_from_the_beginning_decides_nothing";
        for (String name : List.of("TakesAnErrorForOff", "TakesWhatIsThrownForOff", "IgnoresTheFallback")) {
            all.add(new WrongRuntime(name, "4.1", hookedEarly));
            all.add(new WrongRuntime(name, "4.1", walledEarly));
        }
        all.add(new WrongRuntime("TakesTheDefaultForAnAnswer", "4.1", walledEarly));
        all.add(new WrongRuntime("TakesNullForOff", "4.1", walledEarly));
        for (String test : List.of(
                "children_wait_for_a_provider_that_is_set_later",
                "children_wait_for_a_provider_that_is_set_while_another_has_not_become_ready",
                "children_wait_for_a_provider_that_is_set_when_another_has_failed_for_good")) {
            all.add(new WrongRuntime("TakesAnErrorForOff", "4.1", test));
            all.add(new WrongRuntime("IgnoresTheFallback", "4.1", test));
        }
        for (String test : List.of(
                "a_flag_client_that_is_shut_down_changes_nothing_and_a_new_provider_is_heeded",
                "a_provider_whose_successor_is_not_ready_changes_nothing",
                "a_provider_whose_successor_has_failed_for_good_changes_nothing")) {
            all.add(new WrongRuntime("TakesAnErrorForOff", "4.2", test));
            all.add(new WrongRuntime("ReleasesOnUnknown", "4.2", test));
            all.add(new WrongRuntime("FallsBackEveryTime", "4.2", test));
        }
        all.add(new WrongRuntime(
                "AsksForEachChild", "4.9", "a_check_costs_one_evaluation_per_flag_that_has_not_changed"));
        all.add(new WrongRuntime(
                "TakesTheDefaultForAnAnswer", "4.1", "a_flag_that_is_disabled_leaves_its_child_as_it_is"));
        return all.build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongRuntimes")
    void a_wrong_runtime_on_a_right_provider_fails_citing_the_rule(WrongRuntime specimen) {
        assertFailsCiting(specimen.rule(), CagedKit.run(specimen.runtime(), StreamingBackend::new, specimen.test()));
    }

    @Test
    void a_thread_that_is_left_may_be_if_it_is_declared_with_a_reason() {
        Function<StreamingBackend, StreamingProvider> maker =
                backend -> new WrongProviders.LeavesAThread(NEVER, true, backend);

        Events events = CagedKit.run(
                () -> new StreamingBackend(maker),
                Map.of(),
                Map.of("LeavesAThread.read", "it ends with the JVM"),
                "no_thread_is_left_of_a_supervisor_and_its_provider");

        assertEquals(
                1,
                events.succeeded().count(),
                () -> "it passes: " + events.failed().list());
    }

    static Stream<Specimen> odd() {
        return Stream.of(
                new Specimen(OddProviders.AnnouncesTooSoon::new, "4.4", "a_change_is_seen_without_a_check"),
                new Specimen(
                        OddProviders.AnnouncesTooSoon::new,
                        "4.4",
                        "after_a_burst_of_flips_that_ends_on_the_child_runs"),
                new Specimen(OddProviders.ThrowsErrors::new, "4.1", "a_flag_that_was_never_there_decides_nothing"),
                new Specimen(
                        OddProviders.ThrowsErrors::new,
                        "4.1",
                        "a_flag_that_gets_another_type_leaves_its_child_as_it_is"),
                new Specimen(OddProviders.ThrowsErrors::new, "4.2", "an_outage_changes_nothing_and_nor_does_its_end"),
                new Specimen(
                        OddProviders.AnnouncesEachEvaluation::new,
                        "4.9",
                        "a_check_costs_one_evaluation_per_flag_that_has_not_changed"),
                new Specimen(
                        OddProviders.AnnouncesEachEvaluation::new,
                        "1.1",
                        "a_flip_on_starts_the_child_and_a_flip_off_stops_it"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("odd")
    void an_odd_provider_passes(Specimen specimen) {
        Events events = CagedKit.run(specimen::backend, specimen.test());

        assertEquals(
                1,
                events.succeeded().count(),
                () -> "it passes: " + events.failed().list());
    }
}
