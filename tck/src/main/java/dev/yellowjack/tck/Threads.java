package dev.yellowjack.tck;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The threads of this JVM, and which of them cannot be a supervisor's. */
final class Threads {
    private static final List<String> OTHERS = List.of(
            "tck-", // the kit's
            "junit-", // the test engine's
            "surefire-",
            "openfeature-", // the flag client's
            "ForkJoinPool", // the common pool, and the carriers of virtual threads
            "VirtualThread-unparker",
            "CompletableFutureDelayScheduler",
            "process reaper",
            "Attach Listener",
            "Common-Cleaner",
            "Cleaner-");

    private Threads() {}

    /** All that live now. */
    static Set<Thread> all() {
        return Set.copyOf(Thread.getAllStackTraces().keySet());
    }

    /** Those that live now, did not before, may be a supervisor's, and are not said to be there with good reason. */
    static List<Thread> newSince(Set<Thread> before, Predicate<Thread> mayStay) {
        return all().stream()
                .filter(thread -> thread.isAlive() && !before.contains(thread) && !isOther(thread))
                .filter(thread -> !mayStay.test(thread))
                .toList();
    }

    /** A thread as a person has to know it to find out whose it is: where it came in tells more than its name. */
    static String describe(Thread thread) {
        String where = Arrays.stream(thread.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java.")
                        && !frame.getClassName().startsWith("jdk.")
                        && !frame.getClassName().contains("$$Lambda"))
                .reduce((inner, outer) -> outer)
                .map(frame -> " in " + frame.getClassName() + "." + frame.getMethodName())
                .orElse("");
        return "'" + thread.getName() + "'" + (thread.isDaemon() ? "" : ", not a daemon") + where;
    }

    static Thread start(String name, Runnable deed) {
        Thread thread = new Thread(deed, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Calls something on a thread of its own, which may block for ever. */
    static <T> CompletableFuture<T> call(String name, Callable<T> deed) {
        CompletableFuture<T> result = new CompletableFuture<>();
        start(name, () -> complete(result, deed));
        return result;
    }

    /** Completes a future with what comes of something, be it a problem. */
    static <T> void complete(CompletableFuture<T> result, Callable<T> deed) {
        try {
            result.complete(deed.call());
        } catch (Throwable problem) {
            result.completeExceptionally(problem);
        }
    }

    /** Whether a thread waits for another, or for a time. */
    static boolean isWaiting(@Nullable Thread thread) {
        return thread != null
                && (thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }

    private static boolean isOther(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        boolean ofJvm = group != null && group.getName().equals("system");
        return ofJvm || OTHERS.stream().anyMatch(thread.getName()::startsWith);
    }
}
