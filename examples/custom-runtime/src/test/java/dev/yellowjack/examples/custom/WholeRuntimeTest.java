package dev.yellowjack.examples.custom;

import dev.yellowjack.runtime.SupervisorRuntime;
import dev.yellowjack.tck.StarvedRuntime;
import dev.yellowjack.tck.SupervisorTck;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;

class WholeRuntimeTest extends SupervisorTck {
    @Override
    protected SupervisorRuntime runtime() {
        return new WholeRuntime();
    }

    @Override
    protected List<SupervisorRuntime> runtimesThatCannotLaunch() {
        ThreadFactory throwing = body -> {
            throw new RejectedExecutionException("no thread for you");
        };
        ThreadFactory refusing = body -> null;
        ThreadFactory losing = body -> new Thread(() -> {});
        return List.of(new WholeRuntime(throwing), new WholeRuntime(refusing), new WholeRuntime(losing));
    }

    @Override
    protected Optional<StarvedRuntime> starvedRuntime() {
        CountDownLatch fed = new CountDownLatch(1);
        return Optional.of(new StarvedRuntime(new WholeRuntime(body -> new Starved(body, fed)), fed::countDown));
    }

    @Override
    protected boolean outlivesSupervisors(Thread thread) {
        return thread instanceof Starved;
    }

    /** A thread that takes its time to begin. */
    private static final class Starved extends Thread {
        private final CountDownLatch fed;

        Starved(Runnable body, CountDownLatch fed) {
            super(body);
            this.fed = fed;
        }

        @Override
        public void run() {
            try {
                fed.await();
            } catch (InterruptedException nobodyWould) {
                return;
            }
            super.run();
        }
    }
}
