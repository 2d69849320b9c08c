package dev.yellowjack.spi;

import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What is published against listeners that come, go, and lag (§6.2, §7.2). */
public final class ListenersStress {
    private static final long LONG_NANOS = 10_000_000_000L;

    private ListenersStress() {}

    private static Listeners newListeners() {
        return new Listeners("stress-listener", new Inside(Nobody.SUPERVISOR, null), Runnable::run);
    }

    private static void letGo(Listeners listeners) {
        listeners.close();
        try {
            listeners.awaitDelivered(LONG_NANOS);
        } catch (InterruptedException byNobody) {
            throw new IllegalStateException(byNobody);
        }
    }

    /** Hears numbers. */
    private abstract static class Ear implements SupervisorListener {
        @Override
        public void onTransition(Transition transition) {}

        abstract void hear(long number);

        static void publish(Listeners listeners, long number) {
            listeners.publish(listener -> ((Ear) listener).hear(number));
        }
    }

    /** Notes whether it is called on one thread, one call at a time, in order; and takes its time. */
    private static final class StrictEar extends Ear {
        private final AtomicInteger underWay = new AtomicInteger();
        private final AtomicInteger heard = new AtomicInteger();
        private volatile @Nullable Thread first;
        private volatile long last = -1;
        private volatile boolean wronged;

        @Override
        void hear(long number) {
            Thread self = Thread.currentThread();
            Thread caller = first;
            if (caller == null) {
                first = self;
            }
            wronged |= underWay.getAndIncrement() > 0 || number <= last || (caller != null && caller != self);
            last = number;
            for (int spin = 0; spin < 100; spin++) {
                Thread.onSpinWait();
            }
            heard.incrementAndGet();
            underWay.decrementAndGet();
        }
    }

    /** A listener is added while something happens: whether it is called as it was promised. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "on one thread, one call at a time, in order")
    @Outcome(expect = Expect.FORBIDDEN, desc = "on two threads, or out of order")
    @State
    public static class PublishAgainstAdd {
        private final Listeners listeners = newListeners();
        private final StrictEar ear = new StrictEar();
        private volatile boolean added;
        private volatile boolean published;

        @Actor
        public void user(I_Result seen) {
            listeners.add(ear);
            added = true;
            Patience.untilPartner(() -> published);
            letGo(listeners);
            seen.r1 = ear.wronged ? 0 : 1;
        }

        @Actor
        public void loop() {
            long number = 0;
            while (!added) {
                Ear.publish(listeners, number++);
            }
            Ear.publish(listeners, number);
            published = true;
        }
    }

    /** The threads are let go while something happens: how many of four calls are heard. */
    @JCStressTest
    @Outcome(id = "4", expect = Expect.ACCEPTABLE, desc = "each was heard, be it on a thread that was made for it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one was lost or doubled")
    @State
    public static class PublishAgainstClose {
        private final Listeners listeners = newListeners();
        private final StrictEar ear = new StrictEar();
        private volatile boolean added;

        @Actor
        public void loop(I_Result seen) {
            listeners.add(ear);
            added = true;
            for (int number = 0; number < 4; number++) {
                Ear.publish(listeners, number);
            }
            Patience.until(() -> ear.heard.get() >= 4);
            seen.r1 = ear.heard.get();
        }

        @Actor
        public void end() {
            Patience.untilPartner(() -> added);
            listeners.close();
        }
    }

    /** Hears a call for each permit, and checks that between two numbers as many were missed as it is told. */
    private static final class SlowEar extends Ear {
        private final Semaphore permits = new Semaphore(0);
        private long expected;
        private volatile boolean wronged;

        @Override
        void hear(long number) {
            permits.acquireUninterruptibly();
            wronged |= number != expected;
            expected = number + 1;
        }

        @Override
        public void onMissed(long calls) {
            expected += calls;
        }
    }

    /** A backlog that is full, and of which one call is heard for two that come. */
    @JCStressTest
    @Outcome(
            id = "1",
            expect = Expect.ACCEPTABLE,
            desc = "each call so far was heard, or counted as missed in its place")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a call was neither or both")
    @State
    public static class PublishAgainstFullBacklog {
        // One for all states, for it takes long to fill.
        private static final Listeners LISTENERS = newListeners();
        private static final SlowEar EAR = new SlowEar();
        private static long next;

        static {
            LISTENERS.add(EAR);
            while (next <= SupervisorListener.BACKLOG) {
                Ear.publish(LISTENERS, next++);
            }
        }

        @Actor
        public void loop() {
            Ear.publish(LISTENERS, next++);
            Ear.publish(LISTENERS, next++);
        }

        @Actor
        public void listener(I_Result seen) {
            EAR.permits.release();
            seen.r1 = EAR.wronged ? 0 : 1;
        }
    }
}
