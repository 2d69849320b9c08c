package dev.yellowjack.threads;

import dev.yellowjack.runtime.SupervisorRuntime;
import dev.yellowjack.tck.StarvedRuntime;
import dev.yellowjack.tck.SupervisorTck;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** On a pool that is shared by all tests, so that a thread that is handed back in a bad state shows in a later one. */
class BoundedPoolTckTest extends SupervisorTck {
    private static final String POOL_THREADS = "tck-pool";
    private static final int ENOUGH = 32; // A test runs fewer children at once; TheirExecutorTest has pools too small.
    private static final ExecutorService POOL = pool(ENOUGH);

    /** Never shut down: nobody knows which of the two engines that run the kit is the last. */
    private static ThreadPoolExecutor pool(int threads) {
        return new ThreadPoolExecutor(threads, threads, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, POOL_THREADS);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    protected SupervisorRuntime runtime() {
        return ThreadsRuntime.on(POOL);
    }

    @Override
    protected List<SupervisorRuntime> runtimesThatCannotLaunch() {
        ExecutorService shutDown = Executors.newCachedThreadPool();
        shutDown.shutdown();
        ThreadPoolExecutor callerRuns =
                new ThreadPoolExecutor(
                        1,
                        1,
                        1,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        new ThreadPoolExecutor.CallerRunsPolicy()) {
                    @Override
                    public void execute(Runnable work) {
                        getRejectedExecutionHandler().rejectedExecution(work, this); // As when it is full.
                    }
                };
        return List.of(ThreadsRuntime.on(shutDown), ThreadsRuntime.on(callerRuns));
    }

    @Override
    protected Optional<StarvedRuntime> starvedRuntime() {
        HoldingExecutor holding = new HoldingExecutor();
        return Optional.of(new StarvedRuntime(ThreadsRuntime.on(holding), holding::feed));
    }

    @Override
    protected boolean outlivesSupervisors(Thread thread) {
        return thread.getName().equals(POOL_THREADS);
    }
}
