package dev.yellowjack.spi;

import dev.yellowjack.spi.FlagReader.News;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the flags read, on its way to the children, in {@link Slices}. What came first is through before the next begins, for
 * a later reading of a flag must not be overtaken.
 *
 * <p>The control loop's alone, but for what the reader sends and asks. It allocates nothing: what was handed to it must not
 * be lost.
 */
final class Intake {
    private final ControlLoop loop;
    private final Children children;
    private final Slices slices;
    private long sent; // the reader's turn's
    private long heard; // the loop's
    private volatile long through; // the same, for the reader to see
    private @Nullable Delivery first;
    private @Nullable Delivery last;

    /** What a look has found. Made by the reader, which tries again where there is no memory. */
    private static final class Delivery {
        private final long calledFor;
        private final List<News> news;
        private final List<Runnable> checks;
        private int told;
        private int completed;
        private @Nullable Delivery following;

        Delivery(long calledFor, List<News> news, List<Runnable> checks) {
            this.calledFor = calledFor;
            this.news = news;
            this.checks = checks;
        }
    }

    /**
     * Makes one that has taken nothing in.
     *
     * @param trouble hears what is thrown on the way; throws nothing
     */
    Intake(ControlLoop loop, Children children, Consumer<Throwable> trouble) {
        this.loop = loop;
        this.children = children;
        slices = new Slices(loop, this::slice, trouble);
    }

    // The reader's

    /**
     * Sends what a look has found, so that it is heard after all that was sent before.
     *
     * @param calledFor when the look was called for, by the clock's nanoseconds
     * @param news in the order of the children
     * @param checks run when the children have heard all of it (§5.6)
     */
    void send(long calledFor, List<News> news, List<Runnable> checks) {
        Delivery delivery = new Delivery(calledFor, news, checks);
        loop.post(() -> take(delivery));
        sent++; // Last: where there was no memory for it, nothing was sent.
    }

    /** Whether the children have heard all that was sent. */
    boolean isThrough() {
        return through == sent;
    }

    // The loop's

    private void take(Delivery delivery) {
        if (last == null) {
            first = delivery;
        } else {
            last.following = delivery;
        }
        last = delivery;
        slices.begin();
    }

    /** Counts before it does: what throws is told by the {@link Slices}, and is not met again. */
    private boolean slice() {
        Delivery delivery = first;
        if (delivery == null) {
            return false;
        }
        int end = Math.min(delivery.told + Slices.SIZE, delivery.news.size());
        while (delivery.told < end) {
            children.read(delivery.calledFor, delivery.news.get(delivery.told++));
        }
        if (end == delivery.news.size()) {
            while (delivery.completed < delivery.checks.size()) {
                delivery.checks.get(delivery.completed++).run();
            }
            through = ++heard;
            first = delivery.following;
            if (first == null) {
                last = null;
            }
        }
        return first != null;
    }
}
