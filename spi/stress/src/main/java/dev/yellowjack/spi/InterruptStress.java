package dev.yellowjack.spi;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** An interrupt of an incarnation against whatever its threads go on to (§2.3, §2.7). */
public final class InterruptStress {
    private InterruptStress() {}

    /** What the interrupt found: read by the thread that it was meant for. */
    private static final class Watch {
        private volatile boolean made;
        private int madeBeforeTheLook;
        private int seen;

        void interrupt(Incarnation incarnation) {
            incarnation.interrupt();
            made = true;
        }

        /** While the interrupted work goes on. */
        void look() {
            madeBeforeTheLook = made ? 1 : 0;
            seen = Thread.currentThread().isInterrupted() ? 1 : 0;
        }

        /** On the same thread, after the work and the interrupt: whether the flag is set. */
        int left() {
            Patience.untilPartner(() -> made);
            return Thread.interrupted() ? 1 : 0;
        }
    }

    /** Against a body and its end: whether it was made before the body looked, what the body saw, what was left. */
    @JCStressTest
    @Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "too late for this body")
    @Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "it hit the body, and the thread was cleared")
    @Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "it hit the body, and the thread was cleared")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it missed a body that still ran, or hit the thread afterwards")
    @State
    public static class AgainstBody {
        private final Recorder told = new Recorder();
        private final Watch watch = new Watch();
        private final Incarnation incarnation = told.incarnation(context -> watch.look());

        @Actor
        public void body(III_Result seen) {
            incarnation.run();
            seen.r3 = watch.left();
            seen.r1 = watch.madeBeforeTheLook;
            seen.r2 = watch.seen;
        }

        @Actor
        public void helper() {
            Patience.untilPartner(() -> told.begun.get() > 0);
            watch.interrupt(incarnation);
        }
    }

    /** Against the next body on the same thread: what that one saw, and what was left. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "it hit the body that it was meant for, or none")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it hit another body, or the thread afterwards")
    @State
    public static class AgainstNextBody {
        private final Recorder told = new Recorder();
        private final Watch watch = new Watch();
        private final Incarnation incarnation = told.incarnation(context -> {});
        private final Incarnation next = new Recorder().incarnation(context -> {
            Patience.untilPartner(() -> watch.made);
            watch.look();
        });

        @Actor
        public void bodies(II_Result seen) {
            incarnation.run();
            next.run();
            seen.r1 = watch.seen;
            seen.r2 = watch.left();
        }

        @Actor
        public void helper() {
            Patience.untilPartner(() -> told.begun.get() > 0);
            watch.interrupt(incarnation);
        }
    }

    /** Against callbacks: whether it was made before they looked, even before they had a thread; what they saw; what was left. */
    @JCStressTest
    @Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "too late for these callbacks")
    @Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "it hit the callbacks, and the thread was cleared")
    @Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "it hit the callbacks, and the thread was cleared")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it missed callbacks that still ran, or hit the thread afterwards")
    @State
    public static class AgainstCallbacks {
        private final Watch watch = new Watch();
        private final Incarnation incarnation = new Recorder().incarnation(context -> {});

        public AgainstCallbacks() {
            incarnation.onStop(watch::look);
            incarnation.requestStop();
        }

        @Actor
        public void callbacks(III_Result seen) {
            incarnation.runCallbacks();
            seen.r3 = watch.left();
            seen.r1 = watch.madeBeforeTheLook;
            seen.r2 = watch.seen;
        }

        @Actor
        public void helper() {
            watch.interrupt(incarnation);
        }
    }
}
