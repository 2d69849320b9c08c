package dev.yellowjack.providers.soak;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What befalls a fleet's flag service, one thing after the other, at random. */
final class Weather {
    /** What can happen. */
    enum Event {
        /** One flag is flipped. */
        FLIP,
        /** Fifty flips, one upon the other, often of the same flag. */
        BURST,
        /** The service is gone for a while, and flags are flipped meanwhile. */
        OUTAGE,
        /** The service is gone, and back at once, with other flags. */
        RESTART,
        /** The service is gone for a while, and nobody flips anything: nothing may happen. */
        QUIET_OUTAGE,
        /** Nothing more, until all children are where their flags say. */
        CALM
    }

    private static final int BURST = 50;

    final Map<Event, Integer> counts = new EnumMap<>(Event.class);
    final Fleet fleet;

    private final List<String> children;
    private final SplittableRandom random;
    private Duration longest = Duration.ZERO;

    Weather(Fleet fleet, long seed) {
        this.fleet = fleet;
        children = fleet.children();
        random = new SplittableRandom(seed);
    }

    /** The longest that it took, in a calm, until all children were where their flags say. */
    Duration longestConvergence() {
        return longest;
    }

    void next() throws Exception {
        int die = random.nextInt(100);
        Event event = die < 60
                ? Event.FLIP
                : die < 75
                        ? Event.BURST
                        : die < 81
                                ? Event.OUTAGE
                                : die < 85 ? Event.RESTART : die < 88 ? Event.QUIET_OUTAGE : Event.CALM;
        counts.merge(event, 1, Integer::sum);
        switch (event) {
            case FLIP -> {
                flip();
                Waiting.pass(Duration.ofMillis(random.nextInt(50)));
            }
            case BURST -> burst();
            case OUTAGE -> {
                fleet.disconnect();
                for (int i = random.nextInt(20); i > 0; i--) {
                    flip();
                }
                Waiting.pass(Duration.ofMillis(random.nextInt(3_000)));
                fleet.reconnect();
            }
            case RESTART -> {
                fleet.disconnect();
                burst();
                fleet.reconnect();
            }
            case QUIET_OUTAGE -> quietOutage();
            case CALM -> calm();
        }
    }

    private void flip() throws Exception {
        fleet.flip(children.get(random.nextInt(children.size())));
    }

    private void burst() throws Exception {
        int among = 1 + random.nextInt(children.size());
        for (int i = 0; i < BURST; i++) {
            fleet.flip(children.get(random.nextInt(among)));
        }
    }

    private void quietOutage() throws Exception {
        calm();
        List<String> before = fleet.standing();
        fleet.disconnect();
        Waiting.pass(Duration.ofMillis(500 + random.nextInt(2_000)));
        fleet.reconnect();
        Waiting.pass(Duration.ofMillis(500));
        List<String> after = fleet.standing();
        if (!after.equals(before)) {
            throw new AssertionError(
                    fleet.name + ": an outage, and no flip, had children start or stop: " + before + ", then " + after);
        }
    }

    /** All children come to where their flags say. */
    void calm() throws Exception {
        Duration took = fleet.converge();
        longest = took.compareTo(longest) > 0 ? took : longest;
    }
}
