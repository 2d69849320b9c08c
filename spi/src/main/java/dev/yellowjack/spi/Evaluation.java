package dev.yellowjack.spi;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.Unknown;
import dev.yellowjack.Reading.UnknownReason;
import dev.yellowjack.runtime.SupervisorClock;
import dev.yellowjack.runtime.SupervisorTelemetry;
import org.jspecify.annotations.Nullable;

/**
 * Turns what an OpenFeature client answers into a reading, so that a default is never taken for an answer (§4.1).
 *
 * <p>Runs on the thread that has the {@link FlagReader}'s turn, and may hang there.
 * Only its fields are the turn's: whoever has lost that touches none of them.
 */
final class Evaluation {
    private final Client client;
    private final SupervisorClock clock;
    private final SupervisorTelemetry telemetry;
    private long begun;

    /**
     * Of what one client says.
     *
     * @param client whom to ask
     */
    Evaluation(Client client, SupervisorClock clock, SupervisorTelemetry telemetry) {
        this.client = client;
        this.clock = clock;
        this.telemetry = telemetry;
    }

    /** How many evaluations have begun since this was asked last. */
    long takeBegun() {
        long taken = begun;
        begun = 0;
        return taken;
    }

    /**
     * Asks with the opposite of what is expected as default: an answer that differs from it is certainly the provider's
     * own. Only one that follows the default needs the other question too (§4.1, §4.9).
     *
     * @param question touched only if the answer is not the expected one
     * @param flag the question's
     * @param context the question's
     * @param expected as the question has it
     */
    Reading reading(TurnKeeper.Turn turn, Question question, String flag, EvaluationContext context, boolean expected) {
        Reading first = evaluate(turn, question, flag, context, !expected);
        if (!first.isKnown() || first.equals(known(expected))) {
            return first;
        }
        Reading second = evaluate(turn, question, flag, context, expected);
        if (!second.isKnown()) {
            return second;
        }
        if (second.equals(first)) {
            question.expected = !expected;
            return first;
        }
        return new Unknown(
                UnknownReason.DEFAULT_RETURNED, "the provider returned whichever default it was given, and no error");
    }

    private Reading evaluate(
            TurnKeeper.Turn turn, Question question, String flag, EvaluationContext context, boolean defaultValue) {
        begun++;
        if (!telemetry.isMeasured()) {
            return ask(turn, question, flag, context, defaultValue);
        }
        long from = clock.nanoTime();
        Reading reading = ask(turn, question, flag, context, defaultValue);
        telemetry.took(SupervisorTelemetry.Timing.EVALUATION, clock.nanoTime() - from);
        return reading;
    }

    private Reading ask(
            TurnKeeper.Turn turn, Question question, String flag, EvaluationContext context, boolean defaultValue) {
        turn.begin(question);
        try {
            return readingOf(client.getBooleanDetails(flag, defaultValue, context));
        } catch (Throwable thrown) { // by the provider or a hook: Errors come out of the client (§4.1)
            return new Unknown(UnknownReason.ERROR, thrown.getClass().getName());
        } finally {
            turn.end();
        }
    }

    private static Reading readingOf(@Nullable FlagEvaluationDetails<Boolean> details) {
        if (details == null) {
            return new Unknown(UnknownReason.NO_VALUE, "no evaluation details");
        }
        if (details.getErrorCode() != null) {
            String message = details.getErrorMessage();
            return new Unknown(reasonOf(details.getErrorCode()), message == null ? "" : message);
        }
        Boolean value = details.getValue();
        return value == null ? new Unknown(UnknownReason.NO_VALUE, "the value is null") : known(value);
    }

    private static UnknownReason reasonOf(ErrorCode code) {
        return switch (code) {
            case PROVIDER_NOT_READY, PROVIDER_FATAL -> UnknownReason.PROVIDER_NOT_READY;
            case FLAG_NOT_FOUND -> UnknownReason.FLAG_NOT_FOUND;
            case TYPE_MISMATCH -> UnknownReason.TYPE_MISMATCH;
            default -> UnknownReason.ERROR; // OpenFeature may add codes; each is an error to us.
        };
    }

    private static Reading known(boolean value) {
        return value ? Reading.ON : Reading.OFF;
    }
}
