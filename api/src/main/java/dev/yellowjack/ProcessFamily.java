package dev.yellowjack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A process and those that it started, who must not be left behind when it is stopped. */
final class ProcessFamily {
    private static final long LOOK_MILLIS = 10;

    private final Process process;
    private volatile List<ProcessHandle> descendants = List.of();

    ProcessFamily(Process process) {
        this.process = process;
    }

    /** Asks the process to stop. */
    void terminate() {
        // Once their parent has ended nobody can tell whose they were: so look first.
        descendants = process.descendants().toList();
        process.toHandle().destroy(); // Not Process.destroy: that closes its output, and it may have a last word.
    }

    /** Waits for the process, and after {@link #terminate} for its descendants, which are then asked to stop too. */
    void awaitEnd() throws InterruptedException {
        process.waitFor();
        descendants.forEach(ProcessHandle::destroy);
        for (ProcessHandle descendant : descendants) {
            while (!hasEnded(descendant)) {
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    /** Kills all of them, and waits until they have ended. */
    void kill() {
        // Parents first: a shell whose child is killed would go on to its next command.
        Set<ProcessHandle> all = new LinkedHashSet<>();
        addTree(all, process.toHandle());
        descendants.forEach(descendant -> addTree(all, descendant));
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle handle : all) {
            while (!hasEnded(handle)) {
                try {
                    Thread.sleep(LOOK_MILLIS);
                } catch (InterruptedException ignored) {
                    // SIGKILL cannot be refused, so this needs neither a bound nor an interrupt.
                }
            }
        }
    }

    private static void addTree(Set<ProcessHandle> all, ProcessHandle root) {
        all.add(root);
        if (root.isAlive()) { // The number of a dead one may be another's by now.
            root.descendants().forEach(all::add);
        }
    }

    /**
     * Whether a process runs no more, buried or not. An orphan is buried by the first process of the system, or of the
     * container: late by some, by others never, and until then it counts as alive to {@link ProcessHandle}.
     */
    private static boolean hasEnded(ProcessHandle handle) {
        return !handle.isAlive() || isZombie(handle.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            Path stat = Path.of("/proc", Long.toString(pid), "stat"); // 42 (name) Z ...
            String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
            return line.startsWith("Z", line.lastIndexOf(')') + 2);
        } catch (IOException goneOrNotLinux) {
            return false;
        }
    }
}
