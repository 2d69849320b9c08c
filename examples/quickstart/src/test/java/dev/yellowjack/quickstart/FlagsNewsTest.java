package dev.yellowjack.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FlagsNewsTest {
    private static final String GOOD =
            "{'flags': {'mailer': {'state': 'ENABLED', 'variants': {'on': true, 'off': false},"
                    + " 'defaultVariant': 'on'}}}";
    private static final String CALM = ". Nothing stops: a child whose flag cannot be read goes on as it was.";
    private static final String GOOD_AGAIN = "The flags file flags.json is good again.";

    @TempDir
    Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void namesFile() {
        file = folder.resolve("flags.json").toAbsolutePath();
    }

    @Test
    @DisplayName("the example is no news, and has every flag of the shop")
    void exampleIsGood() throws Exception {
        write(FlagsFile.example());
        try (Listening listening = new Listening(new FlagsSource.OfFile(file), new Shop().flags())) {
            listening.awaitReady();
            write("{'flags': {}}"); // What would be told of the example comes before what is told of this.
            assertEquals(told("is wrong: flag \"audit-paused\" is missing"), listening.next());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {'flags': {                                    | is wrong: line 1, column 12: Unexpected end-of-input: expected close marker for Object
        []                                             | is wrong: it has no object "flags"
        {'flags': {'mailer': {}}}                      | is wrong: flag "mailer" has no variants
        {'flags': {'color': {'variants': {'red': 1}}}} | is wrong: flag "mailer" is missing
        {'flags': {'mailer': {'state': 'DISABLED', 'variants': {'on': true}, 'defaultVariant': 'on'}}} | is wrong: flag "mailer" is disabled
        {'flags': {'mailer': {'state': 'ENABLED', 'variants': {'on': 'yes'}, 'defaultVariant': 'on'}}} | is wrong: flag "mailer" is no Boolean
        """)
    @DisplayName("what is wrong is told in words, once, and so is its end")
    void problemsAreTold(String text, String words) throws Exception {
        write(GOOD);
        try (Listening listening = new Listening(new FlagsSource.OfFile(file), Set.of("mailer"))) {
            listening.awaitReady();
            write(text);
            assertEquals(told(words), listening.next());
            write(GOOD);
            assertEquals(GOOD_AGAIN, listening.next());
            assertEquals(List.of(), listening.news);
        }
    }

    @Test
    @DisplayName(
            "a file that is missing from the start is told, and taken when it comes; so is one that goes and comes")
    void missingIsTold() throws Exception {
        try (Listening listening = new Listening(new FlagsSource.OfFile(file), Set.of("mailer"))) {
            assertEquals(told("is missing"), listening.next());
            for (int time = 0; time < 2; time++) {
                write(GOOD);
                assertEquals(GOOD_AGAIN, listening.next());
                Files.delete(file);
                assertEquals(told("is missing"), listening.next());
            }
        }
    }

    private static String told(String words) {
        return "The flags file flags.json " + words + CALM;
    }

    private void write(String text) throws IOException {
        Path whole = Files.writeString(folder.resolve("new"), text.replace('\'', '"'));
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
