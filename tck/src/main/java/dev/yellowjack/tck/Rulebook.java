package dev.yellowjack.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of {@code docs/RULES.md}, which lies beside this class: what each number says, as plain text. */
final class Rulebook {
    /** By section, then by number: 4.10 comes after 4.9. */
    static final Comparator<String> ORDER = Comparator.comparing(Rulebook::section)
            .thenComparing(Rulebook::numberInSection)
            .thenComparing(Comparator.naturalOrder());

    private static final Pattern RULE =
            Pattern.compile("^- \\*\\*§(\\d+\\.\\d+)\\*\\* (.*(?:\\R {2}.*)*)", Pattern.MULTILINE);
    private static final Pattern END_OF_SENTENCE = Pattern.compile("(?<=\\.)\\s");
    private static final Rulebook BUNDLED = new Rulebook(bundledText());

    private final NavigableMap<String, String> texts = new TreeMap<>(ORDER);

    Rulebook(String markdown) {
        Matcher rule = RULE.matcher(markdown);
        while (rule.find()) {
            if (texts.put(rule.group(1), plain(rule.group(2))) != null) {
                throw new IllegalArgumentException("there are two rules §" + rule.group(1));
            }
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("there are no rules in this text");
        }
    }

    /** The rules that this build of the kit verifies. */
    static Rulebook bundled() {
        return BUNDLED;
    }

    /** The numbers of all rules, in their order. */
    SortedSet<String> numbers() {
        return Collections.unmodifiableSortedSet(texts.navigableKeySet());
    }

    /** All that a rule says, in one line. */
    String text(String number) {
        String text = texts.get(number);
        if (text == null) {
            throw new IllegalArgumentException(
                    "there is no rule '" + number + "' in docs/RULES.md, which has " + String.join(", ", numbers()));
        }
        return text;
    }

    /** The first sentence of a rule. */
    String sentence(String number) {
        return END_OF_SENTENCE.split(text(number), 2)[0];
    }

    /** A rule as it is told to a person: its number and its first sentence. */
    String cite(String number) {
        return "§" + number + " " + sentence(number);
    }

    private static String plain(String markdown) {
        return markdown.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .replaceAll("[`*]", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static int section(String number) {
        return part(number, 0);
    }

    private static int numberInSection(String number) {
        return part(number, 1);
    }

    /** What is not a number sorts last: it is about to be refused, and the message names it. */
    private static int part(String number, int index) {
        String[] parts = number.split("\\.", -1);
        return parts.length == 2 && parts[index].matches("\\d{1,4}")
                ? Integer.parseInt(parts[index])
                : Integer.MAX_VALUE;
    }

    /** The whole of {@code docs/RULES.md}. */
    static String bundledText() {
        try (InputStream text = Rulebook.class.getResourceAsStream("RULES.md")) {
            if (text == null) {
                throw new IllegalStateException("RULES.md is missing beside " + Rulebook.class.getName());
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
