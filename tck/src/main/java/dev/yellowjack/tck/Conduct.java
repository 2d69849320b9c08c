package dev.yellowjack.tck;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.Store;

/** How the random properties are run: how often, from which seed, with which patience, and what a failure tells. */
final class Conduct implements AroundPropertyHook {
    /** When something has failed, and shorter sequences are tried that fail, too: most of them fail by waiting in vain. */
    private static final Duration PATIENCE_IN_SHRINKING = Duration.ofMillis(300);

    /** No sequence takes so long: if one does, a method of the supervisor does not return. */
    private static final Duration TIME_LIMIT = Duration.ofMinutes(1);

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS; // Named by the kit's class, it is for the class's properties.
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        Optional<String> kind = kind(context);
        if (kind.isEmpty()) {
            return property.execute();
        }
        Options options = Options.ofThisRun();
        context.attributes().setTries(options.tries());
        options.seed().ifPresent(seed -> context.attributes().setSeed(Long.toString(seed)));
        PropertyExecutionResult result = property.execute();
        String seed = result.seed().orElse("unknown");
        Tally.of(context.containerClass()).seed(kind.get(), seed);
        return result.throwable().orElse(null) instanceof RuleBroken broken
                ? result.mapToFailed(broken.with(howToRepeat(context, result, seed)))
                : result;
    }

    /** What a property of the kit is about, such as {@code sequences}; nothing if it is not random, or the user's. */
    private static Optional<String> kind(PropertyLifecycleContext context) {
        return Arrays.stream(context.targetMethod().getParameters())
                .map(parameter -> parameter.getAnnotation(ForAll.class))
                .filter(Objects::nonNull)
                .map(ForAll::value)
                .filter(kind -> new KitClass(context.containerClass())
                        .tests()
                        .containsKey(context.targetMethod().getName()))
                .findFirst();
    }

    private static String howToRepeat(PropertyLifecycleContext context, PropertyExecutionResult result, String seed) {
        return "Found at try " + result.countTries() + " with seed " + seed + ", and shortened. To repeat it: -Dtest="
                + context.containerClass().getSimpleName() + "#"
                + context.targetMethod().getName() + " -D" + Options.SEED + "=" + seed + " -D" + Options.TRIES + "="
                + Options.ofThisRun().tries();
    }

    /**
     * Makes one try, in which no rule may be broken. A breach of a rule that is waived ends it, and is none.
     *
     * @param kind the name of what is tried, as its property has it in {@link ForAll}
     * @param trial gets the patience to have, and returns how many steps it took
     */
    static void assertObeyed(SupervisorTck kit, String kind, ToIntFunction<Duration> trial) {
        Store<Optional<String>> failed = Store.getOrCreate(Conduct.class, Lifespan.PROPERTY, Optional::empty);
        Tally tally = Tally.of(kit.getClass());
        Waivers waivers = Waivers.of(kit.waivedRules());
        tally.waives(waivers);
        try {
            int steps = inTime(trial, failed.get().isPresent() ? PATIENCE_IN_SHRINKING : Patience.LONG);
            if (failed.get().isEmpty()) {
                tally.tried(kind, steps);
            }
        } catch (RuleBroken broken) {
            if (waivers.contains(broken.rule())) {
                tally.cutShort(kind);
            } else if (isTheSame(broken.rule(), failed)) {
                throw broken;
            }
        } catch (Throwable unexpected) {
            if (isTheSame("", failed)) {
                throw unexpected;
            }
        }
    }

    /** Whether this is what failed first: what is shortened is to be a sequence that breaks the same rule. */
    private static boolean isTheSame(String rule, Store<Optional<String>> failed) {
        boolean same = failed.get().map(rule::equals).orElse(true);
        failed.update(before -> Optional.of(before.orElse(rule)));
        return same;
    }

    private static int inTime(ToIntFunction<Duration> trial, Duration patience) {
        CompletableFuture<Integer> steps = new CompletableFuture<>();
        Thread thread = Threads.start("tck-trial", () -> Threads.complete(steps, () -> trial.applyAsInt(patience)));
        try {
            return steps.get(TIME_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw Sneaky.raise(cause == null ? failed : cause);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        } catch (TimeoutException stuck) {
            RuleBroken broken = RuleBroken.of("5.2", "a method has not returned after " + TIME_LIMIT);
            broken.setStackTrace(thread.getStackTrace());
            throw broken;
        }
    }
}
