package dev.yellowjack.examples.custom;

import dev.yellowjack.SupervisorListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listeners what happened: each in order, on a thread of its own, which is there while there is something to
 * tell (§6.2, §7.2).
 *
 * <p>Guarded by the monitor, unless said otherwise.
 */
class Listeners {
    private static final System.Logger LOG = System.getLogger(Listeners.class.getName());

    private final Monitor monitor;
    private final Errands errands;
    private final Mark mark;
    private final String threadName;
    private final List<Outlet> outlets = new ArrayList<>();

    Listeners(Monitor monitor, Errands errands, Mark mark, String threadName) {
        this.monitor = monitor;
        this.errands = errands;
        this.mark = mark;
        this.threadName = threadName;
    }

    void add(SupervisorListener listener) {
        outlets.add(new Outlet(listener));
    }

    void remove(SupervisorListener listener) {
        outlets.stream()
                .filter(outlet -> outlet.listener == listener)
                .findFirst()
                .ifPresent(outlet -> {
                    outlets.remove(outlet);
                    outlet.drop();
                });
    }

    /** Hands a call to every listener. */
    void tell(Consumer<SupervisorListener> call) {
        outlets.forEach(outlet -> outlet.add(call));
    }

    /** Calls a listener. On the listener's thread, without the monitor. */
    void tell(SupervisorListener listener, Consumer<SupervisorListener> call) {
        try {
            call.accept(listener);
        } catch (Throwable thrown) { // §6.1
            LOG.log(System.Logger.Level.WARNING, "listener " + listener + " threw; it is called again", thrown);
        }
    }

    /** One listener, and what waits for it. */
    private final class Outlet {
        private final SupervisorListener listener;
        private final Queue<Consumer<SupervisorListener>> waiting = new ArrayDeque<>();
        private long missed;
        private boolean hasThread;

        Outlet(SupervisorListener listener) {
            this.listener = listener;
        }

        void add(Consumer<SupervisorListener> call) {
            if (waiting.size() >= SupervisorListener.BACKLOG) {
                missed++;
                return;
            }
            if (missed > 0) {
                waiting.add(takeMissed());
            }
            waiting.add(call);
            if (!hasThread) {
                hasThread = true;
                monitor.afterwards(() -> errands.run(threadName, () -> mark.wear(this::deliver)));
            }
        }

        void drop() {
            waiting.clear();
            missed = 0;
        }

        /** On the listener's thread, without the monitor. */
        private void deliver() {
            for (Consumer<SupervisorListener> call = next(); call != null; call = next()) {
                tell(listener, call);
            }
        }

        private @Nullable Consumer<SupervisorListener> next() {
            return monitor.answer(() -> {
                Consumer<SupervisorListener> call = waiting.isEmpty() && missed > 0 ? takeMissed() : waiting.poll();
                hasThread = call != null;
                return call;
            });
        }

        private Consumer<SupervisorListener> takeMissed() {
            long count = missed;
            missed = 0;
            return told -> told.onMissed(count);
        }
    }
}
