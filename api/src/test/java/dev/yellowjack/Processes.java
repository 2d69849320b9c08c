package dev.yellowjack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Looks after the processes that tests start. */
final class Processes {
    private Processes() {}

    /** The numbers that a script has written to a file: one line of them. Waits for it. */
    static List<Long> pidsIn(Path file) {
        Await.until(file + " is written", () -> read(file).endsWith("\n"));
        return Arrays.stream(read(file).strip().split(" ")).map(Long::valueOf).toList();
    }

    static boolean isAlive(long pid) {
        // In this order: a zombie that is buried in between would be taken for one that is alive.
        return !isZombie(pid)
                && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    static boolean areGone(List<Long> pids) {
        return pids.stream().noneMatch(Processes::isAlive);
    }

    /** Dead, but not buried by the first process of the system, which some never do. */
    private static boolean isZombie(long pid) {
        return read(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException notThere) {
            return "";
        }
    }
}
