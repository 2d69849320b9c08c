package dev.yellowjack.providers.flagd;

/** What an outage of a server looks like. */
enum Outage {
    /** Connections end, and new ones are refused. */
    KILLED,

    /** Connections stay and new ones are accepted, but nothing comes. */
    FROZEN
}
