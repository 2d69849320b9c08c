package dev.yellowjack.spi;

import dev.yellowjack.spi.FlagReader.News;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the flags read, on its way to the children, in {@link Slices}. What came first is through before the next begins, for
 * a later reading of a flag must not be overtaken.
 *
 * <p>The control loop's alone. It allocates nothing: what was handed to it must not be lost.
 */
final class Intake {
    private final Children children;
    private final Slices slices;
    private @Nullable Delivery first;
    private @Nullable Delivery last;

    /** What a look has found. Made by the reader, which tries again where there is no memory. */
    static final class Delivery {
        private final long calledFor;
        private final List<News> news;
        private final List<Runnable> checks;
        private int heard;
        private int completed;
        private @Nullable Delivery following;

        /**
         * Makes one of which nobody has heard.
         *
         * @param calledFor when the look was called for, by the clock's nanoseconds
         * @param news in the order of the children
         * @param checks run when the children have heard all of it (§5.6)
         */
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
        this.children = children;
        slices = new Slices(loop, this::slice, trouble);
    }

    void take(Delivery delivery) {
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
        int end = Math.min(delivery.heard + Slices.SIZE, delivery.news.size());
        while (delivery.heard < end) {
            children.read(delivery.calledFor, delivery.news.get(delivery.heard++));
        }
        if (end == delivery.news.size()) {
            while (delivery.completed < delivery.checks.size()) {
                delivery.checks.get(delivery.completed++).run();
            }
            first = delivery.following;
            if (first == null) {
                last = null;
            }
        }
        return first != null;
    }
}
