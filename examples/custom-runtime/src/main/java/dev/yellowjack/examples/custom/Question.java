package dev.yellowjack.examples.custom;

import dev.openfeature.sdk.EvaluationContext;
import dev.yellowjack.Reading;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One flag in one context, asked once for all children that share it (§4.7).
 *
 * <p>Guarded by the monitor.
 */
final class Question {
    final Subject subject;
    final Set<Member> children = new LinkedHashSet<>();

    /** What it brought last. */
    Reading reading = Reading.NOT_ASKED;

    /** Whether all children have heard that. */
    boolean isTold = true;

    /** Whether the latest answer that was one was ON. Also read without the monitor, by who asks it. */
    volatile boolean isExpectedOn;

    /** Whether it is being asked, in time or not: until that is over it is not asked again (§4.5). */
    boolean isUnderWay;

    /** Whether an evaluation of it has outlived its limit, and not returned. */
    boolean hangs;

    Question(Subject subject) {
        this.subject = subject;
    }

    /** A flag and a context. */
    record Subject(String flag, EvaluationContext context) {}
}
