package dev.yellowjack.spi;

import dev.yellowjack.Child;
import dev.yellowjack.ChildContext;
import dev.yellowjack.ChildState;
import dev.yellowjack.Report;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A body that fails, ends, and is stopped, all at once: there is one verdict, and no cause is lost (§2.5, §3.8). */
public final class VerdictStress {
    private VerdictStress() {}

    /** What was heard of one child. */
    private static final class Story {
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger lateFailures = new AtomicInteger();
        private final AtomicInteger quarantines = new AtomicInteger();
        private final AtomicInteger otherEnds = new AtomicInteger();

        void hear(Transition transition) {
            if (transition.reason() == Transition.Reason.FAILED) {
                failures.incrementAndGet();
            }
            if (transition.to() == ChildState.QUARANTINED) {
                quarantines.incrementAndGet();
            } else if (transition.to() == ChildState.COMPLETED || transition.from() == ChildState.STOPPING) {
                otherEnds.incrementAndGet();
            }
        }

        int causes() {
            return failures.get() + lateFailures.get();
        }

        int ends() {
            return quarantines.get() + otherEnds.get();
        }

        /** Waits for as many causes, and the end, and writes down all. */
        void tell(int causes, III_Result seen) {
            Patience.until(() -> causes() >= causes && ends() >= 1);
            seen.r1 = failures.get();
            seen.r2 = lateFailures.get();
            seen.r3 = quarantines.get() + 10 * otherEnds.get();
        }
    }

    private static final Map<String, Story> STORIES = new ConcurrentHashMap<>();

    private static final SupervisorListener TELLER = new SupervisorListener() {
        @Override
        public void onTransition(Transition transition) {
            Story story = STORIES.get(transition.child());
            if (story != null) {
                story.hear(transition);
            }
        }

        @Override
        public void onReport(Report report) {
            Story story = STORIES.get(report.child());
            if (story != null && report.kind() == Report.Kind.FAILED_LATE) {
                story.lateFailures.incrementAndGet();
            }
        }
    };

    /** One for all states of a fork: a child is cheaper. */
    private static final Supervisor SUPERVISOR = Engine.start(SteadyFlags.config(TELLER), new Launcher() {
        @Override
        public Launch launch(LaunchTask task) {
            Thread thread = new Thread(task, task.name());
            thread.setDaemon(true);
            thread.start();
            return Launch.CERTAIN;
        }

        @Override
        public boolean isPrompt() {
            return true;
        }
    });

    private static final AtomicLong CHILDREN = new AtomicLong();

    /** A child that one actor brings up, and at which both then have their go. */
    private static final class Subject {
        private final String id = "child-" + CHILDREN.incrementAndGet();
        private final Story story = new Story();
        private volatile @Nullable ChildContext context;
        private volatile boolean ends;

        void bringUp() {
            STORIES.put(id, story);
            SUPERVISOR.add(Child.named(id).flag("flag").runs(own -> {
                context = own;
                while (!ends && !own.stopRequested()) {
                    Thread.onSpinWait();
                }
            }));
        }

        ChildContext up() {
            Patience.untilPartner(() -> context != null);
            return Objects.requireNonNull(context);
        }

        void fail() {
            up().fail(new IllegalStateException("told by another thread"));
        }

        void forget(boolean isThere) {
            if (isThere) {
                SUPERVISOR.remove(id);
            }
            STORIES.remove(id);
        }
    }

    /** Against removal: failures that stopped it, failures that were too late, ends (a quarantine is 1, any other is 10). */
    @JCStressTest
    @Outcome(id = "1, 0, 10", expect = Expect.ACCEPTABLE, desc = "it failed first, and was then removed: OFF")
    @Outcome(id = "0, 1, 10", expect = Expect.ACCEPTABLE, desc = "it was removed first: OFF, and the cause is reported")
    @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "it failed and had ended before it was removed")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the cause was lost or told twice, or there were no or two verdicts")
    @State
    public static class FailAgainstStop {
        private final Subject subject = new Subject();

        @Actor
        public void failing(III_Result seen) {
            subject.bringUp();
            subject.fail();
            subject.story.tell(1, seen);
            subject.forget(false);
        }

        @Actor
        public void user() {
            subject.up();
            SUPERVISOR.remove(subject.id);
        }
    }

    /** Against the end of the body: failures that stopped it, failures that were too late, ends as above. */
    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "it failed first: quarantined with that cause")
    @Outcome(id = "0, 1, 10", expect = Expect.ACCEPTABLE, desc = "it ended first: completed, and the cause is reported")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the cause was lost or told twice, or there were no or two verdicts")
    @State
    public static class FailAgainstEnd {
        private final Subject subject = new Subject();

        @Actor
        public void failing(III_Result seen) {
            subject.bringUp();
            subject.fail();
            subject.story.tell(1, seen);
            subject.forget(true);
        }

        @Actor
        public void ending() {
            subject.up();
            subject.ends = true;
        }
    }

    /** Against another failure: failures that stopped it, failures that were too late, ends as above. */
    @JCStressTest
    @Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "one of them is the crash, and the other is reported")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a cause was lost or told twice, or there were no or two verdicts")
    @State
    public static class FailAgainstFail {
        private final Subject subject = new Subject();

        @Actor
        public void one(III_Result seen) {
            subject.bringUp();
            subject.fail();
            subject.story.tell(2, seen);
            subject.forget(true);
        }

        @Actor
        public void other() {
            subject.fail();
        }
    }
}
