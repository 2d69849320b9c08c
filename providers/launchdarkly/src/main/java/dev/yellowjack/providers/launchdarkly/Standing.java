package dev.yellowjack.providers.launchdarkly;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ProviderEvent;
import dev.openfeature.sdk.ProviderEventDetails;
import org.jspecify.annotations.Nullable;

/**
 * How a provider stands, and why.
 *
 * @param event by which it is announced
 * @param code {@link ErrorCode#PROVIDER_FATAL} where it is for good; null elsewhere
 */
record Standing(
        ProviderEvent event, String message, @Nullable ErrorCode code) {
    static final Standing READY = new Standing(ProviderEvent.PROVIDER_READY, "", null);

    static Standing stale(String why) {
        return new Standing(ProviderEvent.PROVIDER_STALE, why, null);
    }

    static Standing error(String why) {
        return new Standing(ProviderEvent.PROVIDER_ERROR, why, null);
    }

    static Standing fatal(String why) {
        return new Standing(ProviderEvent.PROVIDER_ERROR, why, ErrorCode.PROVIDER_FATAL);
    }

    /** Whether it is the same state; the reason may be another one. */
    boolean isAs(Standing other) {
        return event == other.event && code == other.code;
    }

    ProviderEventDetails details() {
        return ProviderEventDetails.builder().message(message).errorCode(code).build();
    }
}
