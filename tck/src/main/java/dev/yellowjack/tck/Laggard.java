package dev.yellowjack.tck;

import dev.yellowjack.Report;
import dev.yellowjack.SupervisorListener;
import dev.yellowjack.Transition;
import java.util.concurrent.atomic.AtomicLong;

/** A listener that blocks in its first call, and in its second, until it is let go on; and counts. */
final class Laggard implements SupervisorListener {
    private final Gate first;
    private final Gate second;
    private final AtomicLong heard = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();

    Laggard(Gate first, Gate second) {
        this.first = first;
        this.second = second;
    }

    boolean isBlockedInFirst() {
        return first.waiting() > 0;
    }

    boolean isBlockedInSecond() {
        return second.waiting() > 0;
    }

    /** How many transitions and reports it was given. */
    long heard() {
        return heard.get();
    }

    /** How many calls it was told that it missed. */
    long missed() {
        return missed.get();
    }

    @Override
    public void onTransition(Transition transition) {
        hear();
    }

    @Override
    public void onReport(Report report) {
        hear();
    }

    @Override
    public void onMissed(long calls) {
        missed.addAndGet(calls);
    }

    private void hear() {
        if (heard.incrementAndGet() == 1) {
            first.awaitDeaf();
        } else {
            second.awaitDeaf();
        }
    }
}
