package dev.yellowjack.tck;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import dev.yellowjack.runtime.SupervisorRuntime;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;

/**
 * What one test of a runtime has to itself: besides a {@link Scene}, flags and a clock.
 *
 * <p>No time passes on the clock unless the test moves it, and the check interval and the evaluation limit are longer than
 * any test moves it, unless the test sets them. So nothing happens but what the test brings about.
 */
public final class Stage extends Scene {
    private static final Duration NEVER = Duration.ofDays(10_000);

    final ManualClock clock = new ManualClock();
    final FakeFlags flags = FakeFlags.ready();
    final OpenFeatureAPI api;
    final Client client;
    final SupervisorTck kit;

    private final SupervisorRuntime runtime;

    Stage(SupervisorTck kit) {
        this(kit, Patience.LONG);
    }

    Stage(SupervisorTck kit, Duration patience) {
        super(patience);
        this.kit = kit;
        runtime = kit.runtime();
        Tally.of(kit.getClass()).subject("runtime '" + runtime.name() + "'");
        api = isolatedApi();
        client = api.getClient();
        api.setProviderAndWait(flags);
    }

    /** Does something on this stage and closes it; what went wrong before it was closed counts, and not what that led to. */
    int perform(ToIntFunction<Stage> deed) {
        int result;
        try {
            result = deed.applyAsInt(this);
        } catch (Throwable first) {
            try {
                close();
            } catch (Throwable second) {
                first.addSuppressed(second);
            }
            throw first;
        }
        close();
        return result;
    }

    /** A body, and with it a flag of the same name, which is off. */
    Probe probe(String id) {
        flags.offUnlessSet(id);
        return body(id);
    }

    @Override
    SupervisorBuilder builder() {
        return Supervisor.builder()
                .runtime(runtime)
                .client(client)
                .clock(clock)
                .instance("tck")
                .listener(recorder)
                .checkInterval(NEVER)
                .evaluationLimit(NEVER);
    }

    /** Starts a supervisor and keeps no reference to it that would keep it from being collected. */
    void startUnreferenced(Probe body) {
        closeAtTheEnd(new WeakReference<>(builder().child(body.child()).start())::get);
    }

    /** Turns these flags on; returns when the supervisor has read that. */
    void on(String... flagsOn) {
        flags.on(flagsOn);
        check();
    }

    /** Turns these flags off; returns when the supervisor has read that. */
    void off(String... flagsOff) {
        flags.off(flagsOff);
        check();
    }

    /** Makes these flags answer something else; returns when the supervisor has read that. */
    void answer(Answer answer, String... flagsChanged) {
        flags.answer(answer, flagsChanged);
        check();
    }

    /** Begins to read all flags, and waits for nothing: where one hangs, or the supervisor is about to close. */
    void beginCheck() {
        CompletableFuture<Void> unused = supervisor().check();
    }

    /** The barrier, and a short time in which whatever must not happen would happen. */
    void settle() {
        check();
        Patience.quiet();
    }

    /**
     * Waits until the supervisor asks these flags again, which hung and have been revived. That the provider has answered is
     * not enough: the answer is still on its way through the SDK, and what checks meanwhile rightly does not ask (§4.5).
     */
    void awaitAskedAgain(String... revived) {
        for (String flag : revived) {
            int asked = flags.evaluations(flag);
            until("a further question of '" + flag + "'", () -> {
                check();
                return flags.evaluations(flag) > asked;
            });
        }
    }

    /** Turns the flags of these children on, and returns when their bodies have begun. */
    void run(Probe... bodies) {
        on(Arrays.stream(bodies).map(Probe::id).toArray(String[]::new));
        for (Probe body : bodies) {
            awaitRunning(body);
        }
    }

    /** Ends the grace of a child that stops, and returns when its body has been interrupted. */
    void endGrace(Probe body) {
        clock.advance(Probe.GRACE);
        until("the interrupt of '" + body.id() + "'", () -> body.latest().interrupts() > 0);
    }

    /** Ends the grace and the interrupt wait of a child that stops, and returns when it is overdue. */
    void makeOverdue(Probe body) {
        endGrace(body);
        advanceUntil(
                Probe.INTERRUPT_WAIT,
                2,
                "'" + body.id() + "' to be overdue",
                () -> status(body.id()).overdue());
    }

    /** The threads that were not there before, and may be a supervisor's. */
    List<Thread> threadsSince(Set<Thread> before) {
        return Threads.newSince(before, kit::outlivesSupervisors);
    }

    /** Waits until there are no more new threads than these; a supervisor that is closed leaves none. */
    void awaitThreadsSince(Set<Thread> before, int most) {
        until(
                () -> "no more than " + most + " new threads to be left, but there are " + threadsSince(before),
                () -> threadsSince(before).size() <= most);
    }

    /** Keeps nothing that leads to a supervisor: where a test looks at what is left in memory. */
    void forget() {
        flags.forgetQuestions();
        recorder.forgetThreads();
    }

    void advance(Duration time) {
        clock.advance(time);
    }

    /** Moves the clock on step by step until a condition holds, which it must after so many steps at the latest. */
    void advanceUntil(Duration step, int steps, String what, BooleanSupplier condition) {
        for (int i = 0; i < steps; i++) {
            clock.advance(step);
            if (Patience.holdsWithin(Patience.SHORT, condition)) {
                return;
            }
        }
        until(what, condition);
    }

    /** Has the supervisor closed by another thread, because somebody has to move the clock meanwhile. */
    CompletableFuture<Boolean> closeInBackground() {
        Supervisor closing = supervisor();
        return background(() -> {
            closing.close();
            return true;
        });
    }

    @Override
    void unblock() {
        flags.reviveAll();
    }
}
