package dev.yellowjack.spi;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Between the launch of a body and its beginning: one token, which one side takes (§1.4, §1.6). */
public final class LaunchStress {
    private LaunchStress() {}

    /** The body's thread against the loop: runs of the body, whether the loop called it off, what was told. */
    @JCStressTest
    @Outcome(id = "1, 0, 2", expect = Expect.ACCEPTABLE, desc = "the body was first, and has begun and ended")
    @Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "it was called off first, and there is nothing to tell")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both or neither took the token")
    @State
    public static class BeginAgainstCallOff {
        private final Recorder told = new Recorder();
        private final AtomicInteger runs = new AtomicInteger();
        private final Incarnation incarnation = told.incarnation(context -> runs.incrementAndGet());

        @Actor
        public void body() {
            incarnation.run();
        }

        @Actor
        public void loop(III_Result seen) {
            seen.r2 = incarnation.callOff() ? 1 : 0;
        }

        @Arbiter
        public void count(III_Result seen) {
            seen.r1 = runs.get();
            seen.r3 = told.begun.get() + told.ended.get() + 10 * told.launchFailed.get();
        }
    }

    /** The body's thread against a launcher that says it was refused: runs of the body, failures told, all else told. */
    @JCStressTest
    @Outcome(id = "1, 0, 2", expect = Expect.ACCEPTABLE, desc = "the body was first, and has begun and ended")
    @Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "the refusal was first, and is told once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both or neither took the token")
    @State
    public static class BeginAgainstRefusal {
        private final Recorder told = new Recorder();
        private final AtomicInteger runs = new AtomicInteger();
        private final Incarnation incarnation = told.incarnation(context -> runs.incrementAndGet());

        @Actor
        public void body() {
            incarnation.run();
        }

        @Actor
        public void launcher() {
            incarnation.refused(new RejectedExecutionException());
        }

        @Arbiter
        public void count(III_Result seen) {
            seen.r1 = runs.get();
            seen.r2 = told.launchFailed.get();
            seen.r3 = told.begun.get() + told.ended.get();
        }
    }

    /** Two threads run one task, as no launcher should: runs of the body, beginnings and ends told. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "one of them ran it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both or neither took the token")
    @State
    public static class BeginAgainstBegin {
        private final Recorder told = new Recorder();
        private final AtomicInteger runs = new AtomicInteger();
        private final Incarnation incarnation = told.incarnation(context -> runs.incrementAndGet());

        @Actor
        public void one() {
            incarnation.run();
        }

        @Actor
        public void other() {
            incarnation.run();
        }

        @Arbiter
        public void count(II_Result seen) {
            seen.r1 = runs.get();
            seen.r2 = told.begun.get() + told.ended.get();
        }
    }

    /** The loop against a launcher that refuses: whether it was called off, failures told, runs of a body that is late. */
    @JCStressTest
    @Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "called off first: the refusal is no crash")
    @Outcome(
            id = "1, 1, 0",
            expect = Expect.ACCEPTABLE,
            desc = "refused first: it will not run, so it is called off, too")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a body that was called off has run, or is thought to run")
    @State
    public static class CallOffAgainstRefusal {
        private final Recorder told = new Recorder();
        private final AtomicInteger runs = new AtomicInteger();
        private final Incarnation incarnation = told.incarnation(context -> runs.incrementAndGet());

        @Actor
        public void loop(III_Result seen) {
            seen.r1 = incarnation.callOff() ? 1 : 0;
        }

        @Actor
        public void launcher() {
            incarnation.refused(new RejectedExecutionException());
        }

        @Arbiter
        public void count(III_Result seen) {
            incarnation.run();
            seen.r2 = told.launchFailed.get();
            seen.r3 = runs.get();
        }
    }

    /** The loop calls off what the launcher is just handing back: how often the handle is told. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "one of them saw the other")
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both saw each other, which is harmless")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the task waits in its executor for good")
    @State
    public static class CallOffAgainstHandle {
        private final AtomicInteger cancelled = new AtomicInteger();
        private final Launch handle = new Launch() {
            @Override
            public void cancel() {
                cancelled.incrementAndGet();
            }
        };
        private final Incarnation incarnation = new Recorder().incarnation(context -> {});

        @Actor
        public void launcher() {
            incarnation.launched(handle);
        }

        @Actor
        public void loop() {
            if (incarnation.callOff()) {
                incarnation.cancel();
            }
        }

        @Arbiter
        public void count(I_Result seen) {
            seen.r1 = cancelled.get();
        }
    }
}
