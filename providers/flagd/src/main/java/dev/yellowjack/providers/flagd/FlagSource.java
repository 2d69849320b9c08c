package dev.yellowjack.providers.flagd;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableContext;

/** Where flags come from. Its methods do not block for long. */
interface FlagSource {
    /** Begins, once. From now on, news are told what becomes of it. */
    void start(FlagNews news);

    /** Ends it and its threads, also if it never began. */
    void close();

    /** What the source adds to the context of each evaluation. */
    default EvaluationContext context() {
        return new ImmutableContext();
    }
}
