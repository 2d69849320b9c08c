package dev.yellowjack.spi;

import dev.yellowjack.Report;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Does for the control loop what can take long: launching, and starting the threads that run callbacks, interrupt, take a
 * stack, or complete what a user waits for.
 *
 * <p>Launching has a thread of its own, because a user's executor may block it; so has the starting of helper threads,
 * which therefore never waits for a launch (§2.8). Each helper does one thing for one child, so one that blocks is in
 * nobody's way. Where the launcher {@linkplain Launcher#isPrompt is prompt}, who wants it does both itself.
 */
final class Hands {
    private final Launcher launcher;
    private final Incarnation.Fate fate;
    private final Inside inside;
    private final Executor launching;
    private final Executor helping;
    private final AtomicBoolean probing = new AtomicBoolean();

    Hands(Launcher launcher, Incarnation.Fate fate, Inside inside, String supervisor) {
        this.launcher = launcher;
        this.fate = fate;
        this.inside = inside;
        // After close nothing is launched, but the end of an overdue body may still want a helper.
        launching = launcher.isPrompt() ? Runnable::run : oneThread(supervisor + "-launch", (launch, closed) -> {});
        helping = launcher.isPrompt() ? Runnable::run : oneThread(supervisor + "-help", (help, closed) -> help.run());
    }

    /**
     * One thread that is there from the start: when there are no more to be had, this is no time to need another. It is
     * marked as inside the supervisor, as the loop's own is: so a body that the launcher runs on it notices (§1.3).
     */
    private Executor oneThread(String name, RejectedExecutionHandler afterClose) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread thread = new Thread(() -> inside.run(work), name);
                    thread.setDaemon(true);
                    return thread;
                },
                afterClose);
        executor.prestartCoreThread();
        return executor;
    }

    /** §1.4: whatever keeps the launcher from running it is a crash of the child. */
    void launch(Incarnation incarnation) {
        try {
            launching.execute(() -> launchNow(incarnation));
        } catch (Throwable cannot) {
            incarnation.refused(cannot);
        }
    }

    private void launchNow(Incarnation incarnation) {
        if (!incarnation.isWaiting()) {
            return; // Called off while it waited for this thread.
        }
        try {
            incarnation.launched(Objects.requireNonNull(
                    launcher.launch(incarnation),
                    "the launcher returned null; it must return a handle, or Launch.CERTAIN"));
        } catch (Throwable cannot) {
            incarnation.refused(cannot);
        }
    }

    /** Tells the launcher that the incarnation will not begin (§1.6). */
    void cancel(Incarnation incarnation) {
        if (incarnation.isUncertain()) {
            help(incarnation, incarnation::cancel, noThread -> {}); // Only a place in a queue is lost.
        }
    }

    /** Finds out which launches that have not begun were dropped without a word (§1.4). */
    void probe(List<Incarnation> waiting) {
        if (probing.compareAndSet(false, true)) { // Else the last probe waits behind a launch that blocks.
            launching.execute(() -> {
                waiting.forEach(Hands::probe);
                probing.set(false);
            });
        }
    }

    private static void probe(Incarnation incarnation) {
        try {
            if (incarnation.isLost()) {
                incarnation.refused(new RejectedExecutionException("the executor dropped " + incarnation.name()
                        + " without running it: it was shut down, or discards what does not fit;"
                        + " give it a longer queue or more threads"));
            }
        } catch (Throwable cannotTell) {
            incarnation.refused(cannotTell);
        }
    }

    void runCallbacks(Incarnation incarnation) {
        help(incarnation, incarnation::runCallbacks, noThread -> {
            fate.told(incarnation, Report.Kind.CALLBACK_THREW, noThread);
            incarnation.callbacksEnded();
        });
    }

    void interrupt(Incarnation incarnation) {
        // With no thread to be had, one that others wait for is better than a body that is never interrupted (§2.3).
        help(incarnation, incarnation::interrupt, noThread -> incarnation.interrupt());
    }

    void reportOverdue(Incarnation incarnation, Duration sinceAsked) {
        Runnable report = () -> fate.told(incarnation, Report.Kind.OVERDUE, incarnation.overdue(sinceAsked));
        help(incarnation, report, noThread -> report.run());
    }

    /** Runs something on a thread that is nobody else's. */
    void help(String name, Runnable work, Consumer<Throwable> withoutThread) {
        try {
            helping.execute(() -> startHelper(name, work, withoutThread));
        } catch (Throwable noMemory) {
            withoutThread.accept(noMemory);
        }
    }

    private void startHelper(String name, Runnable work, Consumer<Throwable> withoutThread) {
        try {
            launcher.helper(name, work).start();
        } catch (Throwable noThread) {
            try {
                withoutThread.accept(noThread);
            } catch (Throwable notThatEither) {
                // The next one that needs help must find this thread alive.
            }
        }
    }

    private void help(Incarnation incarnation, Runnable work, Consumer<Throwable> withoutThread) {
        help(incarnation.name() + " stop", work, withoutThread);
    }

    /** Lets the threads go. Launches that have not been handed over are dropped: they have been called off. */
    void close() {
        if (launching instanceof ThreadPoolExecutor executor) {
            executor.shutdownNow(); // A launch that blocks is interrupted: it has been called off.
        }
        if (helping instanceof ThreadPoolExecutor executor) {
            executor.shutdown();
        }
    }
}
