package dev.yellowjack.spi;

import dev.yellowjack.Child;
import dev.yellowjack.Supervisor;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Calls of users against the close of a whole supervisor (§5.1, §5.2). */
public final class SupervisorStress {
    private SupervisorStress() {}

    /** Puts each body on a thread of its own, and counts the threads that complete checks. */
    private static final class CountingLauncher implements Launcher {
        private final AtomicInteger completions = new AtomicInteger();

        @Override
        public Launch launch(LaunchTask task) {
            new Thread(task, task.name()).start();
            return Launch.CERTAIN;
        }

        @Override
        public boolean isPrompt() {
            return true;
        }

        @Override
        public Thread helper(String name, Runnable work) {
            if (name.endsWith("-check")) {
                completions.incrementAndGet();
            }
            return new Thread(work, name);
        }
    }

    /** Started by one actor, for in the constructor it would be one of thousands; awaited by the other. */
    private static final class Shared {
        private final CountingLauncher launcher = new CountingLauncher();
        private volatile @Nullable Supervisor supervisor;

        Supervisor start() {
            Supervisor started = Engine.start(SteadyFlags.config(), launcher);
            supervisor = started;
            return started;
        }

        Supervisor await() {
            Patience.untilPartner(() -> supervisor != null);
            return Objects.requireNonNull(supervisor);
        }
    }

    /** Two who close and do not wait: whether something can be started after the return of either; whether all ends. */
    @JCStressTest
    @Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "it was closed for both")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a call of close returned, and the supervisor was still open")
    @State
    public static class CloseAgainstClose {
        private final Shared shared = new Shared();

        @Actor
        public void one(III_Result seen) {
            Supervisor supervisor = shared.start();
            seen.r1 = isOpenAfterClose(supervisor);
            seen.r3 = supervisor.close(Duration.ofSeconds(10)) ? 1 : 0;
        }

        @Actor
        public void other(III_Result seen) {
            seen.r2 = isOpenAfterClose(shared.await());
        }

        private static int isOpenAfterClose(Supervisor supervisor) {
            supervisor.close(Duration.ZERO);
            try {
                supervisor.add(Child.named("late").flag("flag").runs(context -> {}));
                return 1;
            } catch (IllegalStateException closed) {
                return 0;
            }
        }
    }

    /** A check: whether its future is completed, and how often that was tried. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "it was completed once, as done or as too late")
    @Outcome(expect = Expect.FORBIDDEN, desc = "whoever waits for the check waits for good, or it was completed twice")
    @State
    public static class CheckAgainstClose {
        private final Shared shared = new Shared();

        @Actor
        public void user(II_Result seen) {
            Supervisor supervisor = shared.start();
            CompletableFuture<Void> check = supervisor.check();
            seen.r1 = Patience.until(check::isDone) ? 1 : 0;
            supervisor.close();
            seen.r2 = shared.launcher.completions.get();
        }

        @Actor
        public void closer() {
            shared.await().close();
        }
    }

    /** A child that is added, and accepted or not: whether all has ended after close, and whether a body still runs. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "what was started has ended")
    @Outcome(expect = Expect.FORBIDDEN, desc = "something was started that close has not seen")
    @State
    public static class AddAgainstClose {
        private final Shared shared = new Shared();
        private final AtomicInteger running = new AtomicInteger();

        @Actor
        public void user(II_Result seen) {
            Supervisor supervisor = shared.start();
            try {
                supervisor.add(Child.named("child").flag("flag").runs(context -> {
                    running.incrementAndGet();
                    context.awaitStop();
                    running.decrementAndGet();
                }));
            } catch (IllegalStateException closed) {
                // As good an answer as the other.
            }
            seen.r1 = supervisor.close(Duration.ofSeconds(10)) ? 1 : 0;
            seen.r2 = running.get();
        }

        @Actor
        public void closer() {
            shared.await().close(Duration.ZERO);
        }
    }
}
