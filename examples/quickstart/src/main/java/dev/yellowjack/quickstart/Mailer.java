package dev.yellowjack.quickstart;

import dev.yellowjack.ChildContext;
import java.util.ArrayList;
import java.util.List;

/** Sends mail on threads of its own: something that is started and stopped, as much existing code is. */
final class Mailer {
    private static final int THREADS = 2;

    private final Inbox inbox;
    private final List<Thread> threads = new ArrayList<>();

    Mailer(Inbox inbox) {
        this.inbox = inbox;
    }

    /** Starts the threads and returns. What fails on them later is told to the context. */
    void start(ChildContext context) {
        for (int number = 1; number <= THREADS; number++) {
            Thread thread = new Thread(() -> send(context), "mailer-" + number);
            threads.add(thread);
            thread.start();
        }
    }

    /** Returns when the threads have ended: they see by themselves that a stop is requested. */
    void stop() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    private void send(ChildContext context) {
        try {
            inbox.consume(context);
        } catch (InterruptedException | RuntimeException failure) {
            context.fail(failure);
        }
    }
}
