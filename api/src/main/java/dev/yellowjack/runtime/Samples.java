package dev.yellowjack.runtime;

import dev.yellowjack.runtime.SupervisorTelemetry.Timing;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Takes what was timed to the histograms of OpenTelemetry, whose code may take its time: on a thread of its own.
 *
 * <p>Thread-safe.
 */
final class Samples {
    /** How many may wait. What comes beyond those is left out, and counted. */
    static final int MOST = 65_536;

    /** Where one kind of timing goes. */
    record Recording(DoubleHistogram histogram, Attributes attributes) {}

    private static final Timing[] TIMINGS = Timing.values();
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Map<Timing, Recording> recordings;
    private final Thread thread;

    /** Held while samples are handed on, so that whoever has asked for that knows that it is done. */
    private final Object handingOn = new Object();

    // Guarded by this: each a time, and in its last three bits what took it.
    private long[] waiting = new long[64];
    private int count;
    private long dropped;
    private boolean closed;

    Samples(String supervisor, Map<Timing, Recording> recordings) {
        this.recordings = new EnumMap<>(recordings);
        thread = new Thread(this::run, "yellowjack-" + supervisor + "-telemetry");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    synchronized void add(Timing what, long nanos) {
        if (count == MOST || closed || (count == waiting.length && !grows())) {
            dropped++;
            return;
        }
        waiting[count++] = nanos << 3 | what.ordinal();
        if (count == 1) {
            notifyAll();
        }
    }

    private boolean grows() {
        try {
            waiting = Arrays.copyOf(waiting, 2 * count);
            return true;
        } catch (OutOfMemoryError full) {
            return false;
        }
    }

    synchronized long dropped() {
        return dropped;
    }

    private void run() {
        while (awaitSome()) {
            handOn();
        }
    }

    private synchronized boolean awaitSome() {
        while (count == 0 && !closed) {
            try {
                wait();
            } catch (InterruptedException byAStranger) {
                // Nobody has a reason to; and this thread ends by other means.
            }
        }
        return count > 0;
    }

    /** Hands on all that waits; when it returns, that is done, whoever did it. */
    void handOn() {
        synchronized (handingOn) {
            for (long sample : take()) {
                record(TIMINGS[(int) (sample & 7)], sample >>> 3);
            }
        }
    }

    private synchronized long[] take() {
        long[] taken = Arrays.copyOf(waiting, count);
        count = 0;
        return taken;
    }

    private void record(Timing what, long nanos) {
        try {
            Recording to = recordings.get(what);
            if (to != null) {
                to.histogram.record(nanos / SECOND, to.attributes);
            }
        } catch (RuntimeException | Error broken) {
            // Of OpenTelemetry's making: there is nobody to tell, and the next sample is due.
        }
    }

    /** Hands on what is there, and lets the thread go. */
    void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        handOn();
    }
}
