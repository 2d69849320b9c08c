package dev.yellowjack;

import java.util.Objects;

/**
 * What a child's flag says: ON, OFF, or UNKNOWN with its reason.
 *
 * <p>A reading is ON or OFF only where the flag provider really answered; a default is never a reading (§4.1). An
 * UNKNOWN changes nothing: the latest known reading stays in force (§4.2).
 *
 * <p>Immutable and thread-safe.
 */
// No default methods: with them, initializing a record would initialize this interface, which initializes the records.
public sealed interface Reading {
    /** The flag is on: the child is to run. */
    Reading ON = new On();

    /** The flag is off: the child is not to run. */
    Reading OFF = new Off();

    /** The child's flag has not been asked for yet. */
    Reading NOT_ASKED = new Unknown(UnknownReason.NOT_ASKED, "not asked yet");

    /** Whether the provider answered: true for ON and OFF. */
    boolean isKnown();

    /** This reading as a kill switch reads it: ON and OFF change places, UNKNOWN stays (§4.10). */
    Reading inverted();

    /**
     * The flag is on. Use {@link Reading#ON}.
     *
     * <p>Immutable and thread-safe.
     */
    record On() implements Reading {
        @Override
        public boolean isKnown() {
            return true;
        }

        @Override
        public Reading inverted() {
            return OFF;
        }

        @Override
        public String toString() {
            return "ON";
        }
    }

    /**
     * The flag is off. Use {@link Reading#OFF}.
     *
     * <p>Immutable and thread-safe.
     */
    record Off() implements Reading {
        @Override
        public boolean isKnown() {
            return true;
        }

        @Override
        public Reading inverted() {
            return ON;
        }

        @Override
        public String toString() {
            return "OFF";
        }
    }

    /**
     * The provider gave no answer.
     *
     * <p>Immutable and thread-safe.
     *
     * @param reason the kind of silence
     * @param detail the provider's own words or the engine's, for a person to read; may be empty
     */
    record Unknown(UnknownReason reason, String detail) implements Reading {
        /**
         * Checks the parts.
         *
         * @throws NullPointerException if a part is null
         */
        public Unknown {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public boolean isKnown() {
            return false;
        }

        @Override
        public Reading inverted() {
            return this;
        }

        @Override
        public String toString() {
            return "UNKNOWN(" + reason + (detail.isEmpty() ? "" : ": " + detail) + ")";
        }
    }

    /**
     * Why a reading is unknown (§4.1, §4.6).
     *
     * <p>Immutable and thread-safe.
     */
    enum UnknownReason {
        /** The flag has not been asked for yet. */
        NOT_ASKED,
        /** The provider is not ready yet, has failed for good, or there is none. */
        PROVIDER_NOT_READY,
        /** The provider has no flag of this name. */
        FLAG_NOT_FOUND,
        /** The flag is not a boolean. */
        TYPE_MISMATCH,
        /** The provider handed the default back, whichever it was, without an error: a disabled or missing flag. */
        DEFAULT_RETURNED,
        /** The provider answered with null. */
        NO_VALUE,
        /** The provider reported any other error, or it or a hook threw. */
        ERROR,
        /** The evaluation took longer than its limit. */
        TIMED_OUT,
        /** So many evaluations hang that none can be begun (§4.6). */
        NOT_EVALUATED
    }
}
