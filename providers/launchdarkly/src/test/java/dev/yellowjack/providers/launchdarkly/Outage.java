package dev.yellowjack.providers.launchdarkly;

/** What an outage looks like. */
enum Outage {
    /** Connections end, and new ones are refused. */
    KILLED,

    /** Connections end, and new ones are answered by 503. */
    UNAVAILABLE,

    /** Connections stay and new ones are accepted, but nothing comes. */
    FROZEN
}
