package dev.yellowjack.quickstart;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Does something time and again on a daemon thread of its own, until it is closed. */
final class Ticker implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Ticker.class.getName());

    private final ScheduledExecutorService clock;

    private Ticker(ScheduledExecutorService clock) {
        this.clock = clock;
    }

    /**
     * Begins.
     *
     * @param name of the thread
     * @param pauseMillis from the end of one run to the start of the next
     * @param task what to do; when it throws, this is logged and the next run comes all the same
     */
    @SuppressWarnings("FutureReturnValueIgnored") // It would carry a failure, and there is none.
    static Ticker start(String name, int pauseMillis, Runnable task) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(() -> runSafely(name, task), 0, pauseMillis, TimeUnit.MILLISECONDS);
        return new Ticker(clock);
    }

    private static void runSafely(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException unexpected) {
            LOG.log(Level.WARNING, name, unexpected);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
