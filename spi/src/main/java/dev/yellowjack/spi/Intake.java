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
    private final Consumer<Throwable> trouble;
    private final Slices slices;
    private @Nullable Delivery first;
    private @Nullable Delivery last;

    /** What a look has found. Made by the reader, which tries again where there is no memory. */
    static final class Delivery {
        private final long calledFor;
        private final List<News> news;
        private final List<Runnable> checks;
        private int heard;
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
     * @param trouble hears of what failed at one child; throws nothing
     */
    Intake(ControlLoop loop, Children children, Consumer<Throwable> trouble) {
        this.children = children;
        this.trouble = trouble;
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

    private boolean slice() {
        Delivery delivery = first;
        if (delivery == null) {
            return false;
        }
        int end = Math.min(delivery.heard + Slices.SIZE, delivery.news.size());
        while (delivery.heard < end) {
            News one = delivery.news.get(delivery.heard++);
            try {
                children.read(delivery.calledFor, one);
            } catch (Throwable failed) {
                trouble.accept(failed); // What fails at one child is nothing to the next.
            }
        }
        if (end == delivery.news.size()) {
            first = delivery.following;
            last = first == null ? null : last;
            complete(delivery.checks);
        }
        return first != null;
    }

    private void complete(List<Runnable> checks) {
        for (int i = 0; i < checks.size(); i++) {
            try {
                checks.get(i).run();
            } catch (Throwable failed) {
                trouble.accept(failed);
            }
        }
    }
}
