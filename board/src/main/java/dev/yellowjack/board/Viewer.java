package dev.yellowjack.board;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who looks at the board: what is still to be sent there. One that falls behind is given up: it comes again by
 * itself, and is told everything anew. Thread-safe.
 */
final class Viewer {
    /** What ten thousand children are, some times over. */
    private static final int MOST_BYTES = 20_000_000;

    private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger bytes = new AtomicInteger();
    private volatile boolean lost;

    /** Who writes to it; null before and after. Guarded by this. */
    private @Nullable Thread writer;

    /** Whether it keeps up: one that does is told anything, however long. Does not block. */
    boolean tell(byte[] message) {
        if (bytes.get() > MOST_BYTES) {
            lose();
        }
        if (!lost) {
            bytes.addAndGet(message.length);
            waiting.add(message);
        }
        return !lost;
    }

    /** The calling thread writes to it from now on. */
    synchronized void begin() {
        writer = Thread.currentThread();
        if (lost) {
            writer.interrupt(); // It was lost before anybody came to write.
        }
    }

    /** The calling thread writes to it no more. */
    synchronized void end() {
        writer = null;
        lost = true;
        Thread.interrupted(); // Meant for the writing.
    }

    /** It will be told no more. Whoever hangs in writing to it is interrupted, which closes its connection. */
    synchronized void lose() {
        lost = true;
        if (writer != null) {
            writer.interrupt();
        }
    }

    boolean isLost() {
        return lost;
    }

    /** The next message; null where none has come in this time. */
    byte @Nullable [] next(long millis) throws InterruptedException {
        byte[] next = waiting.poll(millis, TimeUnit.MILLISECONDS);
        if (next != null) {
            bytes.addAndGet(-next.length);
        }
        return next;
    }
}
