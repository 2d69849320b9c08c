package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.examples.custom.Specimen;
import dev.yellowjack.examples.custom.Zoo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A kit that accepts a broken runtime is worse than none: so it is tried on runtimes of which it is known. */
class ZooTest {
    /** They wait more than they work. */
    private static final int AT_ONCE = 16;

    /** What the tests of this rule look at is the whole JVM. */
    private static final String RULE_OF_THREADS = "5.1";

    /** Runs the whole kit on each, also where the examples find out enough. */
    private static final boolean THOROUGH = Boolean.getBoolean("yellowjack.zoo.thorough");

    /** The names of those to examine, to look into some. */
    private static final Pattern ONLY = Pattern.compile(System.getProperty("yellowjack.zoo.only", ".*"));

    private static final Records RECORDS = new Records();

    static {
        // What is wrong often shows in that something does not come. This JVM is for this class alone.
        System.setProperty(Options.PATIENCE, "2");
    }

    @Test
    void there_is_a_wrong_runtime_in_every_section() {
        Set<String> sections = Zoo.wrong().stream()
                .map(kind -> Zoo.ruleBrokenBy(kind).split("\\.")[0])
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of("1", "2", "3", "4", "5", "6", "7", "8"), sections);
        assertTrue(Zoo.wrong().size() >= 40);
    }

    @TestFactory
    Stream<DynamicTest> the_kit_finds_the_rule_that_each_wrong_runtime_breaks() {
        Map<Boolean, List<Class<? extends Specimen>>> kinds = Zoo.wrong().stream()
                .filter(kind -> ONLY.matcher(kind.getSimpleName()).matches())
                .collect(Collectors.partitioningBy(ZooTest::looksAtThreads));
        return Stream.<Supplier<Stream<DynamicTest>>>of(() -> inTurn(kinds.get(true)), () -> together(kinds.get(false)))
                .flatMap(Supplier::get); // The others begin when the last of those has ended.
    }

    @AfterAll
    static void print() {
        System.out.print(RECORDS);
    }

    private static boolean looksAtThreads(Class<? extends Specimen> kind) {
        return Zoo.ruleBrokenBy(kind).equals(RULE_OF_THREADS);
    }

    private static Stream<DynamicTest> inTurn(List<Class<? extends Specimen>> kinds) {
        return kinds.stream().map(kind -> DynamicTest.dynamicTest(kind.getSimpleName(), () -> examine(kind)));
    }

    private static Stream<DynamicTest> together(List<Class<? extends Specimen>> kinds) {
        ExecutorService keepers = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<?>> examinations = kinds.stream()
                .<Future<?>>map(kind -> keepers.submit(() -> examine(kind)))
                .toList();
        keepers.shutdown();
        return Stream.iterate(0, i -> i < kinds.size(), i -> i + 1)
                .map(i -> DynamicTest.dynamicTest(kinds.get(i).getSimpleName(), () -> {
                    try {
                        examinations.get(i).get();
                    } catch (ExecutionException failed) {
                        throw failed.getCause();
                    }
                }));
    }

    private static void examine(Class<? extends Specimen> kind) {
        for (int round = 0; round < Zoo.rounds(); round++) {
            examineOnce(kind);
        }
    }

    /** By the examples; and by the random properties where these find nothing, or all is to be known. */
    private static void examineOnce(Class<? extends Specimen> kind) {
        String broken = Zoo.ruleBrokenBy(kind);
        boolean isFound = find(kind, Examination.Part.EXAMPLES);
        if (!isFound || THOROUGH) {
            isFound |= find(kind, Examination.Part.RANDOM);
        }
        assertTrue(isFound, () -> "the kit does not find that §" + broken + " is broken; " + RECORDS.of(kind));
    }

    private static boolean find(Class<? extends Specimen> kind, Examination.Part part) {
        String broken = Zoo.ruleBrokenBy(kind);
        long began = System.nanoTime();
        Examination examination = Examination.of(
                kind, part, rule -> THOROUGH || List.of(rule.value()).contains(broken));
        RECORDS.add(kind, part, examination, System.nanoTime() - began);
        return !examination.of(broken).isEmpty();
    }
}
