package dev.yellowjack.tck;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the clocks do in a random sequence. */
final class TimeCommands {
    private TimeCommands() {}

    /** So much time passes; or until the next thing is due, where a model knows that. */
    record Advance(Duration time) implements Command {
        /** To the next grace, interrupt wait or back-off that is over. */
        static final Advance TO_THE_NEXT_DEADLINE = new Advance(Duration.ZERO);

        boolean isToTheNextDeadline() {
            return time.isZero();
        }

        @Override
        public boolean isPossible(Model model) {
            return !isToTheNextDeadline() || model.untilDue().isPresent();
        }

        @Override
        public String bystanderRule() {
            return "2.2";
        }

        @Override
        public @Nullable Object carryOut(Cast cast) {
            cast.stage().advance(isToTheNextDeadline() ? Probe.GRACE : time);
            return null;
        }

        @Override
        public String toString() {
            return isToTheNextDeadline() ? "time passes until the next deadline" : time + " pass";
        }
    }

    /** Somebody sets the machine's clock (§5.8). */
    record SetWallClock(Duration by) implements Command {
        @Override
        public String bystanderRule() {
            return "5.8";
        }

        @Override
        public @Nullable Object carryOut(Cast cast) {
            cast.stage().clock.jumpWallClock(by);
            return null;
        }

        @Override
        public String toString() {
            return "the wall clock is set by " + by;
        }
    }
}
