package dev.yellowjack.tck;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.Hook;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.ProviderEvent;
import dev.yellowjack.Reading.UnknownReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider with a wall before it, which lets answers pass or gives none of its own. Events always pass.
 *
 * <p>What a provider announces, it announces to the flag client that it is set in, and to nobody else. So the one behind
 * the wall has a flag client to itself, which tells the wall. It is asked directly.
 */
final class Wall extends BooleanProvider implements Spoiler {
    private static final Answer NOT_EVEN_NULL = (defaultValue, context) -> {
        throw new AssertionError("this is never asked");
    };

    private final FeatureProvider behind;
    private final OpenFeatureAPI within;
    private volatile @Nullable Answer instead;

    /**
     * A wall that lets all answers pass.
     *
     * @param behind the provider behind it
     * @param within the flag client that this provider is to have to itself
     */
    Wall(FeatureProvider behind, OpenFeatureAPI within) {
        this.behind = behind;
        this.within = within;
    }

    @Override
    public List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        ways.add(way(NOT_EVEN_NULL, UnknownReason.ERROR)); // The flag client trips over that, and says so.
        Silences.all().forEach((answer, reason) -> ways.add(way(answer, reason)));
        return ways;
    }

    private Way way(Answer answer, UnknownReason reason) {
        return new Way(() -> instead = answer, reason);
    }

    @Override
    public void behave() {
        instead = null;
    }

    @Override
    public @Nullable ProviderEvaluation<Boolean> getBooleanEvaluation(
            String flag, Boolean defaultValue, EvaluationContext context) {
        Answer answer = instead;
        if (answer == null) {
            return behind.getBooleanEvaluation(flag, defaultValue, context);
        }
        return answer == NOT_EVEN_NULL ? null : answer.to(defaultValue, context);
    }

    @Override
    public void initialize(EvaluationContext context) {
        for (ProviderEvent event : ProviderEvent.values()) {
            within.getClient().on(event, details -> emit(event, details));
        }
        within.setEvaluationContext(context);
        within.setProviderAndWait(behind);
    }

    @Override
    public void shutdown() {
        within.shutdown();
        super.shutdown();
    }

    @Override
    public Metadata getMetadata() {
        return behind.getMetadata();
    }

    @Override
    @SuppressWarnings("rawtypes") // as the flag client has it
    public List<Hook> getProviderHooks() {
        return behind.getProviderHooks();
    }
}
