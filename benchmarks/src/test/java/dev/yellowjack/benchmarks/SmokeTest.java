package dev.yellowjack.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmarks run, and not how fast. */
class SmokeTest {
    @Test
    @Timeout(120)
    void everyTargetIsMeasured(@TempDir Path folder) throws Exception {
        List<Integer> targets = IntStream.rangeClosed(1, Targets.LAST).boxed().toList();

        Benchmarks.run(Size.SMOKE, targets, folder);

        String table = Files.readString(folder.resolve("table.md"));
        List<Integer> measured = table.lines()
                .filter(line -> line.matches("\\| \\d.*"))
                .map(line -> Integer.valueOf(line.split("\\|")[1].strip()))
                .distinct()
                .collect(Collectors.toList());
        assertEquals(targets, measured);
        assertTrue(!table.contains("NaN"), table);
        assertTrue(Files.readString(folder.resolve("cost.svg")).contains("polyline"));
    }
}
