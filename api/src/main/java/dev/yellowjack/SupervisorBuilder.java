package dev.yellowjack;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import dev.yellowjack.runtime.SupervisorClock;
import dev.yellowjack.runtime.SupervisorConfig;
import dev.yellowjack.runtime.SupervisorRuntime;
import dev.yellowjack.runtime.SupervisorTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The specification of a {@link Supervisor}. Everything but the children has a default that is right for a service.
 *
 * <p>May be started several times; each time makes a supervisor of its own. Not thread-safe.
 */
public final class SupervisorBuilder {
    /** The attribute of every evaluation context that carries the name of the instance (§4.8). */
    public static final String INSTANCE_ATTRIBUTE = "yellowjackInstance";

    /** The attribute of every evaluation context that carries the number of the process, as a string (§4.8). */
    public static final String PID_ATTRIBUTE = "yellowjackPid";

    private static final int DEFAULT_CHILD_SERIES = 200;

    private final Map<String, Child> children = new LinkedHashMap<>();
    private final List<SupervisorListener> listeners = new ArrayList<>();
    private @Nullable Client client;
    private @Nullable SupervisorRuntime runtime;
    private @Nullable String runtimeName;
    private @Nullable String name;
    private @Nullable String instance;
    private @Nullable OpenTelemetry openTelemetry;
    private int childSeries = DEFAULT_CHILD_SERIES;
    private ImmutableContext context = ImmutableContext.EMPTY;
    private Duration checkInterval = Duration.ofSeconds(1);
    private Duration evaluationLimit = Duration.ofSeconds(1);
    private SupervisorClock clock = SupervisorClock.system();
    private boolean closeOnShutdown;

    SupervisorBuilder() {}

    /**
     * Adds a child.
     *
     * @param child its specification
     * @throws IllegalArgumentException if a child of this id is there already
     */
    public SupervisorBuilder child(Child child) {
        Objects.requireNonNull(child, "child");
        Child other = children.putIfAbsent(child.id(), child);
        if (other != null) {
            throw new IllegalArgumentException("two children are called '" + child.id() + "': " + other + " and "
                    + child + "; ids are unique in a supervisor, so rename one");
        }
        return this;
    }

    /**
     * Where flags are asked.
     *
     * @param client the client of {@link OpenFeatureAPI#getInstance()} without a domain, unless set
     */
    public SupervisorBuilder client(Client client) {
        this.client = Objects.requireNonNull(client, "client");
        return this;
    }

    /**
     * Which runtime runs the children.
     *
     * @param runtime the only one that is found on the class path, unless set
     */
    public SupervisorBuilder runtime(SupervisorRuntime runtime) {
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        this.runtimeName = null;
        return this;
    }

    /**
     * Which of the runtimes on the class path runs the children, by its {@linkplain SupervisorRuntime#name() name}. It is
     * looked for when the supervisor starts.
     *
     * @param name such as {@code threads} or {@code virtualthreads}
     */
    public SupervisorBuilder runtime(String name) {
        this.runtimeName = Objects.requireNonNull(name, "runtime name");
        this.runtime = null;
        return this;
    }

    /**
     * What metrics, log, JMX and the like call this supervisor. While another one of that name is live in this JVM, it gets
     * a number: {@code orders-2}.
     *
     * @param name not blank; the name of the instance unless set, or for a supervisor that is another's child, the id of
     *     that child
     * @throws IllegalArgumentException if it is blank
     */
    public SupervisorBuilder name(String name) {
        if (Objects.requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("the supervisor's name is blank; give it one, or leave it unset");
        }
        this.name = name;
        return this;
    }

    /**
     * Where metrics, events and spans go. {@code docs/operating.md} lists them. They go nowhere, and cost nothing, where
     * this is {@link OpenTelemetry#noop()}.
     *
     * @param openTelemetry unless set, the global one as it is when the supervisor starts: so set that before
     */
    public SupervisorBuilder openTelemetry(OpenTelemetry openTelemetry) {
        this.openTelemetry = Objects.requireNonNull(openTelemetry, "openTelemetry");
        return this;
    }

    /**
     * For how many children at most there are series of their own among the metrics. Where there are more children, those
     * that are quarantined or overdue have theirs, up to this number, and the others have none.
     *
     * @param most 0 for none; 200 unless set, which is {@code 7 x 200} series, because OpenTelemetry's SDK has a limit of
     *     2,000 for an instrument
     * @throws IllegalArgumentException if it is negative
     */
    public SupervisorBuilder childSeries(int most) {
        Numbers.requireAtLeast(0, "the number of children with series of their own", most);
        this.childSeries = most;
        return this;
    }

    /**
     * The name of this instance of the service: the targeting key of every flag, so that a rule at the flag service can
     * pick one instance of a fleet (§4.8). It should outlive a restart.
     *
     * @param name not blank; the host's name unless set
     * @throws IllegalArgumentException if it is blank
     */
    public SupervisorBuilder instance(String name) {
        if (Objects.requireNonNull(name, "instance name").isBlank()) {
            throw new IllegalArgumentException(
                    "instance name is blank; give it one, or leave it unset for the name of the host");
        }
        this.instance = name;
        return this;
    }

