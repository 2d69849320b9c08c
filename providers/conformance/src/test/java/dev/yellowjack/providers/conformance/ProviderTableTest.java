package dev.yellowjack.providers.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.tck.Ability;
import dev.yellowjack.tck.FlagBackend;
import dev.yellowjack.tck.FlagProviderTck;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table in the document is that of the kits there are. What was measured is not compared: it differs each time. */
class ProviderTableTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final String HERE = ProviderTableTest.class.getPackageName() + ".";

    private final ProviderTexts texts = new ProviderTexts(ROOT);
    private final ProviderTable table = new ProviderTable(texts);
    private final String part = ProviderTable.part(Files.readString(ROOT.resolve(ProviderTable.DOCUMENT)));

    ProviderTableTest() throws IOException {}

    /** The full names of the classes that run the kit, in all modules of providers. */
    static SortedSet<String> kits() throws IOException {
        SortedSet<String> kits = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("providers"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith("Test.java")).toList()) {
                String path = file.toString().replace('\\', '/');
                boolean ofTheBuild = path.contains("/src/test/java/"); // others need a profile, and what it resolves
                if (ofTheBuild && Files.readString(file).contains(" extends " + "FlagProviderTck {")) {
                    String inside = path.substring(path.indexOf("/src/test/java/") + "/src/test/java/".length());
                    kits.add(inside.substring(0, inside.length() - ".java".length())
                            .replace('/', '.'));
                }
            }
        }
        return kits;
    }

    static Stream<String> kitsHere() throws IOException {
        return kits().stream().filter(kit -> kit.startsWith(HERE));
    }

    @Test
    void each_kit_is_described_and_nothing_else_is() throws IOException {
        assertEquals(kits(), texts.kits());
    }

    @Test
    void each_kit_has_a_row_with_the_version_of_the_pom_and_there_are_no_other_rows() throws IOException {
        SortedSet<String> rows = part.lines()
                .filter(line -> line.startsWith("| ["))
                .map(line -> line.split(" \\| ", -1))
                .map(cells -> cells[0] + " | " + cells[1] + " | " + cells[2] + " | ")
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(kits().stream().map(table::rowStart).collect(Collectors.toCollection(TreeSet::new)), rows);
    }

    @ParameterizedTest
    @MethodSource("kitsHere")
    void what_a_provider_lacks_waives_and_leaves_is_what_its_kit_says(String kit) throws Exception {
        String details = table.details(declared(kit));
        assertTrue(
                part.contains("\n" + details + "\n"),
                () -> ProviderTable.DOCUMENT + " does not have this; make the table again:\n" + details);
    }

    private static KitReport declared(String kit) throws Exception {
        Constructor<?> constructor = Class.forName(kit).getDeclaredConstructor();
        constructor.setAccessible(true);
        FlagProviderTck instance = (FlagProviderTck) constructor.newInstance();
        SortedMap<String, String> lacking = new TreeMap<>();
        try (FlagBackend backend = (FlagBackend) ask(instance, "backend")) {
            Map<Ability, String> lacks = backend.abilities().lacking();
            lacks.forEach((ability, why) -> lacking.put(ability.name(), why));
        }
        return new KitReport(
                kit,
                "VERIFIED",
                "",
                "",
                "",
                lacking,
                reasons(instance, "waivedRules"),
                reasons(instance, "lastingThreads"));
    }

    private static SortedMap<String, String> reasons(FlagProviderTck kit, String method) throws Exception {
        SortedMap<String, String> reasons = new TreeMap<>();
        ((Map<?, ?>) ask(kit, method)).forEach((key, why) -> reasons.put((String) key, (String) why));
        return reasons;
    }

    private static Object ask(FlagProviderTck kit, String method) throws Exception {
        Class<?> type = kit.getClass();
        while (Stream.of(type.getDeclaredMethods())
                .noneMatch(one -> one.getName().equals(method))) {
            type = type.getSuperclass();
        }
        Method found = type.getDeclaredMethod(method);
        found.setAccessible(true);
        return found.invoke(kit);
    }

    @ParameterizedTest
    @CsvSource({
        "0.44, 0.4 ms",
        "9.94, 9.9 ms",
        "9.96, 10 ms",
        "63.4, 63 ms",
        "99.6, 100 ms",
        "681.511, 680 ms",
        "994, 990 ms",
        "996, 1.0 s",
        "1449, 1.4 s"
    })
    void times_have_two_digits(String millis, String expected) {
        assertEquals(expected, KitReport.time(millis));
    }
}
