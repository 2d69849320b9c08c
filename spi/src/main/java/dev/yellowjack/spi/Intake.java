package dev.yellowjack.spi;

import dev.yellowjack.spi.FlagReader.News;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * What the flags read, on its way to the children. A look can have news for a million of them, and whoever wants something
 * of the control loop meanwhile is not to wait for all that: so the loop takes a slice, sees to what else has come, and
 * goes on. What came first is through before the next begins, for a later reading of a flag must not be overtaken.
 *
 * <p>The control loop's alone.
 */
final class Intake {
    /** How many children are seen to at a time: some tens of microseconds. */
    static final int SLICE = 64;

    private final ControlLoop loop;
    private final Children children;
    private final Consumer<Throwable> trouble;
    private final Runnable proceed = this::proceed;
    private final Queue<Delivery> waiting = new ArrayDeque<>();
    private int next; // of the first one's news

    private record Delivery(long calledFor, List<News> news, List<Runnable> checks) {}

    /**
     * Makes one that has taken nothing in.
     *
     * @param trouble hears of what failed at one child; throws nothing
     */
    Intake(ControlLoop loop, Children children, Consumer<Throwable> trouble) {
        this.loop = loop;
        this.children = children;
        this.trouble = trouble;
    }

    /**
     * Takes in what a look has found.
     *
     * @param calledFor when that was called for, by the clock's nanoseconds
     * @param news in the order of the children
     * @param checks run when the children have heard all of it (§5.6)
     */
    void take(long calledFor, List<News> news, List<Runnable> checks) {
        waiting.add(new Delivery(calledFor, news, checks));
        if (waiting.size() == 1) {
            proceed();
        }
    }

    private void proceed() {
        do {
            Delivery first = waiting.element();
            for (int left = SLICE; left > 0 && next < first.news.size(); left--) {
                News one = first.news.get(next++);
                try {
                    children.read(first.calledFor, one);
                } catch (Throwable failed) {
                    trouble.accept(failed); // What fails at one child is nothing to the next.
                }
            }
            if (next == first.news.size()) {
                next = 0;
                waiting.remove();
                complete(first.checks);
            }
        } while (!waiting.isEmpty() && !loop.offer(proceed)); // With no memory for that, nobody else would ever go on.
    }

    private void complete(List<Runnable> checks) {
        for (Runnable check : checks) {
            try {
                check.run();
            } catch (Throwable failed) {
                trouble.accept(failed);
            }
        }
    }
}
