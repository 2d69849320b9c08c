package dev.yellowjack.tck;

import dev.openfeature.sdk.ErrorCode;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.UnknownReason;
import org.jspecify.annotations.Nullable;

/** What a flag says in a random sequence, and how that is to be read (§4.1). */
enum Says {
    ON(Answer.ON, null),
    OFF(Answer.OFF, null),
    MISSING(Answer.MISSING, UnknownReason.FLAG_NOT_FOUND),
    WRONG_TYPE(Answer.error(ErrorCode.TYPE_MISMATCH), UnknownReason.TYPE_MISMATCH),
    NOT_READY(Answer.error(ErrorCode.PROVIDER_NOT_READY), UnknownReason.PROVIDER_NOT_READY),
    ERROR(Answer.error(ErrorCode.GENERAL), UnknownReason.ERROR),
    THROWN_ERROR(Answer.thrown(new NoSuchMethodError("of the provider")), UnknownReason.ERROR),
    NULL(Answer.NULL, UnknownReason.NO_VALUE),
    BARE_DEFAULT(Answer.DEFAULT, UnknownReason.DEFAULT_RETURNED);

    private final Answer answer;
    private final @Nullable UnknownReason silence;

    Says(Answer answer, @Nullable UnknownReason silence) {
        this.answer = answer;
        this.silence = silence;
    }

    Answer answer() {
        return answer;
    }

    /** The reading that this is, or for an UNKNOWN one like it: the words of its detail are free. */
    Reading reading() {
        if (silence != null) {
            return new Reading.Unknown(silence, "");
        }
        return this == ON ? Reading.ON : Reading.OFF;
    }

    /** Whether two readings are the same but for the detail of an UNKNOWN one. */
    static boolean alike(Reading one, Reading other) {
        return one instanceof Reading.Unknown unknown && other instanceof Reading.Unknown too
                ? unknown.reason() == too.reason()
                : one.equals(other);
    }
}
