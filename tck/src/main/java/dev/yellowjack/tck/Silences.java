package dev.yellowjack.tck;

import dev.openfeature.sdk.ErrorCode;
import dev.yellowjack.Reading;
import dev.yellowjack.Reading.UnknownReason;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/** The ways in which a provider can fail to answer, and what each is to be called (§4.1). */
final class Silences {
    private Silences() {}

    static Map<Answer, UnknownReason> all() {
        Map<Answer, UnknownReason> all = new LinkedHashMap<>();
        all.put(Answer.MISSING, UnknownReason.FLAG_NOT_FOUND);
        all.put(Answer.error(ErrorCode.TYPE_MISMATCH), UnknownReason.TYPE_MISMATCH);
        all.put(Answer.error(ErrorCode.PROVIDER_NOT_READY), UnknownReason.PROVIDER_NOT_READY);
        all.put(Answer.error(ErrorCode.PROVIDER_FATAL), UnknownReason.PROVIDER_NOT_READY);
        all.put(Answer.error(ErrorCode.PARSE_ERROR), UnknownReason.ERROR);
        all.put(Answer.error(ErrorCode.GENERAL), UnknownReason.ERROR);
        all.put(Answer.thrown(new IllegalStateException("of the provider")), UnknownReason.ERROR);
        all.put(Answer.thrown(new NoSuchMethodError("of the provider")), UnknownReason.ERROR);
        all.put(Answer.thrown(new OutOfMemoryError("of the provider")), UnknownReason.ERROR);
        all.put(Answer.NULL, UnknownReason.NO_VALUE);
        all.put(Answer.DEFAULT, UnknownReason.DEFAULT_RETURNED);
        return all;
    }

    static boolean isUnknown(UnknownReason reason, Reading reading) {
        return reading instanceof Reading.Unknown unknown && unknown.reason() == reason;
    }

    static void assertUnknown(UnknownReason reason, Reading reading) {
        Assertions.assertTrue(
                isUnknown(reason, reading), () -> "the reading is UNKNOWN(" + reason + "), not " + reading);
    }
}
