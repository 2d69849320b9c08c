package dev.yellowjack.quickstart;

import dev.yellowjack.ChildContext;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A queue of messages for one child, and the count of those that the child has handled. Thread-safe. */
final class Inbox {
    private static final int CAPACITY = 1_000;

    private final String kind;
    private final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>(CAPACITY);
    private final AtomicInteger put = new AtomicInteger();
    private final AtomicLong handled = new AtomicLong();

    /**
     * Makes an empty inbox.
     *
     * @param kind what one message is called, such as {@code order}
     */
    Inbox(String kind) {
        this.kind = kind;
    }

    /** Puts a message in; it is dropped while the inbox is full. */
    void put(boolean poisoned) {
        waiting.offer(new Message(put.incrementAndGet(), poisoned));
    }

    /** Handles messages until asked to stop: the body of a child. A poisoned message crashes it. */
    void consume(ChildContext context) throws InterruptedException {
        while (!context.stopRequested()) {
            Message message = waiting.poll(50, TimeUnit.MILLISECONDS);
            if (message != null) {
                handle(message);
            }
        }
    }

    /** Handles all messages that wait, and returns. */
    void drain() {
        for (Message message = waiting.poll(); message != null; message = waiting.poll()) {
            handle(message);
        }
    }

    /** How many messages have been handled. */
    long handled() {
        return handled.get();
    }

    private void handle(Message message) {
        if (message.poisoned()) {
            throw new IllegalStateException(kind + " " + message.number() + " is poisoned");
        }
        handled.incrementAndGet();
    }
}
