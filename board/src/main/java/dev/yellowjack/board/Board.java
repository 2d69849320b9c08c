package dev.yellowjack.board;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A page that shows the supervisors of this JVM, and follows what happens in them: which child is down and why, what each
 * is doing and what its flag reads, and the latest transitions.
 *
 * <pre>{@code
 * Board board = Board.builder().start();
 * System.out.println("The board is at " + board.uri());
 * }</pre>
 *
 * <p>It shows all {@linkplain dev.yellowjack.Supervisor#live() live} supervisors, whenever they are started. It costs them a
 * listener each; while nobody looks, it asks them for nothing.
 *
 * <p>Whoever can reach its port can read ids of children, keys of flags, and the texts and stacks of exceptions: so it
 * listens on the loopback address unless told otherwise, and elsewhere only with a token. {@code docs/board.md} says what it
 * guards against.
 *
 * <p>It serves from {@link BoardBuilder#start} to {@link #close}. Thread-safe.
 */
public final class Board implements AutoCloseable {
    private final Server server;
    private final Watch watch;
    private final AtomicBoolean closed = new AtomicBoolean();

    Board(Server server, Watch watch) {
        this.server = server;
        this.watch = watch;
    }

    /** Begins the configuration of a board. Everything has a default. */
    public static BoardBuilder builder() {
        return new BoardBuilder();
    }

    /** Where the page is. */
    public URI uri() {
        return server.uri();
    }

    /**
     * Ends all connections, lets the threads go, and leaves the supervisors as they are. A second call does nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            watch.close();
            server.close();
        }
    }
}
