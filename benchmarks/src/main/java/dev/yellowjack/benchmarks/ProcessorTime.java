package dev.yellowjack.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How long the threads of this JVM have had a processor so far, the JVM's own included.
 *
 * <p>On Linux by the kernel's account of each thread but the one that asks, in nanoseconds: what it says of the whole process
 * comes in hundredths of a second, and an idle supervisor takes about as much in ten; and to ask takes a millisecond itself. Of
 * a thread that ends in between, the last is lost.
 *
 * @param nanos by the thread's name and number; elsewhere than on Linux, of all together
 */
record ProcessorTime(Map<String, Long> nanos) {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final Path ASKING = Path.of("/proc/thread-self");

    /** Whether there is an account of each thread. */
    static boolean isByThread() {
        return Files.isDirectory(THREADS);
    }

    static ProcessorTime now() throws IOException {
        Map<String, Long> nanos = new HashMap<>();
        if (isByThread()) {
            Path asking = ASKING.toRealPath().getFileName();
            try (DirectoryStream<Path> threads = Files.newDirectoryStream(
                    THREADS, thread -> !thread.getFileName().equals(asking))) {
                for (Path thread : threads) {
                    read(thread, nanos);
                }
            }
        } else {
            var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            nanos.put("all", system.getProcessCpuTime());
        }
        return new ProcessorTime(nanos);
    }

    private static void read(Path thread, Map<String, Long> nanos) {
        try {
            String account =
                    Files.readString(thread.resolve("schedstat")); // nanoseconds run, nanoseconds waited, times
            String name = Files.readString(thread.resolve("comm")).strip(); // the first 15 characters
            nanos.put(name + " " + thread.getFileName(), Long.parseLong(account.split(" ")[0]));
        } catch (IOException hasEnded) {
            return;
        }
    }

    /** By all threads whose name begins so, since an earlier time. */
    long nanosSince(ProcessorTime before, String name) {
        return nanos.entrySet().stream()
                .filter(one -> one.getKey().startsWith(name))
                .mapToLong(one -> one.getValue() - before.nanos.getOrDefault(one.getKey(), 0L))
                .sum();
    }
}
