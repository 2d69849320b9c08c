package dev.yellowjack.spi;

import java.io.File;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/** Runs the stress tests, and fails unless each of them has run and none had a forbidden outcome. */
final class StressTests {
    private StressTests() {}

    /**
     * Runs them.
     *
     * @param args {@code short} or {@code full}, and a regular expression that the tests' names match
     */
    public static void main(String[] args) throws Exception {
        String length = args[0];
        String results = "stress-" + length;
        new File(results).mkdirs();
        Options options = new Options(arguments(length, args[1], results));
        if (!options.parse()) {
            throw new IllegalArgumentException("jcstress does not take these options");
        }
        JCStress jcstress = new JCStress(options);
        Set<String> tests = jcstress.getTests();
        if (tests.isEmpty()) {
            throw new AssertionError("no stress test matches " + args[1]);
        }
        Set<String> missing = new TreeSet<>(tests);
        try {
            jcstress.run(); // Throws where an outcome is forbidden.
        } finally {
            Map<String, Map<String, Long>> outcomes = outcomes(options);
            print(outcomes);
            missing.removeAll(outcomes.keySet());
        }
        if (!missing.isEmpty()) {
            throw new AssertionError("these stress tests did not run (they need two processors): " + missing);
        }
    }

    private static String[] arguments(String length, String tests, String results) {
        String settings = switch (length) {
            case "short" -> "-sc false -f 1 -iters 3 -time 1000 -jvmArgs -Xmx512m";
            case "full" -> "-m default";
            default -> throw new IllegalArgumentException("-Dstress is short or full, not " + length);
        };
        // Short strides: some states start threads, and then thousands of them are too many.
        return (settings + " -strideSize 16 -r " + results + " -t " + tests).split(" ");
    }

    /** How often each test that ran had which outcome. */
    private static Map<String, Map<String, Long>> outcomes(Options options) throws Exception {
        InProcessCollector collector = new InProcessCollector();
        DiskReadCollector file = new DiskReadCollector(options.getResultFile(), collector);
        file.dump();
        file.close();
        Map<String, Map<String, Long>> outcomes = new TreeMap<>();
        for (TestResult result : collector.getTestResults()) {
            if (result.status() == Status.NORMAL) {
                for (String outcome : result.getStateKeys()) {
                    outcomes.computeIfAbsent(result.getName(), name -> new TreeMap<>())
                            .merge(outcome, result.getCount(outcome), Long::sum);
                }
            }
        }
        return outcomes;
    }

    /** What never happens proves little where it was tried little: so this is to be read, too. */
    private static void print(Map<String, Map<String, Long>> outcomes) {
        outcomes.forEach((test, counts) -> {
            long samples = counts.values().stream().mapToLong(Long::longValue).sum();
            System.out.printf(
                    "%,13d samples  %s  %s%n", samples, test.replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1"), counts);
        });
    }
}
