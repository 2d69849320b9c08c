package dev.yellowjack.spi;

import dev.yellowjack.Report;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does for the control loop what can take long: launching, and starting the threads that run callbacks, interrupt, take a
 * stack, or complete what a user waits for.
 *
 * <p>Launching has a thread of its own, because a user's executor may block it; so has the starting of helper threads,
 * which therefore never waits for a launch (§2.8). Each helper does one thing for one child, so one that blocks is in
 * nobody's way. Where the launcher {@linkplain Launcher#isPrompt is prompt}, the loop does both itself.
 */
final class Hands {
    private static final long IDLE_SECONDS = 1;

    private final Launcher launcher;
    private final Incarnation.Fate fate;
    private final Executor launching;
    private final Executor helping;

    Hands(Launcher launcher, Incarnation.Fate fate, String supervisor) {
        this.launcher = launcher;
        this.fate = fate;
        // After close nothing is launched, but the end of an overdue body may still want a helper.
        launching = launcher.isPrompt() ? Runnable::run : oneThread(supervisor + "-launch", (launch, closed) -> {});
        helping = launcher.isPrompt() ? Runnable::run : oneThread(supervisor + "-help", (help, closed) -> help.run());
    }

    private static Executor oneThread(String name, RejectedExecutionHandler afterClose) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                },
                afterClose);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** §1.4: whatever keeps the launcher from running it is a crash of the child. */
    void launch(Incarnation incarnation) {
        launching.execute(() -> {
            if (!incarnation.isWaiting()) {
                return; // Called off while it waited for this thread.
            }
            incarnation.launcher = Thread.currentThread();
            try {
                incarnation.launch = launcher.launch(incarnation);
            } catch (Throwable cannot) {
                incarnation.refused(cannot);
            } finally {
                incarnation.launcher = null;
            }
            Launch launch = incarnation.launch;
            if (launch != null && incarnation.wasCalledOff()) {
                launch.cancel();
            }
        });
    }

    /** Tells the launcher that the incarnation will not begin (§1.6). */
    void cancel(Incarnation incarnation) {
        Launch launch = incarnation.launch;
        if (launch != null && launch != Launch.CERTAIN) {
            help(incarnation, launch::cancel);
        }
    }

    /** Finds out whether a launch that has not begun was dropped without a word (§1.4). */
    void probe(Incarnation incarnation) {
        Launch launch = incarnation.launch;
        if (launch == null || launch == Launch.CERTAIN) {
            return;
        }
        launching.execute(() -> {
            try {
                if (incarnation.isWaiting() && launch.isLost()) {
                    incarnation.refused(new RejectedExecutionException("the executor dropped " + incarnation.name()
                            + " without running it: it was shut down, or discards what does not fit;"
                            + " give it a longer queue or more threads"));
                }
            } catch (Throwable cannotTell) {
                incarnation.refused(cannotTell);
            }
        });
    }

    void runCallbacks(Incarnation incarnation) {
        help(incarnation, incarnation::runCallbacks, incarnation::callbacksEnded);
    }

    void interrupt(Incarnation incarnation) {
        help(incarnation, incarnation::interrupt);
    }

    void reportOverdue(Incarnation incarnation, Duration sinceAsked) {
        help(incarnation, () -> fate.told(incarnation, Report.Kind.OVERDUE, incarnation.overdue(sinceAsked)));
    }

    /** Runs something on a thread that is nobody else's. */
    void help(String name, Runnable work) {
        helping.execute(() -> launcher.helper(name, work).start());
    }

    private void help(Incarnation incarnation, Runnable work) {
        help(incarnation, work, () -> {});
    }

    private void help(Incarnation incarnation, Runnable work, Runnable orElse) {
        helping.execute(() -> {
            try {
                launcher.helper(incarnation.name() + " stop", work).start();
            } catch (Throwable noThread) {
                fate.told(incarnation, Report.Kind.CALLBACK_THREW, noThread);
                orElse.run();
            }
        });
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
