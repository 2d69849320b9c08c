package dev.yellowjack.examples.custom;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.Unknown;
import dev.yellowjack.Reading.UnknownReason;
import org.jspecify.annotations.Nullable;

/** Asks the flag client, so that a default is not taken for an answer (§4.1). Without the monitor; it may hang. */
class Evaluation {
    private final Client client;

    Evaluation(Client client) {
        this.client = client;
    }

    /** The time limit of each call of the client (§4.6). */
    interface Limit {
        void begins();

        void ends();

        /** Whether it was over once: then nobody waits for the answer any more. */
        boolean wasOver();
    }

    /**
     * Asks with the opposite of what is expected as default, so that the expected answer is certainly the provider's. One
     * that follows the default is asked for with the other default, too.
     */
    Reading evaluate(Question question, Limit limit) {
        boolean expected = question.isExpectedOn;
        Reading first = ask(question, !expected, limit);
        if (!first.isKnown() || first.equals(known(expected)) || limit.wasOver()) {
            return first;
        }
        Reading second = ask(question, expected, limit);
        return !second.isKnown() || second.equals(first)
                ? second
                : new Unknown(UnknownReason.DEFAULT_RETURNED, "each default came back, with no error");
    }

    Reading ask(Question question, boolean byDefault, Limit limit) {
        limit.begins();
        try {
            return interpret(client.getBooleanDetails(question.subject.flag(), byDefault, question.subject.context()));
        } catch (Throwable thrown) { // by the provider or a hook; Errors, too, come out of the client
            return new Unknown(UnknownReason.ERROR, thrown.toString());
        } finally {
            limit.ends();
        }
    }

    Reading interpret(@Nullable FlagEvaluationDetails<Boolean> details) {
        if (details == null) {
            return new Unknown(UnknownReason.NO_VALUE, "the client returned nothing");
        }
        ErrorCode error = details.getErrorCode();
        if (error != null) {
            String message = details.getErrorMessage();
            return new Unknown(reasonOf(error), message == null ? error.name() : message);
        }
        Boolean value = details.getValue();
        return value == null ? new Unknown(UnknownReason.NO_VALUE, "the value is null") : known(value);
    }

    UnknownReason reasonOf(ErrorCode error) {
        return switch (error) {
            case PROVIDER_NOT_READY, PROVIDER_FATAL -> UnknownReason.PROVIDER_NOT_READY;
            case FLAG_NOT_FOUND -> UnknownReason.FLAG_NOT_FOUND;
            case TYPE_MISMATCH -> UnknownReason.TYPE_MISMATCH;
            default -> UnknownReason.ERROR; // There may be more kinds of error with each release of the client.
        };
    }

    private static Reading known(boolean value) {
        return value ? Reading.ON : Reading.OFF;
    }
}
