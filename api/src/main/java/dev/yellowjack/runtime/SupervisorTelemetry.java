package dev.yellowjack.runtime;

import dev.openfeature.sdk.ProviderEvent;
import dev.yellowjack.Child;
import dev.yellowjack.Reading;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the outside gets to know of one supervisor without asking: its name, its metrics, its log, its JMX bean, and its
 * place among the {@linkplain Supervisor#live() live} ones.
 *
 * <p>The builder makes it and hands it to the runtime with the configuration. The runtime says here what happens, at the
 * moment when it does, on the thread that decides it; and {@link #end} when the last body has ended after close. None of
 * these calls blocks, throws, or runs code that is not the library's: what goes to OpenTelemetry goes there on a thread of
 * this object's. Where OpenTelemetry or JMX fail, there is a warning in the log, and the supervisor runs without them.
 *
 * <p>What is counted is counted at once and never left out, so that metrics agree with transitions (§7.3).
 *
 * <p>Thread-safe.
 */
public final class SupervisorTelemetry {
    /**
     * What is timed.
     *
     * <p>Immutable and thread-safe.
     */
    public enum Timing {
        /** From the provider's event, or from the start of the check that found the change, to the body's first instruction. */
        START_REACTION,
        /** From the same to the request to stop. */
        STOP_REACTION,
        /** From the request to stop to the end of the body. */
        STOP,
        /** From the body's first instruction to its end. */
        INCARNATION,
        /** One look at all flags. */
        CHECK,
        /** One evaluation of one flag that has come back in time. */
        EVALUATION
    }

    private static final Logger LOG = LoggerFactory.getLogger(SupervisorTelemetry.class);

    private final String name;
    private final Census census = new Census();
    private final LogListener log;
    private final @Nullable TelemetryEvents events;
    private final @Nullable Instruments instruments;

    // Guarded by this.
    private @Nullable ManagedSupervisor managed;
    private boolean ended;

    private SupervisorTelemetry(String name, OpenTelemetry openTelemetry, int childSeries) {
        this.name = name;
        log = new LogListener(name, LoggerFactory.getLogger(Supervisor.class));
        TelemetryEvents madeEvents = null;
        Instruments madeInstruments = null;
        try {
            if (!isNoop(openTelemetry)) {
                madeEvents = new TelemetryEvents(name, openTelemetry);
                madeInstruments = new Instruments(name, openTelemetry, census, childSeries);
            }
        } catch (RuntimeException | Error broken) { // of OpenTelemetry's making
            LOG.warn("{}: nothing goes to OpenTelemetry, because it failed", name, broken);
        }
        events = madeInstruments == null ? null : madeEvents;
        instruments = madeInstruments;
    }

    /**
     * Of a supervisor that is about to be made.
     *
     * @param name what it is called, or the beginning of that where there is a live one of this name
     * @param openTelemetry where to; {@link OpenTelemetry#noop()} for nowhere
     * @param childSeries for how many children at most there are series of their own
     */
    public static SupervisorTelemetry of(String name, OpenTelemetry openTelemetry, int childSeries) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(openTelemetry, "openTelemetry");
        return new SupervisorTelemetry(LiveSupervisors.reserve(name), openTelemetry, childSeries);
    }

    /** The global OpenTelemetry as it is now; the one that does nothing where there is none, or it is too old to tell. */
    public static OpenTelemetry global() {
        try {
            return GlobalOpenTelemetry.getOrNoop();
        } catch (LinkageError old) {
            LOG.warn("OpenTelemetry's API is older than 1.57, and its global one is not used: {}", old.toString());
            return OpenTelemetry.noop();
        }
    }

    /** Also where it is dressed up, as the global one is. */
    private static boolean isNoop(OpenTelemetry openTelemetry) {
        OpenTelemetry noop = OpenTelemetry.noop();
        return openTelemetry == noop
                || (openTelemetry.getMeter(Instruments.SCOPE).getClass()
                                == noop.getMeter(Instruments.SCOPE).getClass()
                        && openTelemetry.getTracer(Instruments.SCOPE).getClass()
                                == noop.getTracer(Instruments.SCOPE).getClass()
                        && openTelemetry.getLogsBridge().get(Instruments.SCOPE).getClass()
                                == noop.getLogsBridge().get(Instruments.SCOPE).getClass());
    }

    /** The supervisors that have begun and not ended, in the order in which they began. */
    public static List<Supervisor> live() {
        return LiveSupervisors.all();
    }

    /** The name, unlike that of any other live supervisor. */
    public String name() {
        return name;
    }

    /** Whether anything goes to OpenTelemetry. Where nothing does, the runtime need not look at the clock for timings. */
    public boolean isMeasured() {
        return instruments != null;
    }

    /** The listeners that the supervisor is to have from the start, before those of the application. */
    public List<SupervisorListener> listeners() {
        List<SupervisorListener> all = new ArrayList<>(List.of(log));
        if (events != null) {
            all.add(events);
        }
        return all;
    }

    /**
     * Makes the supervisor, and shows it. To be called once, by whoever configures it.
     *
     * @param start makes and starts it; what it throws is handed on, and then there is nothing to show
     */
    public Supervisor begin(Supplier<Supervisor> start) {
        boolean started = false;
        try {
            Supervisor supervisor = start.get();
            show(supervisor);
            started = true;
            return supervisor;
        } finally {
            if (!started) {
                end();
            }
        }
    }

    private synchronized void show(Supervisor supervisor) {
        if (ended) {
            return; // By a body, say, or by another thread that has seen it already.
        }
        LiveSupervisors.add(name, supervisor);
        managed = ManagedSupervisor.register(name, supervisor);
        if (instruments != null) {
            attempt(() -> instruments.observe(supervisor));
        }
    }

    /**
     * Nothing more will happen: the supervisor is closed, and its last body has ended. Its name is free again. Unlike the
     * other calls this one may block, on OpenTelemetry and on JMX. A second call does nothing.
     */
    public void end() {
        ManagedSupervisor endedManaged;
        synchronized (this) {
            if (ended) {
                return; // The name may be another's by now.
            }
            ended = true;
            endedManaged = managed;
            managed = null;
        }
        if (endedManaged != null) {
            attempt(endedManaged::unregister);
        }
        if (instruments != null) {
            attempt(instruments::close);
        }
        attempt(log::close);
        LiveSupervisors.remove(name); // Last: whoever has this name next finds nothing of this one's.
    }

    /** Does something with what is not ours: whatever that does, the supervisor is none the worse for it. */
    private void attempt(Runnable deed) {
        try {
            deed.run();
        } catch (RuntimeException | Error broken) {
            try {
                LOG.warn("{}: telemetry failed; the supervisor goes on", name, broken);
            } catch (RuntimeException | Error logBroken) {
                return; // There is nobody left to tell.
            }
        }
    }

    // What happens to children

    /**
     * A child has been added. It is OFF, and its flag has not been asked.
     *
     * @param child the child
     * @param context what its bodies are run with
     */
    public void added(Child child, BodyContext context) {
        census.added();
        if (events != null) {
            events.added(child, context);
        }
    }

    /**
     * A child has been forgotten, after it was OFF.
     *
     * @param child its id
     * @param reading what its flag read last
     */
    public void forgotten(String child, Reading reading) {
        census.forgotten(reading);
        if (events != null) {
            events.forgotten(child);
        }
    }

    /** A child has changed its state; the listeners are told the same. */
    public void moved(Transition transition) {
        census.moved(transition);
    }

    /** What a child's flag reads has changed; the listeners are told the same. */
    public void read(Reading before, Reading after) {
        census.read(before, after);
    }

    /** A body and its callbacks have been interrupted, because the grace was over (§2.3). */
    public void interrupted() {
        census.interrupted();
    }

    /**
     * A child is overdue from now on (§2.4), until it moves.
     *
     * @param child its id
     */
    public void overdue(String child) {
        census.overdue(child);
    }

    // What happens to flags

    /**
     * Flags were asked, and this is how that went. May be told some time after, for many at once.
     *
     * @param reading what was read
     * @param times how many questions came to that
     */
    public void answered(Reading reading, long times) {
        census.answered(reading, times);
    }

    /**
     * The provider was asked. A question takes two evaluations where the answer is new (§4.1). May be told some time after,
     * for many at once.
     */
    public void evaluated(long times) {
        census.evaluated(times);
    }

    /** An evaluation has taken longer than its limit (§4.6). */
    public void timedOut() {
        census.timedOut();
    }

    /**
     * The provider has emitted an event.
     *
     * @param event what kind of event
     * @param provider what the provider calls itself; null where the event does not say
     */
    public void heard(ProviderEvent event, @Nullable String provider) {
        census.heard(event, provider);
        if (events != null && provider != null) {
            events.provider(provider);
        }
    }

    // Time

    /**
     * Something took so long. Does nothing where nothing {@linkplain #isMeasured() is measured}. Where more is timed at once
     * than OpenTelemetry can take in, the rest is left out and counted.
     *
     * @param what what was timed
     * @param nanos how long it took, by the supervisor's clock
     */
    public void took(Timing what, long nanos) {
        if (instruments != null) {
            instruments.samples().add(what, Math.max(0, nanos));
        }
    }
}
