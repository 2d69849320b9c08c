package dev.yellowjack.providers.soak;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How much of the heap is in use after a collection, time and again. Not thread-safe. */
final class Heap {
    private static final long TOLERANCE = 4L << 20;

    private final List<Long> looks = new ArrayList<>();

    void look() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        looks.add(runtime.totalMemory() - runtime.freeMemory());
    }

    /** Fails if the last third has more in use than the third before it: by the median, and by more than 4 MB. */
    void assertFlat() {
        int third = looks.size() / 3; // The first is left out: classes are being loaded.
        long middle = median(looks.subList(third, 2 * third));
        long last = median(looks.subList(2 * third, looks.size()));
        assertTrue(last - middle < TOLERANCE, () -> "memory grows, in MB: " + this);
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    @Override
    public String toString() {
        return looks.stream()
                .map(bytes -> String.format("%.1f", bytes / 1048576.0))
                .collect(Collectors.joining(" "));
    }
}
