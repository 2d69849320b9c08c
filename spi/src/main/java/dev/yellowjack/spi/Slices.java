package dev.yellowjack.spi;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Something that concerns very many children, done on the control loop a slice at a time: whoever wants something else of
 * the loop meanwhile is served in between. Where that takes long, a slice takes as long, within bounds: else one who asks for
 * the status of all children, again and again, would have as many snapshots made as there are slices.
 *
 * <p>The control loop's alone.
 */
final class Slices {
    /** How many children are seen to at a time: some tens of microseconds. */
    static final int SIZE = 64;

    /**
     * How long a slice takes at most, but for its last few children. A slice sets off bodies, and the longer it takes, the
     * more they have to say before the next: without a bound each could take longer than the last.
     */
    static final long MOST_NANOS = Duration.ofMillis(20).toNanos();

    private final ControlLoop loop;
    private final BooleanSupplier slice;
    private final Consumer<Throwable> trouble;
    private final Runnable proceed = this::proceed;
    private boolean underWay;
    private long lastEnded;

    /**
     * Makes one with nothing to do.
     *
     * @param slice sees to at most so many children, and says whether there are more
     * @param trouble hears what a slice throws; throws nothing
     */
    Slices(ControlLoop loop, BooleanSupplier slice, Consumer<Throwable> trouble) {
        this.loop = loop;
        this.slice = slice;
        this.trouble = trouble;
    }

    /** Begins with the first slice, unless it is under way. There must be something to do. */
    void begin() {
        if (!underWay) {
            underWay = true;
            proceed(0);
        }
    }

    private void proceed() {
        proceed(System.nanoTime() - lastEnded);
    }

    private void proceed(long othersTook) {
        long length = Math.min(othersTook, MOST_NANOS);
        do {
            long began = System.nanoTime();
            do {
                underWay = next();
                lastEnded = System.nanoTime();
            } while (underWay && lastEnded - began < length);
        } while (underWay && !loop.offer(proceed)); // With no memory for that, nobody else would ever go on.
    }

    private boolean next() {
        try {
            return slice.getAsBoolean();
        } catch (Throwable failed) {
            trouble.accept(failed);
            return true;
        }
    }
}
