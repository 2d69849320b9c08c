package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.examples.custom.Specimen;
import dev.yellowjack.examples.custom.Zoo;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What somebody reads whose runtime has failed at a random sequence. */
class FailedSequenceTest {
    private static final Pattern REPEAT = Pattern.compile(
            "Found at try (\\d+) with seed (-?\\d+), and shortened\\. To repeat it: -Dtest=Cage#"
                    + "whatever_happens_in_whatever_order -Dyellowjack\\.tck\\.seed=(-?\\d+) -Dyellowjack\\.tck\\.tries=\\d+");

    private static Examination.Failure fail(String specimen) {
        Class<? extends Specimen> kind = Zoo.wrong().stream()
                .filter(one -> one.getSimpleName().equals(specimen))
                .findFirst()
                .orElseThrow();
        Examination examination = Examination.of(
                kind, Examination.Part.RANDOM, rule -> List.of(rule.value()).contains("8.4"));
        assertEquals(1, examination.failures().size());
        return examination.failures().get(0);
    }

    @Test
    void a_failed_sequence_tells_its_rule_its_commands_and_how_to_repeat_it() {
        Examination.Failure failure = fail("RestartsAtTheNextLook");

        String rule = failure.rule();
        assertTrue(failure.text().startsWith(Rulebook.bundled().cite(String.valueOf(rule))), failure.text());
        assertTrue(failure.text().contains("What was done, and what had to be then:\nstart\n"), failure.text());
        Matcher repeat = REPEAT.matcher(failure.text());
        assertTrue(repeat.find(), failure.text());
        assertEquals(repeat.group(2), repeat.group(3));
    }
}
