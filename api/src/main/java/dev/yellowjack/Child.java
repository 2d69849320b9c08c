package dev.yellowjack;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The specification of a child: its id, its flag, its body, and its policies.
 *
 * <pre>{@code
 * Child.named("orders").flag("orders-consumer").runs(orders::consume)
 *         .grace(Duration.ofSeconds(10))
 *         .restart(RestartPolicy.upTo(3, Duration.ofMinutes(5)));
 * }</pre>
 *
 * <p>A specification does nothing by itself; hand it to {@link SupervisorBuilder#child} or {@link Supervisor#add}. The
 * same one may be given to several supervisors. Each method that changes a policy returns a new specification.
 *
 * <p>Immutable and thread-safe.
 */
public final class Child {
    /** The attribute of the evaluation context that carries the child's id, where {@link #targetedById()} asks for it. */
    public static final String ID_ATTRIBUTE = "yellowjackChild";

    private static final Policies DEFAULTS = new Policies(
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Reading.OFF,
            RestartPolicy.never(),
            ImmutableContext.EMPTY,
            false);

    private final String id;
    private final String flag;
    private final boolean killSwitch;
    private final ChildBody body;
    private final Policies policies;

    private Child(String id, String flag, boolean killSwitch, ChildBody body, Policies policies) {
        this.id = id;
        this.flag = flag;
        this.killSwitch = killSwitch;
        this.body = body;
        this.policies = policies;
    }

    /**
     * Begins a specification.
     *
     * @param id what the child is called in its supervisor: unique there, not blank
     * @throws IllegalArgumentException if the id is blank
     */
    public static Named named(String id) {
        return new Named(requireNotBlank("child id", id, "a name that tells a person what it is"));
    }

    private static String requireNotBlank(String what, String value, String remedy) {
        if (Objects.requireNonNull(value, what).isBlank()) {
            throw new IllegalArgumentException(what + " is blank; give it " + remedy);
        }
        return value;
    }

    /**
     * A specification that has an id and needs a flag.
     *
     * <p>Immutable and thread-safe.
     */
    public static final class Named {
        private final String id;

        private Named(String id) {
            this.id = id;
        }

        /**
         * The child runs while this flag is on.
         *
         * @param key the key of a boolean flag at the provider, not blank
         * @throws IllegalArgumentException if the key is blank
         */
        public Flagged flag(String key) {
            return new Flagged(id, requireKey("flag", key), false);
        }

        /**
         * The child runs while this flag is off (§4.10): a kill switch.
         *
         * @param key the key of a boolean flag at the provider, not blank
         * @throws IllegalArgumentException if the key is blank
         */
        public Flagged killSwitch(String key) {
            return new Flagged(id, requireKey("kill switch", key), true);
        }

        private String requireKey(String what, String key) {
            return requireNotBlank(what + " of child '" + id + "'", key, "the key of a boolean flag at the provider");
        }
    }

    /**
     * A specification that has an id and a flag and needs a body.
     *
     * <p>Immutable and thread-safe.
     */
    public static final class Flagged {
        private final String id;
        private final String flag;
        private final boolean killSwitch;

        private Flagged(String id, String flag, boolean killSwitch) {
            this.id = id;
            this.flag = flag;
            this.killSwitch = killSwitch;
        }

        /**
         * The child is a method that blocks for as long as the child lives.
         *
         * @param body the method
         */
        public Child runs(ChildBody body) {
            return new Child(id, flag, killSwitch, requireGiven("body", body), DEFAULTS);
        }

        private <T> T requireGiven(String what, T part) {
            return Objects.requireNonNull(
                    part, () -> what + " of child '" + id + "' is null; give it something to run");
        }

        /**
         * The child is something with threads of its own, that is started and stopped (§3.9).
         *
         * <p>If {@code start} throws, the child has crashed and {@code stop} is not called; after a start that
         * returned, {@code stop} is called exactly once. A start that is stopped halfway is interrupted when the grace
         * is over; if it throws then, {@code stop} is not called either. So a start that throws has to clean up after
         * itself. Both run on the thread of the incarnation.
         *
         * @param start returns when the thing has started
         * @param stop returns when it has stopped; interrupted when the grace is over
         */
        public Child startsAndStops(Action start, Action stop) {
            requireGiven("start", start);
            return startsAndStops(context -> start.run(), stop);
        }

        /**
         * As {@link #startsAndStops(Action, Action)}, for a thing that can tell of a failure after its start: it keeps
         * the context and calls {@link ChildContext#fail}. Then {@code stop} is called, and the child has crashed.
         *
         * @param start returns when the thing has started
         * @param stop returns when it has stopped; interrupted when the grace is over
         */
        public Child startsAndStops(ChildBody start, Action stop) {
            return runs(Bodies.startAndStop(requireGiven("start", start), requireGiven("stop", stop)));
        }

        /**
         * The child does something time and again: at once when it starts, then after each pause.
         *
         * <p>The pause is from the end of one run to the start of the next, so runs never overlap or bunch. A run that
         * throws is a crash. A stop is heeded between two runs; during one, by a task that looks at its thread's
         * interrupt.
         *
         * @param pause how long to wait between two runs, more than zero
         * @param task what to do
         * @throws IllegalArgumentException if the pause is not positive
         */
        public Child every(Duration pause, Action task) {
            requireGiven("task", task);
            return every(pause, context -> task.run());
        }

        /**
         * As {@link #every(Duration, Action)}, for a task that asks its context whether to stop halfway.
         *
         * @param pause how long to wait between two runs, more than zero
         * @param task what to do
         * @throws IllegalArgumentException if the pause is not positive
         */
        public Child every(Duration pause, ChildBody task) {
            Durations.requirePositive(
                    "pause of child '" + id + "'", pause, "for none at all use runs, with a body that loops");
            return runs(Bodies.every(pause, requireGiven("task", task)));
        }

        /**
         * The child is a whole supervisor: started anew with each incarnation, closed when this child is stopped (§5.7).
         *
         * <p>Its children crash into their own quarantine, and never crash this child; nor does their health show in
         * the status of the outer supervisor. The incarnation lasts until the last body inside has ended. The grace is,
         * unless changed, the longest stop of a child inside, its grace plus its interrupt wait; without children inside
         * it is 20 s as ever.
         *
         * <p>Its children are seen through its own listeners; to hold it, start it in a body of your own.
         *
         * @param supervisor copied now: later changes to the builder do not count
         */
        public Child supervises(SupervisorBuilder supervisor) {
            SupervisorBuilder copy = requireGiven("supervisor", supervisor).copy();
            return supervises(() -> copy);
        }

        /**
         * As {@link #supervises(SupervisorBuilder)}, for a supervisor that is specified anew for each incarnation.
         *
         * @param supervisor asked once now, for the default grace, and once for each incarnation; never answers null
         */
        public Child supervises(Supplier<SupervisorBuilder> supervisor) {
            requireGiven("supervisor", supervisor);
            Duration longestStop = requireGiven("supervisor", supervisor.get()).longestStop();
            Child child = runs(Bodies.supervise(supervisor));
            return longestStop.isZero() ? child : child.grace(longestStop);
        }

        /**
         * The child is an operating-system process.
         *
         * <p>It is asked to stop by {@link ProcessHandle#destroy} (SIGTERM; on Windows that kills it at once), and killed
         * with its descendants when the grace is over. The incarnation lasts until the process has ended, and, at a stop,
         * its descendants too. An exit code other than 0 without a requested stop is a crash, a {@link ProcessFailure};
         * code 0 completes the child. Descendants outlive a process that ends by itself, so a restart may double them.
         *
         * <p>Its input is empty, unless redirected. Output that the builder leaves piped is read and dropped, but for the
         * last 20 lines, at most 8 KiB, of the error output (of all output where the builder merges the two), which a
         * failure carries. To keep output, redirect it with the builder.
         *
         * @param process copied now: later changes to the builder do not count
         * @throws IllegalArgumentException if the builder has no command
         */
        public Child process(ProcessBuilder process) {
            requireCommand(requireGiven("process", process).command());
            return runs(new ProcessBody(process));
        }

        private void requireCommand(List<String> command) {
            if (command.isEmpty()) {
                throw new IllegalArgumentException(
                        "the process of child '" + id + "' has no command; give it one with ProcessBuilder.command");
            }
            for (int i = 0; i < command.size(); i++) {
                int part = i; // Its number alone: the other parts may be secret.
                Objects.requireNonNull(
                        command.get(i), () -> "part " + part + " of the command of child '" + id + "' is null");
            }
        }
    }

    /**
     * Something to do that may fail.
     *
     * <p>Need not be thread-safe: it is called by one thread per incarnation, and a child never has two incarnations at
     * once (§1.2). But each supervisor that is given the child calls it.
     */
    @FunctionalInterface
    public interface Action {
        /**
         * Does it.
         *
         * @throws Exception where it fails
         */
        void run() throws Exception;
    }

    /**
     * This child with another grace: how long a body has to stop by itself before it is interrupted (§2.2, §2.3).
     *
     * @param grace not negative; 20 s unless set
     * @throws IllegalArgumentException if it is negative
     */
    public Child grace(Duration grace) {
        Durations.requireNotNegative(
                "grace of child '" + id + "'", grace, "for none at all use Duration.ZERO; the default is 20 s");
        return with(policies.grace(grace));
    }

    /**
     * This child with another interrupt wait: how long a body has after its interrupt before it is overdue (§2.4).
     *
     * @param interruptWait not negative; 5 s unless set
     * @throws IllegalArgumentException if it is negative
     */
    public Child interruptWait(Duration interruptWait) {
        Durations.requireNotNegative(
                "interrupt wait of child '" + id + "'",
                interruptWait,
                "for none at all use Duration.ZERO; the default is 5 s");
        return with(policies.interruptWait(interruptWait));
    }

    /**
     * This child with ON as its fallback: if its first question comes back UNKNOWN, it runs until a reading says
     * otherwise (§4.3). Without this it stays off.
     */
    public Child fallbackOn() {
        return with(policies.fallback(Reading.ON));
    }

    /**
     * This child with another restart policy (§8).
     *
     * @param policy {@link RestartPolicy#never()} unless set
     */
    public Child restart(RestartPolicy policy) {
        return with(policies.restart(Objects.requireNonNull(policy, "restart policy")));
    }

    /**
     * This child with attributes of its own in the evaluation context. They are merged over the supervisor's, and a
     * targeting key here wins over the instance's (§4.8).
     *
     * @param context copied now; none unless set
     */
    public Child context(EvaluationContext context) {
        Objects.requireNonNull(context, () -> "context of child '" + id + "'");
        return with(policies.context(snapshot(context)));
    }

    /**
     * This child with its id in the evaluation context, as attribute {@value #ID_ATTRIBUTE}, so that a rule at the flag
     * service can pick it out (§4.8). Such a child does not share its evaluations with others on the same flag.
     */
    public Child targetedById() {
        return with(policies.targeted());
    }

    /** What the child is called in its supervisor. */
    public String id() {
        return id;
    }

    /** The key of its flag. */
    public String flag() {
        return flag;
    }

    /** Whether it runs while the flag is off (§4.10). */
    public boolean killSwitch() {
        return killSwitch;
    }

    /** What it runs. */
    public ChildBody body() {
        return body;
    }

    /** How long a body has to stop by itself. */
    public Duration grace() {
        return policies.grace;
    }

    /** How long a body has after its interrupt before it is overdue. */
    public Duration interruptWait() {
        return policies.interruptWait;
    }

    /** What counts if the first question comes back UNKNOWN: ON or OFF (§4.3). */
    public Reading fallback() {
        return policies.fallback;
    }

    /** Whether, how often and how soon it is started again after a crash. */
    public RestartPolicy restartPolicy() {
        return policies.restart;
    }

    /**
     * The context in which its flag is evaluated (§4.8).
     *
     * @param supervisorWide the supervisor's own context, with the targeting key
     * @return that, with the attributes of this child over it
     */
    public EvaluationContext contextWithin(EvaluationContext supervisorWide) {
        Objects.requireNonNull(supervisorWide, "supervisorWide");
        EvaluationContext merged =
                policies.context.isEmpty() ? supervisorWide : snapshot(supervisorWide.merge(policies.context));
        return policies.targetedById
                ? snapshot(merged.merge(new ImmutableContext(Map.of(ID_ATTRIBUTE, new Value(id)))))
                : merged;
    }

    private Child with(Policies changed) {
        return new Child(id, flag, killSwitch, body, changed);
    }

    /** Contexts are compared to find children that share an evaluation, so each becomes the one immutable kind. */
    static ImmutableContext snapshot(EvaluationContext context) {
        String targetingKey = context.getTargetingKey();
        return targetingKey == null
                ? new ImmutableContext(context.asMap())
                : new ImmutableContext(targetingKey, context.asMap());
    }

    @Override
    public String toString() {
        return "Child[" + id + (killSwitch ? ", kill switch " : ", flag ") + flag + "]";
    }

    private record Policies(
            Duration grace,
            Duration interruptWait,
            Reading fallback,
            RestartPolicy restart,
            ImmutableContext context,
            boolean targetedById) {

        Policies grace(Duration changed) {
            return new Policies(changed, interruptWait, fallback, restart, context, targetedById);
        }

        Policies interruptWait(Duration changed) {
            return new Policies(grace, changed, fallback, restart, context, targetedById);
        }

        Policies fallback(Reading changed) {
            return new Policies(grace, interruptWait, changed, restart, context, targetedById);
        }

        Policies restart(RestartPolicy changed) {
            return new Policies(grace, interruptWait, fallback, changed, context, targetedById);
        }

        Policies context(ImmutableContext changed) {
            return new Policies(grace, interruptWait, fallback, restart, changed, targetedById);
        }

        Policies targeted() {
            return new Policies(grace, interruptWait, fallback, restart, context, true);
        }
    }
}
