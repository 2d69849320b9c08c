package dev.yellowjack.examples.custom;

import dev.openfeature.sdk.Client;
import dev.yellowjack.Reading;
import dev.yellowjack.Supervisor;
import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.runtime.SupervisorRuntime;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A variant of the {@link WholeRuntime}: it overrides the parts that are to be different, and leaves the rest as it is.
 *
 * <p>Each instance is for one runtime.
 */
public abstract class Specimen {
    /**
     * The runtime.
     *
     * @param bodies makes the threads for its bodies
     */
    public SupervisorRuntime runtime(ThreadFactory bodies) {
        return new WholeRuntime(bodies) {
            @Override
            public String name() {
                return Specimen.this.getClass().getSimpleName();
            }

            @Override
            public Supervisor create(SupervisorConfig config) {
                return made(config, () -> super.create(configuration(config)));
            }

            @Override
            OneLockSupervisor supervisor(SupervisorConfig config, ThreadFactory threads) {
                return Specimen.this.supervisor(config, threads);
            }
        };
    }

    /** Whether a thread is the runtime's, and none of a supervisor. */
    public boolean owns(Thread thread) {
        return false;
    }

    /** Whether its bodies run on the threads that it is given, so that these can fail to come. */
    public boolean takesThreads() {
        return true;
    }

    SupervisorConfig configuration(SupervisorConfig asGiven) {
        return asGiven;
    }

    /** What users are given. */
    Supervisor made(SupervisorConfig config, Supplier<Supervisor> whole) {
        return whole.get();
    }

    Parts supervisor(SupervisorConfig config, ThreadFactory bodies) {
        return new Parts(config, bodies);
    }

    Lifecycle lifecycle(Core core, Consumer<Member> forget) {
        return new Life(core, forget);
    }

    Incarnation incarnation(Member member, int number, Lifecycle lifecycle, Core core) {
        return new Incarnation(member, number, lifecycle, core);
    }

    Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
        return new Flags(core, evaluation, times, onRead);
    }

    Evaluation evaluation(Client client) {
        return new Evaluation(client);
    }

    LookTimes lookTimes(Duration checkInterval, long now) {
        return new LookTimes(checkInterval, now);
    }

    Errands errands(Monitor monitor, Alarms alarms) {
        return new Errands(monitor, alarms);
    }

    Listeners listeners(Monitor monitor, Errands errands, Mark mark, String threadName) {
        return new Listeners(monitor, errands, mark, threadName);
    }

    /** What is done with the names of the flags that an event brings. */
    Consumer<Collection<String>> onEvent(Consumer<Collection<String>> whole) {
        return whole;
    }

    /** The whole supervisor, with the parts of this specimen. */
    class Parts extends OneLockSupervisor {
        Parts(SupervisorConfig config, ThreadFactory bodies) {
            super(config, bodies);
        }

        @Override
        Errands errands(Monitor monitor, Alarms alarms) {
            return Specimen.this.errands(monitor, alarms);
        }

        @Override
        Listeners listeners(Monitor monitor, Errands errands, Mark mark, String threadName) {
            return Specimen.this.listeners(monitor, errands, mark, threadName);
        }

        @Override
        Lifecycle lifecycle(Core core) {
            return Specimen.this.lifecycle(core, this::forget);
        }

        @Override
        Flags flags(Core core, Evaluation evaluation, LookTimes times, BiConsumer<Member, Reading> onRead) {
            return Specimen.this.flags(core, evaluation, times, onRead);
        }

        @Override
        Evaluation evaluation(Client client) {
            return Specimen.this.evaluation(client);
        }

        @Override
        LookTimes lookTimes(Duration checkInterval, long now) {
            return Specimen.this.lookTimes(checkInterval, now);
        }

        @Override
        FlagEvents events(Client client, Consumer<Collection<String>> changed) {
            return super.events(client, onEvent(changed));
        }
    }

    /** The whole lifecycle, with the incarnations of this specimen. */
    class Life extends Lifecycle {
        final Core core;

        Life(Core core, Consumer<Member> forget) {
            super(core, forget);
            this.core = core;
        }

        @Override
        Incarnation incarnation(Member child, int number) {
            return Specimen.this.incarnation(child, number, this, core);
        }
    }
}
