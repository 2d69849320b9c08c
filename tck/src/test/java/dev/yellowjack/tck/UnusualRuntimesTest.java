package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.examples.custom.Zoo;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A kit that refuses what is right is of no use either. */
class UnusualRuntimesTest {
    static {
        if (!Boolean.getBoolean("yellowjack.zoo.thorough")) {
            System.setProperty(Options.TRIES, "10"); // One of them dawdles. This JVM is for this class alone.
        }
    }

    @TestFactory
    Stream<DynamicTest> the_kit_finds_nothing_wrong_with_a_right_runtime() {
        return Zoo.right().stream()
                .flatMap(kind -> Stream.iterate(1, round -> round <= Zoo.rounds(), round -> round + 1)
                        .map(round -> DynamicTest.dynamicTest(kind.getSimpleName() + ", round " + round, () -> {
                            for (Examination.Part part : Examination.Part.values()) {
                                Examination whole = Examination.of(kind, part, rule -> true);
                                assertEquals(List.of(), whole.failures());
                                assertTrue(whole.ran() > 0);
                            }
                        })));
    }
}
