package dev.yellowjack.spi;

import dev.yellowjack.runtime.SupervisorClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The request to stop against those who wait for it, those who register for it, and the end of the body (§2.1). */
public final class StopStress {
    private StopStress() {}

    /** A body registers a callback while the stop is requested: how often the callback is run. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "run by the helper, or late and at once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "never, or twice")
    @State
    public static class RequestAgainstRegistration {
        private final AtomicInteger runs = new AtomicInteger();
        private final Incarnation incarnation = new Recorder().incarnation(context -> {});

        @Actor
        public void body() {
            incarnation.onStop(runs::incrementAndGet);
        }

        @Actor
        public void loop() {
            if (incarnation.requestStop()) {
                incarnation.runCallbacks();
            }
        }

        @Arbiter
        public void count(I_Result seen) {
            seen.r1 = runs.get();
        }
    }

    /** Two threads of a body register a callback each, and then the stop is requested: the sum of 1 and 10 as they are run. */
    @JCStressTest
    @Outcome(id = "11", expect = Expect.ACCEPTABLE, desc = "each was run once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one was lost or doubled")
    @State
    public static class RegistrationAgainstRegistration {
        private final AtomicInteger runs = new AtomicInteger();
        private final Incarnation incarnation = new Recorder().incarnation(context -> {});

        @Actor
        public void one() {
            incarnation.onStop(() -> runs.addAndGet(1));
        }

        @Actor
        public void other() {
            incarnation.onStop(() -> runs.addAndGet(10));
        }

        @Arbiter
        public void count(I_Result seen) {
            if (incarnation.requestStop()) {
                incarnation.runCallbacks();
            }
            seen.r1 = runs.get();
        }
    }

    /** Two requests, as after a loop that has ended two posters may make them: how often the callback is run. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "one of them was the first")
    @Outcome(expect = Expect.FORBIDDEN, desc = "never, or twice")
    @State
    public static class RequestAgainstRequest {
        private final AtomicInteger runs = new AtomicInteger();
        private final Incarnation incarnation = new Recorder().incarnation(context -> {});

        public RequestAgainstRequest() {
            incarnation.onStop(runs::incrementAndGet);
        }

        @Actor
        public void one() {
            request();
        }

        @Actor
        public void other() {
            request();
        }

        private void request() {
            if (incarnation.requestStop()) {
                incarnation.runCallbacks();
            }
        }

        @Arbiter
        public void count(I_Result seen) {
            seen.r1 = runs.get();
        }
    }

    /** Against a body that registers and ends: ends told, callbacks run, and how many of these had ended by the end told. */
    @JCStressTest
    @Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "the stop came first, and the end after the callback's")
    @Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "the end came first, and there was nothing to stop")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the end was told never, twice or too early (§1.2)")
    @State
    public static class RequestAgainstEndOfBody {
        private final Recorder told = new Recorder();
        private final AtomicInteger runs = new AtomicInteger();
        private final Incarnation incarnation = told.incarnation(context -> context.onStop(runs::incrementAndGet));
        private volatile int runsAtTheEnd;

        public RequestAgainstEndOfBody() {
            told.whenEnded(() -> runsAtTheEnd = runs.get());
        }

        @Actor
        public void body() {
            incarnation.run();
        }

        @Actor
        public void loop() {
            Patience.untilPartner(() -> told.begun.get() > 0);
            if (incarnation.requestStop()) {
                incarnation.runCallbacks();
            }
        }

        @Arbiter
        public void count(III_Result seen) {
            seen.r1 = told.ended.get();
            seen.r2 = runs.get();
            seen.r3 = runsAtTheEnd;
        }
    }

    /** A thread that waits for the signal, with somebody who helps it out when the signal is slept through. */
    private static final class Sleeper {
        private final StopSignal signal = new StopSignal();
        private volatile @Nullable Thread waiting;
        private volatile boolean awake;

        int sleep(@Nullable Duration timeout) {
            SupervisorClock clock = SupervisorClock.system();
            waiting = Thread.currentThread();
            try {
                if (timeout != null) {
                    return signal.await(clock, clock.nanoTime() + timeout.toNanos()) ? 1 : 0;
                }
                signal.await();
                return 1;
            } catch (InterruptedException sleptThroughIt) {
                return 0;
            } finally {
                awake = true;
            }
        }

        void seeThatItWakes() {
            if (!Patience.until(() -> awake)) {
                Thread asleep = waiting;
                if (asleep != null) {
                    asleep.interrupt();
                }
            }
        }
    }

    /** Against a body that is about to park: whether it hears the request. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "it heard")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the request was slept through")
    @State
    public static class RequestAgainstWait {
        private final Sleeper sleeper = new Sleeper();

        @Actor
        public void body(I_Result seen) {
            seen.r1 = sleeper.sleep(null);
        }

        @Actor
        public void loop() {
            sleeper.signal.request();
            sleeper.seeThatItWakes();
        }
    }

    /** The end of the body against a thread that it has left behind, and that waits on the clock. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "it heard")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the end was slept through")
    @State
    public static class EndOfBodyAgainstTimedWait {
        private final Sleeper sleeper = new Sleeper();

        @Actor
        public void leftBehind(I_Result seen) {
            seen.r1 = sleeper.sleep(Duration.ofHours(1));
        }

        @Actor
        public void body() {
            sleeper.signal.endBody();
            sleeper.seeThatItWakes();
        }
    }
}
