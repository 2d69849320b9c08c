package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.FeatureProvider;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.Events;

/** What a back end declares is held against what it does, and nothing is skipped in silence. */
class AbilityTest {
    private static final String REMOVED = "a_flag_that_is_removed_leaves_its_child_as_it_is";
    private static final String FLIP = "a_flip_on_starts_the_child_and_a_flip_off_stops_it";

    @Test
    void an_ability_that_is_neither_written_nor_left_out_is_an_error_that_says_what_to_do() {
        assertFails(
                () -> new BareBackend(Abilities.all()), FLIP, "has not overridden remove()", "without(Ability.REMOVE");
    }

    @Test
    void half_an_ability_is_an_error_that_says_what_to_do() {
        assertFails(
                () -> new BareBackend(bare()) {
                    @Override
                    public void reconnect() {}
                },
                FLIP,
                "overrides disconnect() and reconnect(), but leaves DISCONNECT out",
                "drop .without(Ability.DISCONNECT");
    }

    @Test
    void an_ability_that_is_written_and_left_out_is_an_error_that_says_what_to_do() {
        assertFails(
                () -> new StreamingBackend() {
                    @Override
                    public Abilities abilities() {
                        return super.abilities().without(Ability.MISTYPE, "not today");
                    }
                },
                FLIP,
                "leaves MISTYPE out (\"not today\")",
                "drop .without(Ability.MISTYPE");
    }

    @Test
    void an_ability_that_throws_is_an_error_that_says_what_to_do() {
        assertFails(
                () -> new StreamingBackend() {
                    @Override
                    public void remove(String flag) {
                        throw new IllegalStateException("no such button");
                    }
                },
                REMOVED,
                "has REMOVE by what it declares, but throws java.lang.IllegalStateException: no such button",
                "without(Ability.REMOVE");
    }

    @Test
    void a_back_end_or_a_provider_that_cannot_be_made_is_an_error_that_names_it() {
        assertFails(
                () -> {
                    throw Sneaky.raise(new IOException("address in use"));
                },
                FLIP,
                "backend() threw java.io.IOException: address in use");
        assertFails(
                () -> new BareBackend(bare()) {
                    @Override
                    public FeatureProvider provider() {
                        throw Sneaky.raise(new IOException("no key"));
                    }
                },
                FLIP,
                ".provider() threw java.io.IOException: no key");
    }

    @Test
    void a_disconnect_that_does_nothing_is_found() {
        assertFails(
                () -> new StreamingBackend() {
                    @Override
                    public void disconnect() {}
                },
                "what_changed_during_an_outage_is_heeded_after_it",
                "no child changes");
    }

    @Test
    void without_an_ability_its_tests_are_skipped_and_the_report_says_why() {
        assertSkips(() -> new BareBackend(bare()), Map.of(), "without REMOVE: of the test");
    }

    @Test
    void the_tests_of_a_waived_rule_are_skipped_and_the_report_says_why() {
        assertSkips(StreamingBackend::new, Map.of("3.5", "it guesses"), "§3.5 is waived: it guesses");
    }

    @Test
    void an_ability_is_not_left_out_without_a_reason() {
        assertThrows(IllegalArgumentException.class, () -> Abilities.all().without(Ability.PUSH, " "));
    }

    @Test
    void abilities_do_not_change() {
        Abilities all = Abilities.all();
        Abilities fewer = all.without(Ability.PUSH, "polls");

        assertEquals("all", all.toString());
        assertEquals("all without {PUSH=polls}", fewer.toString());
        assertEquals(
                "all without {DISABLE=no such thing, PUSH=polls}",
                fewer.without(Ability.DISABLE, "no such thing").toString());
        assertEquals("all without {PUSH=polls}", fewer.toString());
    }

    private static void assertFails(Supplier<FlagBackend> backend, String test, String... messages) {
        Events events = CagedKit.run(backend, test);

        assertEquals(1, events.failed().count(), "it fails");
        String message = messages(events).get(0);
        for (String part : messages) {
            assertTrue(message.contains(part), () -> "'" + part + "' is said: " + message);
        }
    }

    private static void assertSkips(Supplier<FlagBackend> backend, Map<String, String> waived, String reason) {
        Events events = CagedKit.run(backend, waived, Map.of(), REMOVED);

        assertEquals(1, events.aborted().count(), "it is skipped");
        assertEquals(List.of(reason), messages(events));
    }

    /** Why tests failed or were skipped. */
    private static List<String> messages(Events events) {
        return events.finished().stream()
                .flatMap(event -> event.getPayload(TestExecutionResult.class).stream())
                .flatMap(result -> result.getThrowable().stream())
                .map(problem -> String.valueOf(problem.getMessage()))
                .toList();
    }

    private static Abilities bare() {
        Abilities bare = Abilities.all();
        for (Ability ability : Ability.values()) {
            bare = bare.without(ability, "of the test");
        }
        return bare;
    }

    /** One with nothing but what has to be. */
    private static class BareBackend implements FlagBackend {
        private final StreamingBackend flags = new StreamingBackend();
        private final Abilities abilities;

        BareBackend(Abilities abilities) {
            this.abilities = abilities;
        }

        @Override
        public FeatureProvider provider() {
            return flags.provider();
        }

        @Override
        public Abilities abilities() {
            return abilities;
        }

        @Override
        public void set(String flag, boolean on) {
            flags.set(flag, on);
        }
    }
}
