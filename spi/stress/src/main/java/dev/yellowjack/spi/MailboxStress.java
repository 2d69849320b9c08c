package dev.yellowjack.spi;

import dev.yellowjack.runtime.SupervisorClock;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The mailbox of the loop: what is posted is run, once, alone and in order, whatever the loop is about to do. */
public final class MailboxStress {
    private MailboxStress() {}

    private static ControlLoop newLoop() {
        return new ControlLoop("not started", SupervisorClock.system(), unexpected -> {}, () -> {});
    }

    /** A loop that runs on one actor, and a poster that is the other. */
    private static final class Duet {
        private final ControlLoop loop = newLoop();
        private volatile boolean ran;
        private volatile boolean over;

        void loop() {
            loop.run();
            over = true;
        }

        /** Returns whether the loop took both a message and the request to end. */
        int post() {
            loop.post(() -> ran = true);
            boolean heard = Patience.until(() -> ran);
            loop.post(loop::end);
            heard &= Patience.until(() -> over);
            while (!over) { // Its actor must come back, heard or not.
                loop.post(() -> {});
            }
            return heard ? 1 : 0;
        }
    }

    /** Against a loop that is about to park: whether the message is run. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "it was run")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a lost wake-up")
    @State
    public static class PostAgainstPark {
        private final Duet duet = new Duet();

        @Actor
        public void loop() {
            duet.loop();
        }

        @Actor
        public void poster(I_Result seen) {
            seen.r1 = duet.post();
        }
    }

    /** The same where a timer is armed, so that the loop parks on its clock. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "it was run")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a lost wake-up")
    @State
    public static class PostAgainstParkOnClock {
        private final Duet duet = new Duet();

        public PostAgainstParkOnClock() {
            duet.loop.at(System.nanoTime() + Long.MAX_VALUE / 4, () -> {});
        }

        @Actor
        public void loop() {
            duet.loop();
        }

        @Actor
        public void poster(I_Result seen) {
            seen.r1 = duet.post();
        }
    }

    /** Against a loop that ends: how many of four messages are run, and how many of these after all before them. */
    @JCStressTest
    @Outcome(
            id = "4, 4",
            expect = Expect.ACCEPTABLE,
            desc = "each was run once and in its turn, by the loop or the poster")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one was lost, doubled, or overtaken")
    @State
    public static class PostsAgainstEnd {
        private final ControlLoop loop = newLoop();

        // Plain: whatever runs there runs alone, and sees what ran before.
        private int runs;
        private int inTurn;

        public PostsAgainstEnd() {
            loop.post(loop::end);
        }

        @Actor
        public void loop() {
            loop.run();
        }

        @Actor
        public void poster() {
            for (int i = 0; i < 4; i++) {
                int number = i;
                loop.post(() -> {
                    inTurn += runs == number ? 1 : 0;
                    runs++;
                });
            }
        }

        @Arbiter
        public void count(II_Result seen) {
            seen.r1 = runs;
            seen.r2 = inTurn;
        }
    }

    /** Two posters after the end, with messages that post on: how many are run, and how many beside another. */
    @JCStressTest
    @Outcome(id = "4, 0", expect = Expect.ACCEPTABLE, desc = "each was run once and alone")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one was lost, doubled, or run while another was")
    @State
    public static class LatePostAgainstLatePost {
        private final ControlLoop loop = newLoop();
        private final AtomicInteger underWay = new AtomicInteger();
        private int runs; // plain, as above
        private int beside;

        public LatePostAgainstLatePost() {
            loop.post(loop::end);
            loop.run();
        }

        @Actor
        public void one() {
            loop.post(() -> run(true));
        }

        @Actor
        public void other() {
            loop.post(() -> run(true));
        }

        private void run(boolean postsOn) {
            beside += underWay.getAndIncrement();
            if (postsOn) {
                loop.post(() -> run(false));
            }
            runs++;
            underWay.decrementAndGet();
        }

        @Arbiter
        public void count(II_Result seen) {
            seen.r1 = runs;
            seen.r2 = beside;
        }
    }
}