    /**
     * Attributes for the evaluation of every flag. They are merged over the supervisor's own, {@value
     * #INSTANCE_ATTRIBUTE} and {@value #PID_ATTRIBUTE}; a targeting key here takes the place of the instance's name.
     *
     * @param context copied now; none unless set
     */
    public SupervisorBuilder context(EvaluationContext context) {
        this.context = Child.snapshot(Objects.requireNonNull(context, "context"));
        return this;
    }

    /**
     * How often each flag is asked at least (§4.4). Changes that the provider reports are seen at once all the same.
     *
     * @param interval more than zero; 1 s unless set
     * @throws IllegalArgumentException if it is zero or negative
     */
    public SupervisorBuilder checkInterval(Duration interval) {
        this.checkInterval = Durations.requirePositive("check interval", interval, "the default is 1 s");
        return this;
    }

    /**
     * How long the evaluation of one flag may take before its reading is UNKNOWN (§4.6). Never cut short, and
     * overrun by a quarter of itself at most, or 2 ms if that is more.
     *
     * @param limit more than zero; 1 s unless set
     * @throws IllegalArgumentException if it is zero or negative
     */
    public SupervisorBuilder evaluationLimit(Duration limit) {
        this.evaluationLimit = Durations.requirePositive("evaluation time limit", limit, "the default is 1 s");
        return this;
    }

    /**
     * Adds a listener that hears everything from the start.
     *
     * @param listener called on a thread of its own
     */
    public SupervisorBuilder listener(SupervisorListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * The clock that the supervisor goes by: for tests.
     *
     * @param clock {@link SupervisorClock#system()} unless set
     */
    public SupervisorBuilder clock(SupervisorClock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Closes the supervisor when the JVM shuts down (on SIGTERM or Ctrl-C, say), and holds the shutdown up for as long as
     * {@link Supervisor#close()} takes.
     */
    public SupervisorBuilder closeOnShutdown() {
        this.closeOnShutdown = true;
        return this;
    }

    /**
     * Makes the supervisor and starts it. Does not wait for the first readings.
     *
     * @throws IllegalStateException if there is no runtime, or more than one and none is named, or the named one is not
     *     there just once, or one cannot be loaded, or the runtime cannot work here, or the JVM shuts down already and
     *     {@link #closeOnShutdown} is set
     */
    public Supervisor start() {
        SupervisorRuntime chosen = runtime != null ? runtime : Runtimes.find(runtimeName);
        String instanceName = instance != null ? instance : InstanceName.ofHost();
        if (closeOnShutdown) {
            ShutdownHook.install(); // Refuses during a shutdown, before any body has begun.
        }
        SupervisorTelemetry telemetry = SupervisorTelemetry.of(
                name != null ? name : instanceName,
                openTelemetry != null ? openTelemetry : SupervisorTelemetry.global(),
                childSeries);
        Supervisor supervisor = telemetry.begin(() -> chosen.create(config(instanceName, telemetry)));
        return closeOnShutdown ? closedOnShutdown(supervisor) : supervisor;
    }

    private SupervisorConfig config(String instanceName, SupervisorTelemetry telemetry) {
        List<SupervisorListener> all = new ArrayList<>(telemetry.listeners());
        all.addAll(listeners);
        return new SupervisorConfig(
                instanceName,
                client != null ? client : OpenFeatureAPI.getInstance().getClient(),
                contextOf(instanceName),
                checkInterval,
                evaluationLimit,
                clock,
                all,
                List.copyOf(children.values()),
                telemetry);
    }

    private static Supervisor closedOnShutdown(Supervisor supervisor) {
        try {
            ShutdownHook.close(supervisor);
            return supervisor;
        } catch (IllegalStateException shuttingDown) { // Only since the hook was installed.
            supervisor.close(Duration.ZERO); // Nobody else could: its caller does not get it.
            throw shuttingDown;
        }
    }

    private EvaluationContext contextOf(String name) {
        ImmutableContext own = new ImmutableContext(
                name,
                Map.of(
                        INSTANCE_ATTRIBUTE,
                        new Value(name),
                        PID_ATTRIBUTE,
                        new Value(Long.toString(ProcessHandle.current().pid()))));
        return Child.snapshot(own.merge(context));
    }

    /** The longest that a child may take from the request to stop to being overdue; zero without children. */
    Duration longestStop() {
        return children.values().stream()
                .map(child -> child.grace().plus(child.interruptWait()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Another of the same, with this name where it has none of its own. */
    SupervisorBuilder named(String fallback) {
        SupervisorBuilder copy = copy();
        copy.name = name != null ? name : fallback;
        return copy;
    }

    SupervisorBuilder copy() {
        SupervisorBuilder copy = new SupervisorBuilder();
        copy.children.putAll(children);
        copy.listeners.addAll(listeners);
        copy.client = client;
        copy.runtime = runtime;
        copy.runtimeName = runtimeName;
        copy.name = name;
        copy.instance = instance;
        copy.openTelemetry = openTelemetry;
        copy.childSeries = childSeries;
        copy.context = context;
        copy.checkInterval = checkInterval;
        copy.evaluationLimit = evaluationLimit;
        copy.clock = clock;
        copy.closeOnShutdown = closeOnShutdown;
        return copy;
    }
}
