package dev.yellowjack.examples.custom;

import dev.openfeature.sdk.Client;
import dev.yellowjack.Reading;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.runtime.SupervisorRuntime;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Right, and not what one would expect. */
final class UnusualRuntimes {
    private UnusualRuntimes() {}

    /** Runs bodies on a fixed pool, which all its supervisors share. */
    static final class OnAFixedPool extends Pooled {
        private static final Pool POOL = new Pool(64, true);

        OnAFixedPool() {
            super(POOL);
        }
    }

    /** Does everything a little later than it could, each time by another while. */
    static final class Dawdling extends Specimen {
        private static final int LONGEST_NANOS = 3_000_000;

        @Override
        public SupervisorRuntime runtime(ThreadFactory bodies) {
            return super.runtime(body -> bodies.newThread(late(body)));
        }

        @Override
        Errands errands(Monitor monitor, Alarms alarms) {
            return new Errands(monitor, alarms) {
                @Override
                void run(String name, Runnable work) {
                    super.run(name, late(work));
                }

                @Override
                void lend(String name, Runnable work) {
                    super.lend(name, late(work));
                }
            };
        }

        @Override
        Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
            return new Incarnation(member, number, lifecycle, core) {
                @Override
                void start() {
                    dawdle();
                    super.start();
                }

                @Override
                void runBody() {
                    dawdle();
                    super.runBody();
                }

                @Override
                void runCallback(Runnable callback) {
                    dawdle();
                    super.runCallback(callback);
                }
            };
        }

        @Override
        Evaluation evaluation(Client client) {
            return new Evaluation(client) {
                @Override
                Reading ask(Question question, boolean byDefault, Limit limit) {
                    dawdle();
                    return super.ask(question, byDefault, limit);
                }
            };
        }

        @Override
        Listeners listeners(Monitor monitor, Errands errands, Mark mark, String threadName) {
            return new Listeners(monitor, errands, mark, threadName) {
                @Override
                void tell(SupervisorListener listener, Consumer<SupervisorListener> call) {
                    if (ThreadLocalRandom.current().nextInt(100) == 0) { // Of 65,536 in a row, not each.
                        dawdle();
                    }
                    super.tell(listener, call);
                }
            };
        }

        private static Runnable late(Runnable work) {
            return () -> {
                dawdle();
                work.run();
            };
        }

        /** Often not, so that what overtakes what is another each time. */
        private static void dawdle() {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            boolean mayWait =
                    !Thread.currentThread().isInterrupted(); // It would not, and it must not lose an interrupt.
            if (mayWait && random.nextInt(4) == 0) {
                LockSupport.parkNanos(random.nextInt(LONGEST_NANOS));
            }
        }
    }
}
