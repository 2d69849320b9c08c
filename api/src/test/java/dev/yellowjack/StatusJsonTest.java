package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.yellowjack.Reading.Unknown;
import dev.yellowjack.Reading.UnknownReason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The text that other programs read: its form is a promise. */
class StatusJsonTest {
    private static final Instant NOW = Instant.parse("2026-01-01T03:00:00Z");

    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Path.of("../docs/status.schema.json").toUri());

    private static Set<ValidationMessage> againstSchema(String json) {
        return SCHEMA.validate(json, InputFormat.JSON);
    }

    private static Set<String> names(Enum<?>... constants) {
        return Arrays.stream(constants).map(Enum::name).collect(Collectors.toSet());
    }

    private static Set<String> inSchema(String pointer) {
        Set<String> names = new HashSet<>();
        SCHEMA.getSchemaNode().at(pointer).forEach(name -> names.add(name.asText()));
        return names;
    }

    @Test
    void what_is_written_obeys_the_published_schema() {
        ChildStatus crashed = crashed("a", new IllegalStateException("boom"));
        assertEquals(Set.of(), againstSchema(status(running("b"), crashed).toJson()));
        String broken = status(crashed).toJson();
        for (String[] change : new String[][] {
            {"\"version\":1", "\"version\":2"},
            {"\"reason\":\"ERROR\",", ""},
            {"\"since\":", "\"from\":"},
            {"QUARANTINED\",\"since", "GONE\",\"since"}
        }) {
            assertTrue(broken.contains(change[0]), change[0]);
            assertFalse(againstSchema(broken.replace(change[0], change[1])).isEmpty(), change[0]);
        }
    }

    @Test
    void the_schema_knows_every_state_reason_and_kind() {
        assertEquals(names(ChildState.values()), inSchema("/$defs/state/enum"));
        assertEquals(names(ChildState.values()), inSchema("/properties/counts/required"));
        assertEquals(names(UnknownReason.values()), inSchema("/$defs/reading/properties/reason/enum"));
        assertEquals(names(Health.Kind.values()), inSchema("/$defs/problem/properties/kind/enum"));
    }

    private static SupervisorStatus status(ChildStatus... children) {
        return new SupervisorStatus("orders", "host-1", NOW, List.of(children));
    }

    private static ChildStatus running(String id) {
        return new ChildStatus(id, "flag", false, ChildState.RUNNING, Reading.ON, NOW, NOW, 2, 0, null, false);
    }

    private static ChildStatus crashed(String id, Throwable cause) {
        return new ChildStatus(
                id,
                "flag",
                true,
                ChildState.QUARANTINED,
                new Unknown(UnknownReason.ERROR, "no \"answer\""),
                NOW,
                NOW,
                1,
                1,
                new Crash(cause, 1, NOW),
                false);
    }

    @Test
    void a_healthy_supervisor() {
        assertEquals(
                "{\"version\":1,\"name\":\"orders\",\"instance\":\"host-1\",\"at\":\"2026-01-01T03:00:00Z\","
                        + "\"health\":\"UP\",\"problems\":[],\"counts\":{\"OFF\":0,\"STARTING\":0,\"RUNNING\":1,"
                        + "\"STOPPING\":0,\"BACKING_OFF\":0,\"QUARANTINED\":0,\"COMPLETED\":0},\"children\":[{"
                        + "\"id\":\"a\",\"flag\":\"flag\",\"killSwitch\":false,\"state\":\"RUNNING\","
                        + "\"since\":\"2026-01-01T03:00:00Z\",\"overdue\":false,\"healthy\":true,\"incarnations\":2,"
                        + "\"crashes\":0,\"reading\":{\"value\":\"ON\",\"since\":\"2026-01-01T03:00:00Z\"}}]}",
                status(running("a")).toJson());
    }

    @Test
    void a_crash_is_told_and_its_stack_with_the_one_child_alone() {
        ChildStatus crashed = crashed("a", new IllegalStateException("boom"));
        String list = status(crashed).toJson();
        assertTrue(
                list.contains("\"health\":\"DEGRADED\",\"problems\":[{\"kind\":\"QUARANTINED\",\"child\":\"a\""), list);
        assertTrue(
                list.contains("\"lastCrash\":{\"incarnation\":1,\"at\":\"2026-01-01T03:00:00Z\","
                        + "\"type\":\"java.lang.IllegalStateException\","
                        + "\"message\":\"java.lang.IllegalStateException: boom\"}"),
                list);
        assertTrue(list.contains("\"reason\":\"ERROR\",\"detail\":\"no \\\"answer\\\"\""), list);
        String one = crashed.toJson();
        assertTrue(one.contains("\"stack\":\"java.lang.IllegalStateException: boom\\n\\tat dev.yellowjack."), one);
    }

    @Test
    void a_transition_tells_its_cause_where_it_has_one() {
        Transition start =
                new Transition(1, "a", 1, ChildState.OFF, ChildState.STARTING, Transition.Reason.FLAG_ON, null, NOW);
        assertEquals(
                "{\"number\":1,\"child\":\"a\",\"incarnation\":1,\"from\":\"OFF\",\"to\":\"STARTING\","
                        + "\"reason\":\"FLAG_ON\",\"at\":\"2026-01-01T03:00:00Z\"}",
                start.toJson());
        Transition crash = new Transition(
                2,
                "a",
                1,
                ChildState.RUNNING,
                ChildState.QUARANTINED,
                Transition.Reason.CRASHED,
                new IllegalStateException("<boom>"),
                NOW);
        assertTrue(crash.toJson().endsWith("\"cause\":\"java.lang.IllegalStateException: \\u003cboom\\u003e\"}"));
    }

    @Test
    void what_the_ids_and_messages_hold_can_do_no_harm() {
        String nasty = "</script><img src=x onerror=alert(1)>&\"'\\ \u2028\u0000\u001b\ud83d\ude00 \ud800";
        String json = status(running(nasty)).toJson();
        assertFalse(json.contains("<"), json);
        assertFalse(json.contains(">"), json);
        assertFalse(json.contains("&"), json);
        assertTrue(json.contains("\\u003c/script\\u003e"), json);
        assertTrue(json.contains("\\u2028\\u0000\\u001b\ud83d\ude00 \\ud800"), json);
        assertEquals(json, new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    @Test
    void a_cause_that_cannot_be_told_is_named() {
        Throwable mute = new Exception() {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new IllegalStateException("not even that");
            }
        };
        ChildStatus crashed = crashed("a", mute);
        assertTrue(crashed.toJson().contains("which threw java.lang.IllegalStateException when asked"));
        assertTrue(status(crashed).toJson().contains("which threw java.lang.IllegalStateException when asked"));
        assertTrue(status(crashed).health(Health.UNKNOWN_LIMIT).toString().contains("which threw"));
    }

    @Test
    void ten_thousand_children_are_one_text() {
        ChildStatus[] many = new ChildStatus[10_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = running("child-" + i);
        }
        String json = status(many).toJson();
        assertEquals(10_000, json.split("\"id\":", -1).length - 1);
    }
}
