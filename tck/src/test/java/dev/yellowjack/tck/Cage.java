package dev.yellowjack.tck;

import dev.yellowjack.examples.custom.Specimen;
import dev.yellowjack.examples.custom.Zoo;
import dev.yellowjack.runtime.SupervisorRuntime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/** The kit on a {@link Specimen}: on the kind that its thread is to judge. */
class Cage extends SupervisorTck {
    private static final ThreadLocal<Class<? extends Specimen>> KIND = new ThreadLocal<>();

    private final Class<? extends Specimen> kind = KIND.get();

    /** Does something on the calling thread, whose cages are for this kind meanwhile. */
    static <T> T with(Class<? extends Specimen> kind, Supplier<T> deed) {
        KIND.set(kind);
        try {
            return deed.get();
        } finally {
            KIND.remove();
        }
    }

    private Specimen specimen() {
        return Zoo.specimen(kind);
    }

    @Override
    protected SupervisorRuntime runtime() {
        return specimen().runtime(Thread::new);
    }

    @Override
    protected List<SupervisorRuntime> runtimesThatCannotLaunch() {
        ThreadFactory throwing = body -> {
            throw new RejectedExecutionException("no thread for you");
        };
        ThreadFactory losing = body -> new Thread(() -> {});
        return specimen().takesThreads()
                ? List.of(specimen().runtime(throwing), specimen().runtime(losing))
                : List.of();
    }

    @Override
    protected Optional<StarvedRuntime> starvedRuntime() {
        CountDownLatch fed = new CountDownLatch(1);
        return specimen().takesThreads()
                ? Optional.of(new StarvedRuntime(specimen().runtime(body -> new Starved(body, fed)), fed::countDown))
                : Optional.empty();
    }

    @Override
    protected boolean outlivesSupervisors(Thread thread) {
        return thread instanceof Starved || specimen().owns(thread);
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
