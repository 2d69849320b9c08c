package dev.yellowjack.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run has found, as lines for whoever waits for it, and as files for {@code docs/performance.md}. */
final class Report {
    private final PrintStream out;
    private final Recorded recorded;
    private final List<Verdict> verdicts = new ArrayList<>();

    Report(PrintStream out, Recorded recorded) {
        this.out = out;
        this.recorded = recorded;
    }

    void begin(Size size) {
        out.println(machine() + "; " + size.name() + " run, "
                + (size.forks() == 0 ? "which says nothing of speed" : "medians of " + size.forks() + " fork(s)"));
        out.println(line("", "", "ours", "beside", "ratio", "bound", ""));
    }

    void add(Verdict verdict) {
        verdicts.add(verdict);
        out.println(line(
                Integer.toString(verdict.target()),
                verdict.name(),
                verdict.ours().toString(),
                reference(verdict),
                ratio(verdict),
                bound(verdict),
                outcome(verdict)));
    }

    private static String line(
            String target, String name, String ours, String reference, String ratio, String bound, String outcome) {
        return String.format(
                        Locale.ROOT,
                        "%2s  %-66s %-30s %-42s %8s  %-17s %s",
                        target,
                        name,
                        ours,
                        reference,
                        ratio,
                        bound,
                        outcome)
                .stripTrailing();
    }

    private static String reference(Verdict verdict) {
        return verdict.reference() == null ? "" : verdict.by() + " " + verdict.reference();
    }

    private static String ratio(Verdict verdict) {
        return verdict.reference() == null ? "" : digits(verdict.ratio());
    }

    /** Three that count: twice a very small ratio is to be seen, too. */
    private static String digits(double ratio) {
        return String.format(Locale.ROOT, "%.3g", ratio);
    }

    private static String bound(Verdict verdict) {
        return verdict.bound() == null ? "" : verdict.bound().text();
    }

    private String outcome(Verdict verdict) {
        return switch (verdict.outcome(recorded)) {
            case SHOWN -> "";
            case OK -> "OK";
            case SHORT -> "SHORT";
            case WORSE -> "WORSE: the ratio was " + digits(recorded.ratio(verdict.name())) + " when it was recorded";
        };
    }

    /** Whether each has kept its bound, and none is far worse than it was. */
    boolean isGood() {
        return verdicts.stream().map(verdict -> verdict.outcome(recorded)).noneMatch(Report::isBad);
    }

    private static boolean isBad(Verdict.Outcome outcome) {
        return outcome == Verdict.Outcome.SHORT || outcome == Verdict.Outcome.WORSE;
    }

    /** Writes the table, the ratios and the plot. */
    void write(Path folder, Size size, Plot plot) throws IOException {
        StringBuilder table = new StringBuilder(machine() + ", " + LocalDate.now(ZoneOffset.UTC) + ", " + size.name()
                + " run.\n\n| | what | ours | beside | ratio | bound | |\n|---|---|---|---|---|---|---|\n");
        StringBuilder ratios = new StringBuilder();
        for (Verdict verdict : verdicts) {
            table.append(String.join(
                            " | ",
                            "| " + verdict.target(),
                            verdict.name(),
                            verdict.ours().toString(),
                            reference(verdict),
                            ratio(verdict),
                            bound(verdict),
                            outcome(verdict) + " |"))
                    .append('\n');
            if (verdict.reference() != null && verdict.bound() != null) {
                ratios.append(Recorded.key(verdict.name()) + "=" + ratio(verdict) + "\n");
            }
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("table.md"), table);
        Files.writeString(folder.resolve("recorded-ratios.properties"), ratios);
        Files.writeString(folder.resolve("cost.svg"), plot.svg());
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " processors (" + processor() + "), "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
    }

    /** Where the system says so, which is not everywhere. */
    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("of a kind unknown");
        } catch (IOException | RuntimeException notThere) {
            return "of a kind unknown";
        }
    }
}
