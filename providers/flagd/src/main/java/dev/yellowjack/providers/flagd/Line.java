package dev.yellowjack.providers.flagd;

import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A channel to flagd and one stream on it that is opened again whenever it ends. Messages come one at a time, in order, and
 * never from a stream that has been given up. Thread-safe.
 */
final class Line<M> {
    private static final long LEAST_PAUSE = 100;
    private static final long MOST_PAUSE = 1_000;

    private final BiConsumer<ManagedChannel, StreamObserver<M>> opener;
    private final Consumer<M> onMessage;
    private final Consumer<String> onLoss;
    private final Server server;
    private final ScheduledThreadPoolExecutor timers = Daemons.scheduler("yellowjack-flagd-line");
    private final ThreadPoolExecutor callbacks = callbackThreads();

    // Guarded by this.
    private @Nullable ManagedChannel channel;
    private Context.@Nullable CancellableContext call;
    private long stream;
    private boolean brought;
    private long pause = LEAST_PAUSE;
    private boolean closed;

    Line(
            Server server,
            BiConsumer<ManagedChannel, StreamObserver<M>> opener,
            Consumer<M> onMessage,
            Consumer<String> onLoss) {
        this.server = server;
        this.opener = opener;
        this.onMessage = onMessage;
        this.onLoss = onLoss;
    }

    /** Threads of our own, because gRPC's shared ones outlive a channel by a minute. */
    private static ThreadPoolExecutor callbackThreads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                2,
                2,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> Daemons.thread("yellowjack-flagd-grpc", work));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Begins. */
    synchronized void start() {
        if (closed) {
            return;
        }
        channel = server.channel(callbacks);
        timers.execute(this::open);
    }

    /** Has a task done from time to time, until this is closed. */
    synchronized void repeat(Runnable task, long millis) {
        if (!closed) {
            timers.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    synchronized @Nullable ManagedChannel channel() {
        return channel;
    }

    /** The number of the stream of now, by which it can be suspected later, and no other in its place. */
    synchronized long current() {
        return stream;
    }

    /** Whether the stream of now has brought a message; it is being opened where it has not. */
    synchronized boolean hasBrought() {
        return brought;
    }

    /** Gives a stream up, and its connection too: whoever waits for an answer on it would wait for ever. */
    void suspect(long number, String why) {
        Context.CancellableContext given;
        synchronized (this) {
            given = call;
            if (closed || given == null || number != stream) {
                return;
            }
            ended(stream, why);
            if (channel != null) {
                channel.enterIdle();
            }
        }
        given.cancel(Status.CANCELLED.withDescription(why).asException());
    }

    private void open() {
        Context.CancellableContext opened = Context.ROOT.withCancellation();
        ManagedChannel current;
        long number;
        synchronized (this) {
            current = channel;
            if (closed || current == null) {
                return;
            }
            call = opened;
            number = ++stream;
            brought = false;
        }
        // gRPC's own pause between attempts grows to two minutes.
        current.resetConnectBackoff();
        opened.run(() -> opener.accept(current, new Observer(number)));
    }

    /** Nothing of this stream counts any more. Once for each. */
    private synchronized void ended(long number, @Nullable String why) {
        if (closed || number != stream) {
            return;
        }
        stream++;
        call = null;
        try {
            timers.schedule(this::open, pause, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            return;
        }
        pause = Math.min(pause * 2, MOST_PAUSE);
        if (why != null) {
            onLoss.accept(why);
        }
    }

    private synchronized void arrived(long number, M message) {
        if (!closed && number == stream) {
            pause = LEAST_PAUSE;
            brought = true;
            onMessage.accept(message);
        }
    }

    void close() {
        ManagedChannel last;
        synchronized (this) {
            closed = true;
            last = channel;
            call = null;
        }
        timers.shutdownNow();
        if (last != null) {
            last.shutdownNow();
            awaitEnd(last);
        }
        callbacks.shutdown(); // Not at once: gRPC would log what it can no longer do.
    }

    private static void awaitEnd(ManagedChannel channel) {
        try {
            channel.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Observer implements StreamObserver<M> {
        private final long number;

        Observer(long number) {
            this.number = number;
        }

        @Override
        public void onNext(M message) {
            arrived(number, message);
        }

        @Override
        public void onError(Throwable failure) {
            ended(number, Failure.words(failure));
        }

        /** flagd ends streams now and then; it is lost only if it cannot be opened again. */
        @Override
        public void onCompleted() {
            ended(number, null);
        }
    }
}
