package dev.yellowjack.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsJsonTest {
    private static final String GOOD =
            "{'state': 'ENABLED', 'variants': {'on': true, 'off': false}, 'defaultVariant': 'on'}";

    private final FlagsJson json = new FlagsJson(Set.of("mailer"));

    @Test
    @DisplayName("the example has no problem, and has every flag of the shop")
    void exampleIsGood() {
        assertEquals(Optional.empty(), new FlagsJson(new Shop().flags()).problemIn(FlagsFile.example()));
    }

    @Test
    @DisplayName("other flags may be of any type")
    void othersAreTheirOwners() {
        assertEquals(Optional.empty(), problem("{'flags': {'mailer': " + GOOD + ", 'color': {'state': 'DISABLED'}}}"));
    }

    @Test
    @DisplayName("where there is targeting, the variant is the provider's to choose")
    void targetingNeedsNoDefault() {
        assertEquals(
                Optional.empty(),
                problem("{'flags': {'mailer': {'variants': {'on': true}, 'targeting': {'if': [true, 'on']}}}}"));
    }

    @Test
    @DisplayName("malformed JSON is told with its place, and without the parser's jargon")
    void malformed() {
        assertEquals(
                Optional.of("line 2, column 11: Unexpected end-of-input: expected close marker for Object"),
                problem("{\n'flags': {"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                                                            | it is empty
        []                                                            | it has no object "flags"
        {'flags': []}                                                 | it has no object "flags"
        {'flags': {'mailer': GOOD, 'color': 1}}                       | flag "color" is not an object
        {'flags': {'mailer': GOOD, 'color': {'variants': []}}}                       | flag "color" has variants that are no object
        {'flags': {}}                                                 | flag "mailer" is missing
        {'flags': {'mailer': {}}}                                     | flag "mailer" has no variants
        {'flags': {'mailer': {'state': 'DISABLED'}}}                  | flag "mailer" is not ENABLED, which says neither on nor off
        {'flags': {'mailer': {'variants': {}}}}                       | flag "mailer" has the defaultVariant "", which is not one of its variants
        {'flags': {'mailer': {'variants': {'on': 1}, 'defaultVariant': 'on'}}} | flag "mailer" has a variant "on" that is neither true nor false
        """)
    @DisplayName("every other problem is told in words")
    void problems(String text, String words) {
        assertEquals(Optional.of(words), problem(text.replace("GOOD", GOOD)));
    }

    private Optional<String> problem(String text) {
        return json.problemIn(text.replace('\'', '"')).map(FlagsJson.Problem::words);
    }
}
