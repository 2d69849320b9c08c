package dev.yellowjack.tck;

import dev.openfeature.sdk.BooleanHook;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.HookContext;
import dev.yellowjack.Reading.UnknownReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A hook that throws when it is told to: before the provider is asked, or when it has given a good answer, which is then
 * lost.
 *
 * <p>An Exception comes out of the flag client as an error code, and what is thrown besides as it is. At last, when all is
 * over, the flag client takes an Exception for no harm, and the answer counts.
 */
final class ThrowingHook implements BooleanHook, Spoiler {
    private static final Exception EXCEPTION = new IllegalStateException("of a hook of the kit");
    private static final Error ERROR = new NoSuchMethodError("of a hook of the kit");

    private volatile @Nullable Fault fault;

    private enum Place {
        BEFORE,
        AFTER,
        AT_LAST
    }

    private record Fault(Place place, Throwable problem) {}

    @Override
    public List<Way> ways() {
        return List.of(
                way(Place.BEFORE, EXCEPTION),
                way(Place.BEFORE, ERROR),
                way(Place.AT_LAST, ERROR),
                way(Place.AFTER, ERROR),
                way(Place.AFTER, EXCEPTION));
    }

    private Way way(Place place, Throwable problem) {
        return new Way(() -> fault = new Fault(place, problem), UnknownReason.ERROR);
    }

    @Override
    public void behave() {
        fault = null;
    }

    @Override
    public Optional<EvaluationContext> before(HookContext<Boolean> context, Map<String, Object> hints) {
        throwIfAt(Place.BEFORE);
        return Optional.empty();
    }

    @Override
    public void after(HookContext<Boolean> context, FlagEvaluationDetails<Boolean> details, Map<String, Object> hints) {
        throwIfAt(Place.AFTER);
    }

    @Override
    public void finallyAfter(
            HookContext<Boolean> context, FlagEvaluationDetails<Boolean> details, Map<String, Object> hints) {
        throwIfAt(Place.AT_LAST);
    }

    private void throwIfAt(Place place) {
        Fault present = fault;
        if (present != null && present.place() == place) {
            throw Sneaky.raise(present.problem());
        }
    }
}
