package dev.yellowjack.quickstart;

import dev.yellowjack.Child;

/** Fills the inboxes of a shop at a steady pace, and now and then poisons a message. */
final class Producer {
    private static final int PAUSE_MILLIS = 100;

    /** Once in so many messages; 150 are some 15 s. */
    private static final int POISONED_ORDER = 150;

    private static final int POISONED_PICTURE = 100;

    private final Shop shop;
    private final boolean poisons;
    private int round;

    private Producer(Shop shop, boolean poisons) {
        this.shop = shop;
        this.poisons = poisons;
    }

    /**
     * Begins.
     *
     * @param shop whose inboxes are filled
     * @param poisons whether some messages are poisoned
     * @return to end it
     */
    static Ticker start(Shop shop, boolean poisons) {
        return Ticker.start("producer", PAUSE_MILLIS, new Producer(shop, poisons)::produce);
    }

    private void produce() {
        round++;
        for (Child child : shop.children()) {
            shop.inbox(child.id()).put(poisons && isPoisoned(child.id()));
        }
    }

    private boolean isPoisoned(String child) {
        return switch (child) {
            case "orders" -> round % POISONED_ORDER == 0;
            case "thumbnails" -> round % POISONED_PICTURE == 0;
            default -> false;
        };
    }
}
