package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulebookTest {
    private static final Rulebook BOOK = new Rulebook("""
            Some words about §4.1 and others.

            - **§4.1** A child that reads `ON` is *started*. Not twice,
              however often.
            - **§4.10** See [ADR 3](adr/0003.md), which
              says why. More of it.
            - **§4.9** (Engine.) One sentence: no end

            ## §2 Stop
            """);

    @Test
    void a_sentence_is_the_first_one_without_markdown() {
        assertEquals("A child that reads ON is started.", BOOK.sentence("4.1"));
        assertEquals("See ADR 3, which says why.", BOOK.sentence("4.10"));
        assertEquals("(Engine.) One sentence: no end", BOOK.sentence("4.9"));
    }

    @Test
    void a_text_is_all_of_the_rule_in_one_line() {
        assertEquals("A child that reads ON is started. Not twice, however often.", BOOK.text("4.1"));
    }

    @Test
    void numbers_are_in_the_order_of_numbers() {
        assertEquals(List.of("4.1", "4.9", "4.10"), List.copyOf(BOOK.numbers()));
    }

    @Test
    void an_unknown_number_is_refused_with_those_that_there_are() {
        for (String unknown : List.of("4.2", "4", "", "one.two", "4.1.1", "99999999999.1")) {
            String message = assertThrows(IllegalArgumentException.class, () -> BOOK.cite(unknown))
                    .getMessage();
            assertTrue(message.contains("'" + unknown + "'") && message.contains("4.1, 4.9, 4.10"), message);
        }
    }

    @Test
    void a_number_that_is_used_twice_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new Rulebook("- **§4.1** One.\n- **§4.1** Two.\n"));
    }

    @Test
    void a_text_without_rules_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new Rulebook("# No rules\n"));
    }

    @Test
    void the_bundled_one_is_the_one_in_docs() throws IOException {
        Path rules = Path.of("..", "docs", "RULES.md");
        long rulesInTheFile;
        try (Stream<String> lines = Files.lines(rules)) {
            rulesInTheFile = lines.filter(line -> line.startsWith("- **§")).count();
        }

        assertEquals(rulesInTheFile, Rulebook.bundled().numbers().size());
        assertEquals(
                "§2.2 While the grace lasts, nobody interrupts the body: it may be writing something.",
                Rulebook.bundled().cite("2.2"));
    }
}
