package dev.yellowjack.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is written by hand in this project: sources, documents and build files of all modules.
 *
 * @param files beneath the root of the project
 */
record Sources(List<Path> files) {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern WRITTEN = Pattern.compile(".*\\.(java|kt|md|xml|yml|properties)");

    /** A rule or a section, with its sign: the sign is what makes a number a citation. */
    private static final Pattern CITATION = Pattern.compile("§(\\d+(?:\\.\\d+)?)");

    /** A test of the engine says beside its name, or in the comment above, what it is about. */
    private static final Pattern TEST_WITH_RULES =
            Pattern.compile("(?://[^\\n]*\\n\\s*)?@Test\\s+void \\w+\\([^)]*\\)[^{]*\\{[^\\n]*");

    /** A place where a rule is cited. */
    record Citation(String rule, Path file, int line) {
        @Override
        public String toString() {
            return "§" + rule + " in " + ROOT.relativize(file) + ":" + line;
        }
    }

    static Sources ofTheProject() {
        return of("");
    }

    static Sources of(String folder) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT.resolve(folder), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes attributes) {
                    String name = found.getFileName().toString();
                    boolean isOurs = found.equals(ROOT) || !name.equals("target") && !name.startsWith(".");
                    return isOurs ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path found, BasicFileAttributes attributes) {
                    if (WRITTEN.matcher(found.getFileName().toString()).matches()) {
                        files.add(found);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Sources(files);
    }

    Stream<Citation> citations() {
        return files.stream().flatMap(file -> {
            List<String> lines = text(file).lines().toList();
            return IntStream.range(0, lines.size())
                    .boxed()
                    .flatMap(i -> rules(lines.get(i)).map(rule -> new Citation(rule, file, i + 1)));
        });
    }

    /** The rules that are cited where a test is declared. */
    Set<String> rulesOfTests() {
        return files.stream()
                .flatMap(file -> TEST_WITH_RULES.matcher(text(file)).results())
                .flatMap(test -> rules(test.group()))
                .collect(Collectors.toSet());
    }

    private static Stream<String> rules(String text) {
        Matcher citation = CITATION.matcher(text);
        return citation.results().map(found -> found.group(1));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
