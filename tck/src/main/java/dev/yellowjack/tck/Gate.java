package dev.yellowjack.tck;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds threads up until it is opened, for good. A {@link Stage} opens all of its gates at the end of a test. */
final class Gate {
    private final CountDownLatch opened = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();

    void open() {
        opened.countDown();
    }

    boolean isOpen() {
        return opened.getCount() == 0;
    }

    /** How many threads it holds up now. */
    int waiting() {
        return waiting.get();
    }

    void await() throws InterruptedException {
        waiting.incrementAndGet();
        try {
            opened.await();
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** As {@link #await}, but no interrupt gets through; the last of them is kept in the thread's flag. */
    void awaitDeaf() {
        boolean interrupted = false;
        while (!isOpen()) {
            try {
                await();
            } catch (InterruptedException ignored) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
