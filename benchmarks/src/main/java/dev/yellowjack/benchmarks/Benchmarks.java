package dev.yellowjack.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures all targets and prints a line for each. Ends with 1 where one is SHORT of its bound, or WORSE than it was by
 * far: {@code ./mvnw -q -Pbench}.
 */
public final class Benchmarks {
    private Benchmarks() {}

    /**
     * Runs.
     *
     * @param arguments brief, full or smoke; then the numbers of targets with commas between, or nothing for all
     */
    public static void main(String[] arguments) throws Exception {
        Size size = Size.of(arguments.length > 0 ? arguments[0] : "brief");
        List<Integer> targets = arguments.length > 1 && !arguments[1].isBlank()
                ? Arrays.stream(arguments[1].split(","))
                        .map(number -> Integer.valueOf(number.strip()))
                        .toList()
                : IntStream.rangeClosed(1, Targets.LAST).boxed().toList();
        Report report = run(size, targets, Path.of("bench-" + size.name()));
        System.exit(report.isGood() || size.forks() == 0 ? 0 : 1);
    }

    /**
     * Runs these targets.
     *
     * @param folder where the table, the ratios and the plot go
     */
    static Report run(Size size, List<Integer> targets, Path folder) throws Exception {
        if (size.forks() == 0) {
            NullLog.install();
        }
        Plot plot = new Plot();
        Targets all = new Targets(size, plot);
        Report report = new Report(new PrintStream(System.out, true, StandardCharsets.UTF_8), Recorded.load());
        report.begin(size);
        for (int target : targets) {
            all.run(target).forEach(report::add);
        }
        report.write(folder, size, plot);
        return report;
    }
}
