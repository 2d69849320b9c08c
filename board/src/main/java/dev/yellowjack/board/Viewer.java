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
    private static final int MOST_CHARACTERS = 20_000_000;

    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger characters = new AtomicInteger();
    private volatile boolean lost;

    /** Whether it keeps up: one that does is told anything, however long. Does not block. */
    boolean tell(String message) {
        lost = lost || characters.get() > MOST_CHARACTERS;
        if (!lost) {
            characters.addAndGet(message.length());
            waiting.add(message);
        }
        return !lost;
    }

    /** It will be told no more. */
    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    /** The next message; null where none has come in this time. */
    @Nullable
    String next(long millis) throws InterruptedException {
        String next = waiting.poll(millis, TimeUnit.MILLISECONDS);
        if (next != null) {
            characters.addAndGet(-next.length());
        }
        return next;
    }
}
